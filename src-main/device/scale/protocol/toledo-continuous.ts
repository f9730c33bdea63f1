import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import type { ScaleProtocol } from '../protocol.ts'
import { measuredFrames } from '../read-frames.ts'
import {
  fault,
  type ScaleFrameReader,
  type ScaleUnit,
  shownDigits,
  weightReading,
  withoutParity,
} from '../scale-frame.ts'

/**
 * Toledo continuous output (8142, 8530): `STX, three status bytes, six digits, six digits of tare, CR [checksum]`, and
 * its short form without tare. Sources: KERN FTC and Cardinal 225 manuals, Mettler Wildcat user manual p. 6-5,
 * Fairbanks FB3000 manual, Rockwell 57C428 appendix D.
 */
export const toledoContinuous: ScaleProtocol = {
  name: 'Toledo continuous',
  baud: 9600,
  line: '7E1',
  dtr: 'on',
  ask: null,
  everyMs: 100,
  usualUnit: null,
  newReader: toledoContinuousReader,
}

const stx = 0x02
const cr = 0x0d

/**
 * The byte behind CR is waited for: it is the checksum, or the STX of the next frame. It may be STX and the checksum
 * at once; then it is left where it is, since no frame begins with two of them. A scale that was seen to send checksums
 * is believed no frame without.
 */
function toledoContinuousReader(): ScaleFrameReader {
  let hasChecksum = false
  return measuredFrames({
    measure: (bytes) => {
      const end = endOf(bytes)
      if (end === null || end === 0) return end
      return bytes[end] === undefined ? null : bytes[end] === stx ? end : end + 1
    },
    read: (raw) => {
      const bytes = raw.map((byte) => byte & 0x7f)
      const end = endOf([...bytes]) ?? 0
      if (withoutParity(raw.subarray(0, end)) === null) return null
      const isWhole = bytes.length === end || sumOf(bytes) === 0
      if (!isWhole || (hasChecksum && bytes.length === end && sumOf(bytes) !== 0x80 - stx)) return null
      if (bytes.length > end) hasChecksum = true
      const reading = readingOf(bytes.subarray(1, end - 1))
      return reading === null ? null : { reading }
    },
  })
}

/** Where the CR of the frame at the head has passed: 11 or 17, 0 when no frame begins here, null when it may yet. */
function endOf(bytes: readonly number[]): number | null {
  const [start, a, , c] = bytes
  if (start !== stx || (a !== undefined && (a & 0x60) !== 0x20) || (c !== undefined && (c & 0x20) === 0))
    return 0
  for (const at of [10, 16]) {
    if (bytes[at] === undefined) return null
    if (bytes[at] === cr) return at + 1
  }
  return 0
}

function sumOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum + byte, 0) & 0x7f
}

/** The reading of the bytes between STX and CR; null when its digits are none. */
function readingOf(body: Uint8Array): ScaleReading | null {
  const [a = 0, b = 0, c = 0] = body
  const shown = Buffer.from(body.subarray(3, 9)).toString('latin1')
  if (!/^ *\d+$/.test(shown)) return null
  const isNegative = (b & 0x02) !== 0
  if (b & 0x04) return isNegative ? { is: 'below-zero', grams: null } : { is: 'overload' }
  if (b & 0x40) return { is: 'needs-zero' }
  const unit = unitOf(b, c)
  if (unit === null) return fault('The scale shows a unit the station does not know; set it to kg, g or lb.')
  // Ten times the digits at the same decimals would be ten times the weight.
  if (c & 0x10) return fault('The scale shows ten times its digits; switch that off.')
  return weightReading({
    isSteady: (b & 0x08) === 0,
    isNegative,
    isNet: (b & 0x01) !== 0,
    digits: withDecimals(shown.trim(), a & 0x07),
    unit,
  })
}

function unitOf(b: number, c: number): ScaleUnit | null {
  if (c & 0x06) return null
  if (c & 0x01) return 'g'
  return b & 0x10 ? 'kg' : 'lb'
}

/** Code 0 and 1 are two and one zeros that are not sent, 2 is none, 3 to 7 are one to five decimals. */
function withDecimals(digits: string, code: number): string {
  if (code <= 2) return shownDigits(digits + '0'.repeat(2 - code))
  const padded = digits.padStart(code - 1, '0')
  return `${padded.slice(0, 2 - code)}.${padded.slice(2 - code)}`
}
