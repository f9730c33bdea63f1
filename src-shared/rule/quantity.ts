import { readDecimal, wholeProduct } from './decimal.ts'

/**
 * A quantity from Lightspeed, which sends decimal text such as "6.00000". `whole`: units that can be counted here.
 * `fraction`: something that cannot (a fraction, or no number at all), as it came, for showing. `none`: no value.
 */
export type Units = { is: 'whole'; units: number } | { is: 'fraction'; text: string } | { is: 'none' }

/** Reads a quantity without rounding it. */
export function wholeUnits(value: string | number | null | undefined): Units {
  if (value === null || value === undefined) return { is: 'none' }
  const text = String(value).trim()
  if (text === '') return { is: 'none' }
  const decimal = readDecimal(text)
  if (!decimal) return { is: 'fraction', text }
  const unit = 10n ** BigInt(decimal.places)
  const units = Number(decimal.digits / unit)
  if (decimal.digits % unit !== 0n || !Number.isSafeInteger(units)) return { is: 'fraction', text }
  return { is: 'whole', units: units === 0 ? 0 : units }
}

/** An amount such as "4.20000" in whole cents, halves away from zero; null when it is no amount. */
export function centsOf(amount: string | number | null | undefined): number | null {
  if (amount === null || amount === undefined) return null
  if (typeof amount === 'number' && Math.abs(amount) < 1e-6) return 0
  const decimal = readDecimal(String(amount))
  return decimal && wholeProduct(decimal, { digits: 100n, places: 0 })
}

/** A line as far as counting goes. An extra is a product that was never asked for. */
export type CountedLine = { planned: number; counted: number; isExtra: boolean }

/** Units planned but not counted. */
export function shortUnits(line: CountedLine): number {
  return line.isExtra ? 0 : Math.max(0, line.planned - line.counted)
}

/** Units counted beyond what was planned; those of an extra count as extra instead. */
export function overUnits(line: CountedLine): number {
  return line.isExtra ? 0 : Math.max(0, line.counted - line.planned)
}

/** Units of a product that was never asked for. */
export function extraUnits(line: CountedLine): number {
  return line.isExtra ? line.counted : 0
}

/** Sums over lines: units, and how many lines are short, over or extra (an extra nobody counted is no extra). */
export type Tally = {
  planned: number
  counted: number
  short: number
  over: number
  extra: number
  shortLines: number
  overLines: number
  extraLines: number
}

/** Adds lines up. */
export function tally(lines: readonly CountedLine[]): Tally {
  const sum: Tally = {
    planned: 0,
    counted: 0,
    short: 0,
    over: 0,
    extra: 0,
    shortLines: 0,
    overLines: 0,
    extraLines: 0,
  }
  for (const line of lines) {
    const [short, over, extra] = [shortUnits(line), overUnits(line), extraUnits(line)]
    sum.planned += line.isExtra ? 0 : line.planned
    sum.counted += line.counted
    sum.short += short
    sum.over += over
    sum.extra += extra
    sum.shortLines += short > 0 ? 1 : 0
    sum.overLines += over > 0 ? 1 : 0
    sum.extraLines += extra > 0 ? 1 : 0
  }
  return sum
}

/**
 * How much of what was planned is counted, in whole per cent, rounded down so that 100 means all of it. Units too
 * many on one line never hide units missing on another. With nothing planned: 100 once anything is counted.
 */
export function progressPercent(sum: Pick<Tally, 'planned' | 'counted' | 'short'>): number {
  if (sum.planned === 0) return sum.counted > 0 ? 100 : 0
  return Math.floor(((sum.planned - sum.short) * 100) / sum.planned)
}
