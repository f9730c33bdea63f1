import type { ChartPoint } from '../../../src-shared/model/health.ts'
import type { SyncMinute } from '../../store/sync-minute-rows.ts'
import { spreadOf } from './percentile.ts'
import type { Acknowledged } from './stretches.ts'

const quarterMs = 15 * 60_000
const quarters = 96

/**
 * The last day in quarters of an hour, the running one last. A quarter in which the station noted nothing has no figures:
 * a gap is a gap.
 */
export function chartOf(
  minutes: readonly SyncMinute[],
  acknowledged: readonly Acknowledged[],
  nowMs: number,
): ChartPoint[] {
  const firstMs = (Math.floor(nowMs / quarterMs) - quarters + 1) * quarterMs
  const minutesIn = inQuarters(minutes, firstMs)
  const acknowledgedIn = inQuarters(acknowledged, firstMs)
  return Array.from({ length: quarters }, (_, quarter) => {
    const noted = minutesIn.get(quarter) ?? []
    const times = (acknowledgedIn.get(quarter) ?? []).map(({ afterMs }) => afterMs)
    const spent = noted
      .flatMap(({ allowanceLimit: limit, allowanceLeft: left }) =>
        limit === null || left === null ? [] : [{ limit, used: limit - left }],
      )
      .toSorted((one, other) => one.used - other.used)
      .at(-1)
    return {
      at: new Date(firstMs + quarter * quarterMs).toISOString(),
      waiting: noted.length === 0 ? null : Math.max(...noted.map(({ waiting }) => waiting)),
      ackP95Ms: spreadOf(times)?.p95Ms ?? null,
      acknowledged: times.length,
      used: spent?.used ?? null,
      limit: spent?.limit ?? null,
    }
  })
}

function inQuarters<T extends { at: string }>(rows: readonly T[], firstMs: number): Map<number, T[]> {
  const found = new Map<number, T[]>()
  for (const row of rows) {
    const quarter = Math.floor((Date.parse(row.at) - firstMs) / quarterMs)
    if (quarter < 0) continue
    const known = found.get(quarter)
    if (known === undefined) found.set(quarter, [row])
    else known.push(row)
  }
  return found
}
