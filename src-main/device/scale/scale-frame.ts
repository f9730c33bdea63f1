import type { ScaleReading } from '../../../src-shared/model/weight.ts'
import { gramsOf } from '../../../src-shared/rule/weight.ts'
import type { ScaleUnit } from '../address.ts'

/** One whole frame of a scale. `reading` is null for frames that carry no weight (answers to other commands). */
export type ScaleFrame = { reading: ScaleReading | null; raw: Uint8Array }

/** Reads frames out of a stream of bytes, cut anywhere. Rubbish between frames is skipped. */
export type ScaleFrameReader = { push(bytes: Uint8Array): ScaleFrame[] }

/** Digits as the scale shows them, without the zeros and spaces that only pad them: `00.500` is `0.500`. */
export function shownDigits(digits: string): string {
  const bare = digits.trim().replace(/^0+(?=\d)/, '')
  return bare.startsWith('.') ? `0${bare}` : bare
}

/**
 * The reading of a weight that the scale calls steady or moving; below zero it is never steady. Null for digits that
 * are no weight.
 */
export function weightReading(given: {
  isSteady: boolean
  isNegative: boolean
  isNet: boolean
  digits: string
  unit: ScaleUnit
}): ScaleReading | null {
  const size = gramsOf(shownDigits(given.digits), given.unit)
  if (size === null) return null
  const grams = given.isNegative && size !== 0 ? -size : size
  const shown = `${grams < 0 ? '-' : ''}${shownDigits(given.digits)} ${given.unit}`
  if (!given.isSteady) return { is: 'moving', grams, shown }
  if (grams < 0) return { is: 'below-zero', grams }
  return { is: 'steady', grams, net: given.isNet, shown }
}

/**
 * The bytes of one frame without parity bits, or null when the frame was damaged. A 7-bit scale read over an 8-bit
 * line (or on Linux, where the driver passes wrong parity through) shows its parity as bit 7: then it must be the
 * same kind of parity in every byte.
 */
export function withoutParity(frame: Uint8Array): Uint8Array | null {
  const odd = frame.reduce((count, byte) => count + (hasOddBits(byte) ? 1 : 0), 0)
  const high = frame.reduce((count, byte) => count + (byte >> 7), 0)
  const isClean = high === 0 || high === frame.length || odd === 0 || odd === frame.length
  return isClean ? frame.map((byte) => byte & 0x7f) : null
}

function hasOddBits(byte: number): boolean {
  let rest = byte
  rest ^= rest >> 4
  rest ^= rest >> 2
  rest ^= rest >> 1
  return (rest & 1) === 1
}
