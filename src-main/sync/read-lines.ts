import type { CallOptions } from '../lightspeed/caller.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import type { LineRow, TotalsRow } from '../lightspeed/rows.ts'
import { addsUp } from './observed.ts'
import type { PullStop } from './pull-stop.ts'

/** How reading the lines of one consignment ended. `short`: fewer than Lightspeed itself counts; lists may lag. */
export type LinesRead =
  | { is: 'whole'; lines: LineRow[]; totals: TotalsRow | null }
  | { is: 'short'; lines: LineRow[]; totals: TotalsRow | null }
  /** Of this consignment nothing can be read; others may well be. `isMissing`: a 404. */
  | { is: 'unreadable'; why: string; isMissing: boolean }
  /** `hasBegun`: something was read before it stopped. */
  | { is: 'stopped'; stop: PullStop; hasBegun: boolean }

const pageSize = 200

/**
 * Reads all lines of a consignment and holds them against Lightspeed's own totals. One page that is not full and adds
 * up is all there is: two calls, and the empty page need not be asked for. A 404 is no empty list. A count has no
 * totals (vendor reference of the totals resource): its pages are read to the empty one.
 */
export async function readLines(
  lightspeed: Lightspeed,
  { id: remoteId, type }: { id: string; type: string },
  options: CallOptions,
): Promise<LinesRead> {
  if (type === 'STOCKTAKE') {
    const listed = await lightspeed.allLines(remoteId, options)
    return listed.is === 'answer'
      ? { is: 'whole', lines: listed.value, totals: null }
      : stopped(listed, false)
  }
  const first = await lightspeed.consignmentLines(remoteId, { after: 0, pageSize }, options)
  if (first.is !== 'answer') return stopped(first, false)
  const totals = await lightspeed.totals(remoteId, options)
  if (totals.is !== 'answer' && totals.is !== 'refused') return stopped(totals, true)
  const { rows, odd } = first.value
  if (
    totals.is === 'answer' &&
    rows.length < pageSize &&
    odd.length === 0 &&
    isAllCounted(rows, totals.value)
  ) {
    return { is: 'whole', lines: rows, totals: totals.value }
  }
  const all = await lightspeed.allLines(remoteId, options)
  if (all.is !== 'answer') return stopped(all, true)
  const isWhole = totals.is === 'refused' || addsUp(all.value, totals.value)
  return {
    is: isWhole ? 'whole' : 'short',
    lines: all.value,
    totals: totals.is === 'answer' ? totals.value : null,
  }
}

/** Whether nothing with a quantity can stand on a page that was not asked for. */
function isAllCounted(rows: readonly LineRow[], totals: TotalsRow): boolean {
  if (totals.sentCount === null || !addsUp(rows, totals)) return false
  const received = rows.reduce(
    (sum, row) => sum + (row.deletedAt === null ? Number(row.received ?? 0) : 0),
    0,
  )
  return Math.abs(received - Number(totals.receivedCount ?? 0)) < 0.000_01
}

function stopped(stop: PullStop, hasBegun: boolean): LinesRead {
  if (stop.is === 'refused') return { is: 'unreadable', why: stop.say, isMissing: stop.status === 404 }
  if (stop.is === 'no-answer' && (stop.kind === 'unreadable' || stop.kind === 'too-large')) {
    return { is: 'unreadable', why: stop.why, isMissing: false }
  }
  return { is: 'stopped', stop, hasBegun }
}
