/**
 * What a stocktake found against what should have been there, and who may say that it stands.
 * Source of the limits: the owner's rule for stocktakes, 500 in value and 50 units, both inclusive.
 */

/** From which difference on a person has to approve: whole cents and units, the limit itself still within. */
export type CountLimits = { readonly isOn: boolean; readonly cents: number; readonly units: number }
export const usualCountLimits: CountLimits = { isOn: true, cents: 50_000, units: 50 }

/** The difference on one line: units found more (or fewer, below zero) than expected, and what they cost. */
export type Variance = {
  readonly units: number
  /** Null where no unit cost is known. */
  readonly cents: number | null
}

/** Counted less expected. A product Lightspeed never gave a level for was expected at 0. */
export function varianceOf(counted: number, expected: number | null, costCents: number | null): Variance {
  // A level may be a fraction; tenths of tenths must not show.
  const units = Math.round((counted - (expected ?? 0)) * 100_000) / 100_000
  return { units, cents: costCents === null ? null : Math.round(units * costCents) }
}

export type VarianceSums = {
  /** All differences added up without their signs. */
  readonly units: number
  readonly cents: number
  /** What is left when those over make up for those short. */
  readonly netUnits: number
  readonly netCents: number
  /** Lines that differ by something whose cost nobody knows. */
  readonly unpriced: number
}

/** Adds up the differences of all lines. */
export function sumVariances(variances: Iterable<Variance>): VarianceSums {
  let units = 0
  let cents = 0
  let netUnits = 0
  let netCents = 0
  let unpriced = 0
  for (const one of variances) {
    units += Math.abs(one.units)
    netUnits += one.units
    if (one.cents === null) unpriced += one.units === 0 ? 0 : 1
    cents += Math.abs(one.cents ?? 0)
    netCents += one.cents ?? 0
  }
  return { units, cents, netUnits, netCents, unpriced }
}

/**
 * Whether the station itself may approve: switched off, or small in value and in units. Judged without signs, because
 * ten missing of one product are not made good by ten too many of another; and not where a value is unknown.
 */
export function mayStationApprove(sums: VarianceSums, limits: CountLimits = usualCountLimits): boolean {
  if (!limits.isOn) return true
  return sums.unpriced === 0 && sums.cents <= limits.cents && sums.units <= limits.units
}
