import type { ScaleReading } from '../../src-shared/model/weight.ts'
import { gramsOf } from '../../src-shared/rule/weight.ts'

/**
 * A weight as a person types it, in whole grams; null for what is none. Without a unit it is whole grams: `1,25` is
 * asked back, for it may be kilograms, or a thousand and more.
 */
export function readKnownWeight(text: string): number | null {
  const [, digits = '', unit = 'g'] =
    /^\s*(\d{1,6}(?:[.,]\d{1,4})?(?=\s*[a-z])|\d{1,6})\s*(kg|g|lb|oz)?\s*$/i.exec(text) ?? []
  const grams = gramsOf(digits.replace(',', '.'), unit.toLowerCase() as 'kg' | 'g' | 'lb' | 'oz')
  return grams === null || grams === 0 ? null : grams
}

/** How far a scale is off; `share` is of the known weight, 0.01 for one in a hundred. Null until it stands still. */
export function offBy(
  reading: ScaleReading | null,
  knownGrams: number,
): { grams: number; share: number } | null {
  if (reading?.is !== 'steady') return null
  const grams = reading.grams - knownGrams
  return { grams, share: Math.abs(grams) / knownGrams }
}
