import { describe, expect, it } from 'vitest'
import { readScaleReport, scaleReportReader } from '../../../../src-main/device/hid/hid-scale-report.ts'
import { scaleReport } from '../../../../src-main/training/device/virtual-hid-scale.ts'
import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import { seededBytes } from '../scanner/seeded-bytes.ts'

const read = (hex: string) => readScaleReport(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const steady = (grams: number, shown: string): ScaleReading => ({ is: 'steady', grams, net: false, shown })

// proves: Scale | USB HID (usage page 8D) | vectors
describe('the reports as the tables and known scales have them', () => {
  const vectors: [string, string, ScaleReading | null][] = [
    ['1.234 kg', '03 04 03 FD D2 04', steady(1_234, '1.234 kg')],
    ['20 g', '03 04 02 00 14 00', steady(20, '20 g')],
    ['645.2 oz', '03 04 0B FF 34 19', steady(18_291, '645.2 oz')],
    ['5.25 lb', '03 04 0C FE 0D 02', steady(2_381, '5.25 lb')],
    ['137 g that move', '03 03 02 00 89 00', { is: 'moving', grams: 137, shown: '137 g' }],
    ['zero in ounces', '03 02 0B FF 00 00', steady(0, '0.0 oz')],
    ['-1.2 oz', '03 05 0B FF 0C 00', { is: 'below-zero', grams: -34 }],
    ['too much', '03 06 02 00 00 00', { is: 'overload' }],
    ['no calibration', '03 07 02 00 00 00', { is: 'fault', why: 'The scale must be calibrated.' }],
    ['no zero', '03 08 02 00 00 00', { is: 'needs-zero' }],
    ['a fault', '03 01 02 00 00 00', { is: 'fault', why: expect.stringMatching(/fault/) }],
    ['data under the id 4', '04 04 02 00 14 00', steady(20, '20 g')],
    ['a power of ten above one', '03 04 02 02 05 00', steady(500, '500 g')],
    ['a whole sixteen bits', '03 04 02 00 FF FF', steady(65_535, '65535 g')],
    ['a report the system padded', '03 04 02 00 14 00 00 00', steady(20, '20 g')],
  ]
  for (const [what, hex, reading] of vectors) {
    it(`${what}: ${hex}`, () => expect(read(hex)).toEqual(reading))
  }
})

describe('what is no weight', () => {
  it('is a packet of zeros, which some systems give when there is nothing to read', () => {
    expect(read('00 00 00 00 00 00')).toBeNull()
    expect(read('03 00 00 00 00 00')).toBeNull()
    expect(read('03 00 02 00 14 00')).toBeNull()
  })

  it('is a status alone, padded with zeros', () => {
    expect(read('04 04')).toBeNull()
    expect(read('04 04 00 00 00 00')).toBeNull()
    expect(read('04 02 00 00 00 00')).toBeNull()
  })

  it('is a report with another id, with a status nobody defined, or cut short', () => {
    expect(read('01 04 02 00 14 00')).toBeNull()
    expect(read('05 02 00 14 00 00')).toBeNull()
    expect(read('03 09 02 00 14 00')).toBeNull()
    for (let length = 0; length < 6; length++)
      expect(readScaleReport(scaleReport({ is: 'steady', weight: 20 }).subarray(0, length))).toBeNull()
  })

  it('is a power of ten that no scale has', () => {
    expect(read('03 04 02 80 14 00')).toBeNull()
    expect(read('03 04 02 07 14 00')).toBeNull()
  })

  it('is a unit in which the station does not weigh, and the scale is told to be set to another', () => {
    expect(readScaleReport(scaleReport({ is: 'steady', weight: 20, unit: 'ozt' }))).toEqual({
      is: 'fault',
      why: 'The scale shows troy ounces; set it to kg, g, lb or oz.',
    })
  })
})

it('never calls a weight steady that is below zero, moves, or contradicts its own status', () => {
  expect(readScaleReport(scaleReport({ is: 'below-zero', weight: 0 }))).toEqual({
    is: 'below-zero',
    grams: 0,
  })
  expect(readScaleReport(scaleReport({ is: 'zero', weight: 20 }))).toEqual({
    is: 'moving',
    grams: 20,
    shown: '20 g',
  })
})

it('shows the first weight after opening as moving, for it may be of the weighing before', () => {
  const reader = scaleReportReader()
  const report = scaleReport({ is: 'steady', weight: 20 })
  expect(reader.push(new Uint8Array(6))).toEqual([])
  expect(reader.push(report)).toEqual([{ reading: { is: 'moving', grams: 20, shown: '20 g' }, raw: report }])
  expect(reader.push(report)).toEqual([{ reading: steady(20, '20 g'), raw: report }])
})

it('throws at no report, and steady is only what says so in a unit that is known', () => {
  const random = seededBytes(7)
  for (let round = 0; round < 100_000; round++) {
    const report = random(round % 9)
    if (round % 2 === 0) report[0] = 3
    const reading = readScaleReport(report)
    if (reading?.is !== 'steady') continue
    expect([2, 4]).toContain(report[1])
    expect([2, 3, 11, 12]).toContain(report[2])
    expect(Number.isSafeInteger(reading.grams)).toBe(true)
  }
})
