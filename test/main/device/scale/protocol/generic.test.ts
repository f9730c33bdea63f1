import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generic } from '../../../../../src-main/device/scale/protocol/generic.ts'
import type { ScaleUnit } from '../../../../../src-main/device/scale/scale-frame.ts'
import type { ScaleReading } from '../../../../../src-shared/model/weight.ts'

const steady = (grams: number, shown: string, net = false): ScaleReading => ({
  is: 'steady',
  grams,
  net,
  shown,
})
const moving = (grams: number, shown: string): ScaleReading => ({ is: 'moving', grams, shown })

const fault = (why: string): ScaleReading => ({ is: 'fault', why })

const vectors: [string, ScaleReading | null][] = [
  ['ST,GS,+  1.234kg', steady(1234, '1.234 kg')],
  ['ST,GS,   245.6 g', steady(246, '245.6 g')],
  ['ST,GS    20.7g', steady(21, '20.7 g')],
  ['US,GS,+  1.230kg', moving(1230, '1.230 kg')],
  ['US,GS,-  1.230kg', moving(-1230, '-1.230 kg')],
  ['ST,NT,+  0.734kg', steady(734, '0.734 kg', true)],
  ['ST,GS,-  0.050kg', { is: 'below-zero', grams: -50 }],
  ['ST,GS,-  0.000kg', steady(0, '0.000 kg')],
  ['OL,GS,+       kg', { is: 'overload' }],
  ['OL,GS,+  9.999kg', { is: 'overload' }],
  ['ST,+00123.45 kg', steady(123450, '123.45 kg')],
  ['US,-00000.05 kg', moving(-50, '-0.05 kg')],
  ['OL,+999999.9  g', { is: 'overload' }],
  ['OL,-99999999  g', { is: 'overload' }],
  ['OL,+9999999E+19', { is: 'overload' }],
  ['QT,+00012345 PC', null],
  ['ST,OK,+00001.500 kg', steady(1500, '1.500 kg')],
  ['ST,TR,+  0.500kg', null],
  ['ST,GS,00001.500lb', steady(680, '1.500 lb')],
  ['ST,GS,+  4.409oz', steady(125, '4.409 oz')],
  ['st,gs,+  1.234KG', steady(1234, '1.234 kg')],
  ['ST,GS,+       kg', { is: 'fault', why: 'The scale sent a line without a number.' }],
  [
    'ST,GS,+  1.234',
    { is: 'fault', why: 'The scale sends no unit; add unit=kg (or g, lb, oz) to its address.' },
  ],
  ['ST,GS,+  1.234 t', { is: 'fault', why: 'The scale shows t; set it to kg, g, lb or oz.' }],
  ['  1.234 kg', moving(1234, '1.234 kg')],
  ['ST,GS,+  1,234kg', steady(1234, '1.234 kg')],
  ['ST,GS,12,345kg', steady(12345, '12.345 kg')],
  ['ST,GS,0,345kg', steady(345, '0.345 kg')],
  ['1,234 kg', moving(1234, '1.234 kg')],
  ['ST,GS,1,234,567 g', null],
  [
    'ST,GS,+1.234,5kg',
    {
      is: 'fault',
      why: 'The scale sends a point and a comma in one number (1.234,5); let it send one.',
    },
  ],
  ['ST,GS,+400.000kg', steady(400_000, '400.000 kg')],
  [
    'ST,GS,+400.001kg',
    fault('The scale says 400 kg, more than a box can weigh. Check the unit and the decimals it is set to.'),
  ],
  [
    'US,GS,- 1234kg',
    fault(
      'The scale says -1234 kg, more than a box can weigh. Check the unit and the decimals it is set to.',
    ),
  ],
  ['Welcome', null],
  ['ST,GS,+  1.2ST,GS,+  1.234kg', null],
]

function read(text: string, unit: ScaleUnit | null = null): (ScaleReading | null)[] {
  const reader = generic.newReader(unit)
  return [...reader.push(bytesOf('\r\n')), ...reader.push(bytesOf(text))].map((frame) => frame.reading)
}

// proves: Scale | Sends ST,GS lines by itself | vectors
describe('a line of a scale that sends by itself', () => {
  for (const [line, reading] of vectors) {
    it(`is read: ${line}`, () => {
      expect(read(`${line}\r\n`)).toEqual(reading === null ? [] : [reading])
    })

    it(`is read byte by byte after a line that was cut at its front: ${line}`, () => {
      const reader = generic.newReader(null)
      const bytes = bytesOf(`.230kg\r\n${line}\r\n`)
      const readings = [...bytes]
        .flatMap((byte) => reader.push(Uint8Array.of(byte)))
        .map((frame) => frame.reading)
      expect(readings).toEqual(reading === null ? [] : [reading])
    })

    it(`gives nothing before its end came: ${line} (F30)`, () => {
      expect(read(line)).toEqual([])
    })
  }

  it('takes the unit of the address where the scale sends none', () => {
    expect(read('ST,GS,+  1.234\r\n', 'kg')).toEqual([steady(1234, '1.234 kg')])
    expect(read('000013.5\r\n', 'kg')).toEqual([moving(13500, '13.5 kg')])
  })

  it('is read with visible parity, carriage return included', () => {
    const withParity = bytesOf('ST,GS,+  1.234kg\r').map(evenParity)
    const reader = generic.newReader(null)
    reader.push(bytesOf('\r\n'))
    expect(reader.push(withParity).map((frame) => frame.reading)).toEqual([steady(1234, '1.234 kg')])
  })

  it('is read in the 22-byte form with a lamp byte that is no text', () => {
    const stable = '53 54 2C 47 53 2C 30 C4 2C 30 30 30 30 31 33 2E 35 20 6B 67 0D 0A'
    const inMotion = '55 53 2C 47 53 2C 30 84 2C 30 30 30 30 31 33 2E 35 20 6B 67 0D 0A'
    const readHex = (hex: string) => generic.newReader(null).push(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
    expect(readHex(stable).map((frame) => frame.reading)).toEqual([steady(13500, '13.5 kg')])
    expect(readHex(inMotion).map((frame) => frame.reading)).toEqual([moving(13500, '13.5 kg')])
  })

  it('is not recorded on its own when it is shorter than the one before (F30)', () => {
    const reader = generic.newReader(null)
    const kinds = ['ST,GS,+ 21.234kg', 'ST,GS,+ 1.234kg', 'ST,GS,+ 21.234kg', 'ST,GS,+ 21.234kg'].map(
      (line) => reader.push(bytesOf(`${line}\r\n`))[0]?.reading?.is,
    )
    expect(kinds).toEqual(['steady', 'moving', 'moving', 'steady'])
  })

  it('is skipped when it never ends, and the next one is read', () => {
    const reader = generic.newReader(null)
    expect(reader.push(bytesOf(`${'ST,GS,+1'.repeat(5000)}\r\n`))).toEqual([])
    expect(reader.push(bytesOf('ST,GS,+  1.234kg\r\n'))).toHaveLength(1)
  })

  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1000 }), (bytes) => {
        for (const frame of generic.newReader('kg').push(bytes))
          expect(frame.raw.length).toBeLessThanOrEqual(64)
      }),
    )
  })
})

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'))
}

function evenParity(byte: number): number {
  const ones = byte.toString(2).replaceAll('0', '').length
  return ones % 2 === 0 ? byte : byte | 0x80
}
