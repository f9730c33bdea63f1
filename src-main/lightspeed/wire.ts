import { z } from 'zod'

/** Pieces all decoders share: null and absent are the same. */
export const text = z.string().nullish()
export const flag = z.boolean().nullish()
/** A number that some versions print as text. */
export const amount = z.union([z.number(), z.string()]).nullish()

/** The number, or null where there is none. Never 0 for nothing. */
export function numberOf(value: number | string | null | undefined): number | null {
  if (value === null || value === undefined || value === '') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

/** Decimal text as it came, so that no fraction is rounded on the way. */
export function decimalOf(value: number | string | null | undefined): string | null {
  return value === null || value === undefined || value === '' ? null : String(value)
}
