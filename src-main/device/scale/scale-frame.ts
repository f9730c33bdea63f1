import type { ScaleReading } from '../../../src-shared/model/weight.ts'
import { gramsOf } from '../../../src-shared/rule/weight.ts'

export const scaleUnits = ['kg', 'g', 'lb', 'oz'] as const
export type ScaleUnit = (typeof scaleUnits)[number]

/**
 * One whole frame of a scale. `reading` is null for frames that carry no weight (answers to other commands). `reply` is
 * what the scale must hear before it gives the weight, in protocols that are a conversation.
 */
export type ScaleFrame = { reading: ScaleReading | null; raw: Uint8Array; reply?: Uint8Array }

/** Reads frames out of a stream of bytes, cut anywhere. Rubbish between frames is skipped. */
export type ScaleFrameReader = { push(bytes: Uint8Array): ScaleFrame[] }

/** The scale answers, and has no weight to give now. */
export const noWeightNow: ScaleReading = { is: 'moving', grams: null, shown: null }

/**
 * Digits as the scale shows them, without the zeros and spaces that only pad them: `00.500` is `0.500`. The comma of
 * European settings is a point; no scale here writes one between thousands.
 */
export function shownDigits(digits: string): string {
  const bare = digits
    .trim()
    .replace(',', '.')
    .replace(/^0+(?=\d)/, '')
  return bare.startsWith('.') ? `0${bare}` : bare
}

type Weight = { isSteady: boolean; isNegative: boolean; isNet: boolean; digits: string }

/**
 * The reading of a weight that the scale calls steady or moving; below zero it is never steady. Null for digits that
 * are no weight.
 */
export function weightReading(given: Weight & { unit: ScaleUnit }): ScaleReading | null {
  if (given.digits.includes('.') && given.digits.includes(','))
    return fault(
      `The scale sends a point and a comma in one number (${given.digits.trim()}); let it send one.`,
    )
  const digits = shownDigits(given.digits)
  return readingOf(given, gramsOf(digits, given.unit), `${digits} ${given.unit}`)
}

/** The same for a weight in pounds and ounces. */
export function poundsAndOunces(
  given: Omit<Weight, 'digits'> & { pounds: string; ounces: string },
): ScaleReading | null {
  const pounds = shownDigits(given.pounds)
  const ounces = shownDigits(given.ounces)
  return readingOf(given, gramsOf(`${pounds}:${ounces}`, 'lb:oz'), `${pounds} lb ${ounces} oz`)
}

function readingOf(given: Omit<Weight, 'digits'>, size: number | null, text: string): ScaleReading | null {
  if (size === null) return null
  const grams = given.isNegative && size !== 0 ? -size : size
  const shown = `${grams < 0 ? '-' : ''}${text}`
  if (!given.isSteady) return { is: 'moving', grams, shown }
  if (grams < 0) return { is: 'below-zero', grams }
  return { is: 'steady', grams, net: given.isNet, shown }
}

/**
 * {@link weightReading} for scales that write their unit behind the digits. A unit in which the station does not weigh
 * (tonnes, carats, pieces) is a fault that says so; `fallback` is for scales that leave the unit out.
 */
export function weightInSaidUnit(
  given: Weight & { unit: string; fallback?: ScaleUnit | null },
): ScaleReading | null {
  const said = given.unit.trim().toLowerCase()
  if (said === '') {
    const { fallback } = given
    if (!fallback) return fault('The scale sends no unit; add unit=kg (or g, lb, oz) to its address.')
    return weightReading({ ...given, unit: fallback })
  }
  const unit = scaleUnits.find((each) => each === said)
  if (unit === undefined) return fault(`The scale shows ${said}; set it to kg, g, lb or oz.`)
  return weightReading({ ...given, unit })
}

export function fault(why: string): ScaleReading {
  return { is: 'fault', why }
}

/**
 * The bytes of one frame without parity bits, or null when the frame was damaged. A 7-bit scale read over an 8-bit
 * line (or on Linux, where the driver passes wrong parity through) shows its parity as bit 7: then it must be the
 * same kind of parity in every byte.
 */
export function withoutParity(frame: Uint8Array): Uint8Array | null {
  return parityOf(frame) === 'mixed' ? null : frame.map((byte) => byte & 0x7f)
}

/** What bit 7 of these bytes is: always off (or always on), a parity of the rest, or anything. */
export function parityOf(bytes: Uint8Array): 'none' | 'even' | 'odd' | 'mixed' {
  const odd = bytes.reduce((count, byte) => count + (hasOddBits(byte) ? 1 : 0), 0)
  const high = bytes.reduce((count, byte) => count + (byte >> 7), 0)
  if (high === 0 || high === bytes.length) return 'none'
  if (odd === 0) return 'even'
  return odd === bytes.length ? 'odd' : 'mixed'
}

function hasOddBits(byte: number): boolean {
  let rest = byte
  rest ^= rest >> 4
  rest ^= rest >> 2
  rest ^= rest >> 1
  return (rest & 1) === 1
}
