import type { CountLine } from '../../src-shared/model/count.ts'
import { moneySay, units } from '../format.ts'
import { words } from '../words.ts'

/** No outlet's id: who counts blind must not read the stock off the search. */
export const noStock = 'nowhere'

/** Neither counted nor skipped, and to be counted in the round in work. */
export function isOpen(line: CountLine): boolean {
  return line.isInRound && line.counted === null && line.skippedBecause === null
}

/** For the order of a bench: 1 while a line is to be counted, 0 once it is. */
export function leftToCount(line: CountLine): number {
  return isOpen(line) ? 1 : 0
}

/** A level as it is, also where it is a fraction. */
export function levelSay(level: number): string {
  return Number.isInteger(level)
    ? units(level)
    : `${level < 0 ? '−' : ''}${Math.abs(Number(level.toFixed(3)))}`
}

/** With its sign always shown: `+3`, `−12`, `0`. */
export function signed(count: number): string {
  return count > 0 ? `+${levelSay(count)}` : levelSay(count)
}

/** With its sign always shown: `+$4.80`, `−$14.40`. */
export function signedMoney(cents: number): string {
  if (cents === 0) return moneySay(0)
  return `${cents > 0 ? '+' : '−'}${moneySay(Math.abs(cents))}`
}

/** As the review shows them: the greatest value first, then those without a cost, then what fits, then what was skipped. */
export function orderReview(lines: readonly CountLine[]): CountLine[] {
  const weight = ({ variance, skippedBecause }: CountLine) => {
    if (skippedBecause !== null || variance === null) return -2
    if (variance.units === 0) return -1
    return variance.cents === null ? 0.5 : Math.abs(variance.cents)
  }
  return lines.toSorted(
    (one, other) =>
      weight(other) - weight(one) ||
      Math.abs(other.variance?.units ?? 0) - Math.abs(one.variance?.units ?? 0),
  )
}

/** Where the stock level of a line stands, in words; null where levels are not set one by one. */
export function levelWords({ level }: CountLine): string | null {
  if (level === null) return null
  const w = words.count.level
  const { state, from, to, shown, said } = level
  const say = (figure: number | null) => (figure === null ? '–' : levelSay(figure))
  switch (state) {
    case 'waiting':
      return w.waiting
    case 'sent':
    case 'told':
      return w.sent(say(from), say(to))
    case 'set':
      return w.set(say(from), say(shown))
    case 'refused':
      return w.refused(said ?? w.why)
    default:
      return w[state]
  }
}

/** How many levels Lightspeed has, of how many; null where levels are not set one by one. */
export function levelsDone(lines: readonly CountLine[]): { done: number; all: number } | null {
  const levels = lines.flatMap(({ level }) => level ?? [])
  if (levels.length === 0) return null
  return {
    done: levels.filter(({ state }) => state === 'set' || state === 'agreed').length,
    all: levels.length,
  }
}
