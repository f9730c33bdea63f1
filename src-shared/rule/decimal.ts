/**
 * Exact arithmetic on decimal texts. A binary float cannot hold 0.1 kg or 4.35 dollars, so a text goes to whole
 * units without ever being one.
 */

/** A decimal number: `digits` with the point `places` from its right end. 4.20 is 420 with 2 places. */
export type Decimal = { digits: bigint; places: number }

/** Reads an optional sign, digits and at most one point. Null for anything else, exponents and blanks within included. */
export function readDecimal(text: string): Decimal | null {
  const parts = /^([+-]?)(\d{0,30})(?:\.(\d{0,30}))?$/.exec(text.trim())
  if (!parts) return null
  const [, sign = '', whole = '', fraction = ''] = parts
  if (whole === '' && fraction === '') return null
  const digits = BigInt(whole + fraction)
  return { digits: sign === '-' ? -digits : digits, places: fraction.length }
}

/** Multiplies and rounds to a whole number, halves away from zero. Null past what a number counts exactly. */
export function wholeProduct(one: Decimal, other: Decimal): number | null {
  const product = one.digits * other.digits
  const unit = 10n ** BigInt(one.places + other.places)
  const size = product < 0n ? -product : product
  const rounded = (size * 2n + unit) / (unit * 2n)
  const whole = Number(product < 0n ? -rounded : rounded)
  if (!Number.isSafeInteger(whole)) return null
  return whole === 0 ? 0 : whole
}
