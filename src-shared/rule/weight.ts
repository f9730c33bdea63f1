import type { UnitWeightSource } from '../model/product.ts'
import { type Decimal, readDecimal, wholeProduct } from './decimal.ts'

/** What a unit is taken to weigh when neither its product nor its category says. */
const defaultUnitGrams = 100

/** Grams of one unit and where they come from: P the product, C its category's median, D the default. */
export type UnitWeight = { grams: number; from: UnitWeightSource }

/** The best unit weight there is. Zero, negative and absent weights do not count as weights. */
export function unitWeight(known: { productGrams: number | null; categoryGrams: number | null }): UnitWeight {
  if (known.productGrams !== null && known.productGrams > 0) return { grams: known.productGrams, from: 'P' }
  if (known.categoryGrams !== null && known.categoryGrams > 0)
    return { grams: known.categoryGrams, from: 'C' }
  return { grams: defaultUnitGrams, from: 'D' }
}

/** What a box holds of one product. */
export type WeighedLine = { productId: string; quantity: number; unit: UnitWeight }

/** What a box should weigh. `coverage` counts its units, `gramsFrom` their grams, by source; `grams` includes the tare. */
export type ExpectedWeight = {
  grams: number
  coverage: Record<UnitWeightSource, number>
  gramsFrom: Record<UnitWeightSource, number>
}

/** Adds up quantity times unit weight, and the weight of the empty box. */
export function expectedBoxGrams(lines: readonly WeighedLine[], tareGrams: number): ExpectedWeight {
  const coverage = { P: 0, C: 0, D: 0 }
  const gramsFrom = { P: 0, C: 0, D: 0 }
  for (const { quantity, unit } of lines) {
    coverage[unit.from] += quantity
    gramsFrom[unit.from] += quantity * unit.grams
  }
  return { grams: tareGrams + gramsFrom.P + gramsFrom.C + gramsFrom.D, coverage, gramsFrom }
}

/**
 * How far a box may be off before somebody should look: 2 % of the box for padding and tape, and of what is only
 * estimated 10 % (category median) and 30 % (default), at least 20 g. Whole grams, rounded up. So a box of known
 * products is checked closely and a box of guesses is not accused.
 */
export function toleranceGrams(expected: ExpectedWeight): number {
  const hundredths = expected.grams * 2 + expected.gramsFrom.C * 10 + expected.gramsFrom.D * 30
  return Math.max(20, Math.ceil(hundredths / 100))
}

/** One unit too many, or one missing, of this product. */
export type GapReason = { is: 'one-too-many' | 'one-missing'; productId: string }

/**
 * The one product of which a single unit explains the gap (weighed minus expected grams), or null: a unit explains it
 * within a tenth of its own weight, at least 5 g. When several would, none is named, and a default weight explains
 * nothing. Lines of quantity 0 may be given: they can be one too many but not one missing.
 */
export function explainGap(gapGrams: number, lines: readonly WeighedLine[]): GapReason | null {
  const isMissing = gapGrams < 0
  const fitting = lines.filter(({ quantity, unit }) => {
    if (unit.from === 'D' || (isMissing && quantity < 1)) return false
    const slackGrams = Math.max(5, unit.grams / 10)
    return gapGrams !== 0 && Math.abs(Math.abs(gapGrams) - unit.grams) <= slackGrams
  })
  const products = new Set(fitting.map((line) => line.productId))
  const [productId] = products
  if (productId === undefined || products.size > 1) return null
  return { is: isMissing ? 'one-missing' : 'one-too-many', productId }
}

/** Units a scale may show. `lb:oz` is pounds and ounces in one reading. */
export type WeightUnit = 'kg' | 'g' | 'lb' | 'oz' | 'lb:oz'

// The international pound is 453.59237 g exactly; an ounce is a sixteenth of it.
const gramsPer: Record<Exclude<WeightUnit, 'lb:oz'>, Decimal> = {
  kg: { digits: 1000n, places: 0 },
  g: { digits: 1n, places: 0 },
  lb: { digits: 45_359_237n, places: 5 },
  oz: { digits: 28_349_523_125n, places: 9 },
}

/**
 * A scale's digits in whole grams, halves away from zero, computed exactly. Pounds and ounces may be written
 * `12:03.5`, `12 3.5` or `12lb 3.5oz`. Null for a text that is no weight in that unit.
 */
export function gramsOf(text: string, unit: WeightUnit): number | null {
  if (unit === 'lb:oz') return gramsOfPoundsAndOunces(text)
  const decimal = readDecimal(text)
  return decimal && wholeProduct(decimal, gramsPer[unit])
}

function gramsOfPoundsAndOunces(text: string): number | null {
  const parts = /^\s*([+-]?)\s*(\d{1,9})\s*(?::|lb\s*:?|\s)\s*(\d{1,2}(?:\.\d{0,9})?)\s*(?:oz)?\s*$/i.exec(
    text,
  )
  if (!parts) return null
  const [, sign = '', pounds = '', ounces = ''] = parts
  const small = readDecimal(sign + ounces)
  if (!small) return null
  const poundsAsOunces = BigInt(sign + pounds) * 16n * 10n ** BigInt(small.places)
  return wholeProduct({ digits: poundsAsOunces + small.digits, places: small.places }, gramsPer.oz)
}
