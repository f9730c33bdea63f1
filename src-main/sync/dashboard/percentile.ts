import type { Spread } from '../../../src-shared/model/health.ts'

/** The value that so many of a hundred do not exceed, by nearest rank; `sorted` must not be empty. */
export function percentile(sorted: readonly number[], ofHundred: number): number {
  const rank = Math.max(1, Math.ceil((ofHundred / 100) * sorted.length))
  return sorted[rank - 1] ?? 0
}

/** How times are spread; null where there are none. Milliseconds. */
export function spreadOf(times: readonly number[]): Spread {
  if (times.length === 0) return null
  const sorted = times.toSorted((one, other) => one - other)
  const at = (ofHundred: number) => Math.round(percentile(sorted, ofHundred))
  return { count: sorted.length, p50Ms: at(50), p95Ms: at(95), p99Ms: at(99) }
}
