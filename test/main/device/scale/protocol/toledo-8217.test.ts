import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toledo8217 } from '../../../../../src-main/device/scale/protocol/toledo-8217.ts'
import type { ScaleUnit } from '../../../../../src-main/device/scale/scale-frame.ts'
import type { ScaleReading } from '../../../../../src-shared/model/weight.ts'

const steady = (grams: number, shown: string, net = false): ScaleReading => ({
  is: 'steady',
  grams,
  net,
  shown,
})
const moving: ScaleReading = { is: 'moving', grams: null, shown: null }
const belowZero: ScaleReading = { is: 'below-zero', grams: null }

const vectors: [string, ScaleUnit, string, ScaleReading | null][] = [
  ['stable 0.500 kg gross', 'kg', '02 30 30 2E 35 30 30 0D', steady(500, '0.500 kg')],
  ['stable 12.34 lb gross', 'lb', '02 30 31 32 2E 33 34 0D', steady(5597, '12.34 lb')],
  ['stable 1.250 kg net', 'kg', '02 30 31 2E 32 35 30 4E 0D', steady(1250, '1.250 kg', true)],
  ['motion', 'kg', '02 3F 41 0D', moving],
  ['motion of a clone', 'kg', '02 3F 61 0D', moving],
  ['overload', 'kg', '02 3F 42 0D', { is: 'overload' }],
  ['overload of a clone', 'kg', '02 3F 62 0D', { is: 'overload' }],
  ['overload in motion', 'kg', '02 3F 43 0D', { is: 'overload' }],
  ['under zero', 'kg', '02 3F 44 0D', belowZero],
  ['under zero of a clone', 'kg', '02 3F 64 0D', belowZero],
  ['under zero and outside the capture range', 'kg', '02 3F 4C 0D', belowZero],
  ['outside the capture range', 'kg', '02 3F 48 0D', { is: 'needs-zero' }],
  ['centre of zero, the answer to Z', 'kg', '02 3F 50 0D', null],
  ['centre of zero of a clone', 'kg', '02 3F 70 0D', null],
  ['a 7E1 scale over an 8N1 line', 'kg', '82 30 30 2E 35 30 30 8D', steady(500, '0.500 kg')],
  ['motion with visible parity', 'kg', '82 3F 41 8D', moving],
  ['under zero and outside capture with visible parity', 'kg', '82 3F CC 8D', belowZero],
  ['unit letters after the weight', 'kg', '02 30 30 31 32 2E 33 6C 62 0D', steady(5579, '12.3 lb')],
  ['pounds and ounces', 'lb', '02 30 30 32 6C 62 30 30 33 2E 35 6F 7A 0D', steady(1006, '2 lb 3.5 oz')],
  [
    'pounds and ounces with spaces',
    'lb',
    '02 20 20 32 20 6C 62 20 20 33 2E 35 20 6F 7A 0D',
    steady(1006, '2 lb 3.5 oz'),
  ],
  ['grams without a point', 'g', '02 30 30 31 32 33 34 0D', steady(1234, '1234 g')],
  ['leading spaces', 'kg', '02 20 31 2E 32 35 30 0D', steady(1250, '1.250 kg')],
]

function read(unit: ScaleUnit, bytes: Uint8Array): (ScaleReading | null)[] {
  return toledo8217
    .newReader(unit)
    .push(bytes)
    .map((frame) => frame.reading)
}

// proves: Scale | Toledo 8217 | vectors
describe('a Toledo 8217 frame', () => {
  for (const [name, unit, hex, reading] of vectors) {
    it(`is read whole: ${name}`, () => {
      expect(read(unit, bytesOf(hex))).toEqual([reading])
    })

    it(`is read however it is cut, between rubbish: ${name}`, () => {
      const rubbish = [0x00, 0x41, 0x0d, 0x30, 0x02, 0x31, 0x2e]
      const stream = Uint8Array.from([...rubbish, ...bytesOf(hex)])
      const reader = toledo8217.newReader(unit)
      const readings = [...stream]
        .flatMap((byte) => reader.push(Uint8Array.of(byte)))
        .map((frame) => frame.reading)
      expect(readings).toEqual([reading])
    })

    it(`gives nothing when it ends early: ${name} (F30)`, () => {
      const bytes = bytesOf(hex)
      for (let length = 1; length < bytes.length; length++) {
        expect(read(unit, bytes.subarray(0, length))).toEqual([])
      }
    })
  }

  it('keeps the raw bytes of the frame', () => {
    const [frame] = toledo8217.newReader('kg').push(bytesOf('41 02 30 30 2E 35 30 30 0D 41'))
    expect(frame?.raw).toEqual(bytesOf('02 30 30 2E 35 30 30 0D'))
  })
})

describe('a damaged 8217 frame', () => {
  it('is no weight without its decimal point, unless the scale weighs in grams', () => {
    expect(read('kg', bytesOf('02 30 30 35 30 30 0D'))).toEqual([])
    expect(read('lb', bytesOf('02 30 31 32 33 34 0D'))).toEqual([])
  })

  it('is no weight with two points, a letter or a sign inside', () => {
    expect(read('kg', bytesOf('02 30 2E 30 2E 30 0D'))).toEqual([])
    expect(read('kg', bytesOf('02 30 30 2E 41 30 30 0D'))).toEqual([])
    expect(read('kg', bytesOf('02 2D 30 2E 35 30 30 0D'))).toEqual([])
  })

  it('is no weight when one bit of visible parity is wrong', () => {
    const good = bytesOf('82 30 30 2E 35 30 30 8D')
    for (let at = 1; at < good.length - 1; at++) {
      const bad = Uint8Array.from(good)
      bad[at] = (bad[at] ?? 0) ^ 0x04
      expect(read('kg', bad)).toEqual([])
    }
  })

  it('is shown as moving when it lost a digit, and the next whole one is steady again after one more (F30)', () => {
    const reader = toledo8217.newReader('kg')
    const kinds = [
      '02 30 31 2E 32 35 30 0D',
      '02 31 2E 32 35 30 0D',
      '02 30 31 2E 32 35 30 0D',
      '02 30 31 2E 32 35 30 0D',
    ].map((hex) => reader.push(bytesOf(hex))[0]?.reading?.is)
    expect(kinds).toEqual(['steady', 'moving', 'moving', 'steady'])
  })

  it('never makes the reader throw or grow, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        for (const frame of toledo8217.newReader('kg').push(bytes))
          expect(frame.raw.length).toBeLessThanOrEqual(34)
      }),
    )
  })
})

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(' ').map((byte) => Number.parseInt(byte, 16)))
}
