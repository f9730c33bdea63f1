import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ScaleProtocolId,
  scaleProtocolIds,
  scaleProtocols,
} from '../../../../../src-main/device/scale/protocols.ts'
import type { ScaleFrameReader, ScaleUnit } from '../../../../../src-main/device/scale/scale-frame.ts'
import type { ScaleReading } from '../../../../../src-shared/model/weight.ts'
import { type Vector, vectors } from './vectors.ts'

/** A reader that is past the line it came into the middle of. */
function readerOf(protocol: ScaleProtocolId, unit: ScaleUnit | null = null): ScaleFrameReader {
  const reader = scaleProtocols[protocol].newReader(unit)
  reader.push(Uint8Array.of(0x0d, 0x0a))
  return reader
}

const readingsOf = (reader: ScaleFrameReader, bytes: Uint8Array) =>
  reader.push(bytes).map((frame) => frame.reading)

const byteByByte = (reader: ScaleFrameReader, bytes: Uint8Array) =>
  [...bytes].flatMap((byte) => readingsOf(reader, Uint8Array.of(byte)))

const expected = ({ reading }: Vector) => (reading === 'no frame' ? [] : [reading])

// proves: Scale | Brecknell 67xx, prefixed commands; NCI / Weigh-Tronix SCP-01, ECR; MT-SICS; Toledo continuous; SMA; A&D standard format; Ohaus; CAS PD-II / AP-1 (ENQ, DC1); CAS PD-II types 0 and 1 (ENQ, DC2); CAS indicator; Sartorius SBI; Adam CPWplus; Radwag; ERTE B2 | vectors
describe('a frame of a scale', () => {
  for (const vector of vectors) {
    const { protocol, name, bytes, unit } = vector
    it(`is read: ${protocol}, ${name}`, () => {
      expect(readingsOf(readerOf(protocol, unit), bytes)).toEqual(expected(vector))
    })

    it(`is read byte by byte: ${protocol}, ${name}`, () => {
      expect(byteByByte(readerOf(protocol, unit), bytes)).toEqual(expected(vector))
    })

    it(`is read behind rubbish: ${protocol}, ${name}`, () => {
      const rubbish = [0x00, 0x41, 0x0d, 0x01, 0x41, 0x02, 0x31, 0x0d, 0x0a]
      const reader = readerOf(protocol, unit)
      reader.push(Uint8Array.from(rubbish))
      expect(readingsOf(reader, bytes)).toEqual(expected(vector))
    })

    it(`gives nothing before its last byte came: ${protocol}, ${name} (F30)`, () => {
      const end = bytes.at(-1) === 0x0a ? bytes.length - 1 : bytes.length
      for (let length = 1; length < end; length++) {
        expect(readingsOf(readerOf(protocol, unit), bytes.subarray(0, length))).toEqual([])
      }
    })
  }
})

for (const protocol of scaleProtocolIds) {
  const own = vectors.filter((vector) => vector.protocol === protocol && vector.unit === null)
  const frames = own.filter((vector) => vector.reading !== 'no frame')

  describe(`a stream of a ${protocol} scale`, () => {
    const rubbish = fc.uint8Array({ maxLength: 12 })
    const piece = fc.oneof(
      rubbish,
      fc.constantFrom(...(own.length > 0 ? own : vectors)).map((each) => each.bytes),
    )

    it('reads the same however it is cut', () => {
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 8 }), fc.array(fc.nat(9)), (pieces, cuts) => {
          const stream = Uint8Array.from(pieces.flatMap((each) => [...each]))
          const reader = readerOf(protocol)
          const cut: (ScaleReading | null)[] = []
          let at = 0
          for (const length of [...cuts, stream.length]) {
            cut.push(...readingsOf(reader, stream.subarray(at, at + length)))
            at += length
          }
          expect(cut).toEqual(readingsOf(readerOf(protocol), stream))
        }),
      )
    })

    it('gives no steady weight that was not sent, whatever lies between its frames', () => {
      if (frames.length === 0) return
      fc.assert(
        fc.property(fc.constantFrom(...frames), fc.array(textRubbish, { maxLength: 6 }), (frame, between) => {
          const stream = between.flatMap((each) => [...frame.bytes, ...each])
          const readings = readingsOf(readerOf(protocol), Uint8Array.from(stream))
          const steady = readings.filter((reading) => reading?.is === 'steady')
          for (const reading of steady) expect(reading).toEqual(frame.reading)
        }),
      )
    })

    it('is read again after two whole frames, whatever came before', () => {
      if (frames.length === 0) return
      fc.assert(
        fc.property(fc.constantFrom(...frames), fc.uint8Array({ maxLength: 200 }), (frame, before) => {
          const reader = readerOf(protocol)
          reader.push(before)
          for (let at = 0; at < 5; at++) reader.push(frame.bytes)
          expect(readingsOf(reader, frame.bytes)).toEqual([frame.reading])
        }),
      )
    })

    it('never makes the reader throw or keep much', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 1500 }), (bytes) => {
          for (const frame of scaleProtocols[protocol].newReader('kg').push(bytes))
            expect(frame.raw.length).toBeLessThanOrEqual(64)
        }),
      )
    })
  })
}

/** Letters and control characters as they stray over a line, but no digits: those would be another weight. */
const textRubbish = fc
  .array(fc.constantFrom(0x00, 0x02, 0x03, 0x0a, 0x0d, 0x20, 0x41, 0x7f), { maxLength: 10 })
  .map((bytes) => Uint8Array.from(bytes))

describe('a frame that lost one byte', () => {
  for (const vector of vectors) {
    const { protocol, name, bytes, reading, unit } = vector
    if (reading === 'no frame' || reading === null) continue
    it(`is never a steady weight of its own: ${protocol}, ${name} (F30)`, () => {
      for (let at = 0; at < bytes.length; at++) {
        const reader = readerOf(protocol, unit)
        for (let times = 0; times < 3; times++) reader.push(bytes)
        const cut = Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at + 1), ...bytes])
        for (const seen of readingsOf(reader, cut)) {
          if (seen?.is === 'steady') expect(seen).toEqual(reading)
        }
      }
    })
  }
})

it('asks a CAS scale for its frame once it is ready', () => {
  const frames = readerOf('cas').push(Uint8Array.of(0x06))
  expect(frames).toEqual([{ reading: null, raw: Uint8Array.of(0x06), reply: Uint8Array.of(0x11) }])
})

it('believes a Toledo scale that sends checksums no frame without one', () => {
  const reader = readerOf('toledo-continuous')
  const [whole] = vectors.filter((each) => each.protocol === 'toledo-continuous')
  const bytes = whole?.bytes ?? Uint8Array.of()
  expect(reader.push(bytes)).toHaveLength(1)
  expect(reader.push(Uint8Array.from([...bytes.subarray(0, 17), 0x02]))).toEqual([])
})

it('reads a Toledo frame whose checksum looks like the beginning of the next one', () => {
  // These digits add up so that the checksum is 02.
  const frame = [...Buffer.from('\x02\x2d0 001234999940\r', 'latin1')]
  const sum = frame.reduce((total, byte) => total + byte, 0)
  expect(-sum & 0x7f).toBe(0x02)
  const reader = readerOf('toledo-continuous')
  const stream = Uint8Array.from([...frame, 0x02, ...frame, 0x02, ...frame, 0x02])
  expect(readingsOf(reader, stream)).toHaveLength(3)
})
