import { StationError } from '../../src-shared/failure.ts'
import {
  mayStationApprove,
  sumVariances,
  type Variance,
  type VarianceSums,
  varianceOf,
} from '../../src-shared/rule/stocktake.ts'
import type { Bench } from '../bench.ts'
import { lineOrRefuse } from '../consignment/line.ts'
import { intend } from '../outbox/intend.ts'
import { intendLevels } from '../outbox/intend-levels.ts'
import { approvalRulesOf } from '../station-settings.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { Store } from '../store/store.ts'
import { openLines } from './count.ts'
import { listedFor } from './list.ts'
import {
  byStation,
  changeCount,
  isLevelOld,
  isOpenLine,
  type LineCount,
  levelAt,
  lineCount,
  lineCounts,
  moveTo,
  mustStandThere,
  putCount,
  sheetOf,
} from './sheet.ts'

const mostNamed = 3

/** The difference of a counted line to the level at the moment it was counted last; null where nothing was counted. */
export function lineVariance(
  { line, sum, skippedBecause }: LineCount,
  costCents: number | null,
): Variance | null {
  if (sum === null || skippedBecause !== null) return null
  return varianceOf(sum.counted, sum.lastLevel, line.costCents ?? costCents)
}

/** The differences of a whole count. `costOf`: what a unit costs where its line does not say. */
export function countSums(
  counts: readonly LineCount[],
  costOf: (line: LineCount['line']) => number | null,
): VarianceSums {
  return sumVariances(counts.flatMap((count) => lineVariance(count, costOf(count.line)) ?? []))
}

/**
 * `count:finish`: to the review. Every listed product is counted, or skipped with a reason; the counts are on their way
 * to Lightspeed, which sets nothing before they are approved.
 */
export function finishCount(bench: Bench, taken: { consignmentId: string }): Record<string, never> {
  const { store } = bench
  return changeCount(bench, 'count:finish', taken, (consignment, command) => {
    if (consignment.state === 'review') return {}
    mustStandThere(consignment, command)
    const open = openLines(store, consignment.id)
    if (open.length > 0) throw uncounted(open)
    const counted = lineCounts(store, consignment.id).filter(isCounted)
    if (counted.length === 0) {
      throw new StationError(
        'nothing-counted',
        'Nothing is counted yet.',
        'Scan or type what is there, or cancel this count.',
      )
    }
    moveTo(store, consignment.id, 'review', command)
    tellCounts(store, consignment, 'STOCKTAKE_IN_PROGRESS_PROCESSED')
    return {}
  })
}

const isCounted = ({ sum, skippedBecause }: LineCount) => sum !== null && skippedBecause === null

function uncounted(
  open: readonly LineCount[],
  next = 'Count them, or skip them with a reason: their stock then stays as it is.',
): StationError {
  const named = open.slice(0, mostNamed).map(({ line }) => line.name)
  const more = open.length > mostNamed ? ` and ${open.length - mostNamed} more` : ''
  return new StationError('not-all-counted', `Not counted yet: ${named.join(', ')}${more}.`, next)
}

/** Absolute counts of every line that is not skipped; what is skipped comes off the list there. */
function tellCounts(
  store: Store,
  consignment: ConsignmentRow,
  status: 'STOCKTAKE_IN_PROGRESS_PROCESSED' | 'STOCKTAKE_COMPLETE',
): void {
  // By levels there is nothing to tell before they are approved.
  if (sheetOf(store, consignment.id).setsLevels) return
  const counts = lineCounts(store, consignment.id)
  intend(store, consignment, {
    status,
    packed: null,
    received: counts.flatMap((count) =>
      isCounted(count) ? [{ productId: count.line.productId, units: count.sum?.counted ?? 0 }] : [],
    ),
    listed: listedFor(store, consignment),
    skipped: counts.flatMap(({ line, skippedBecause }) => (skippedBecause === null ? [] : [line.productId])),
  })
}

/** `count:again`: a round for these lines. What was counted before is kept beside it; a second press changes nothing. */
export function countAgain(
  bench: Bench,
  taken: { consignmentId: string; lineIds: readonly string[] },
): Record<string, never> {
  const { store } = bench
  return changeCount(bench, 'count:again', taken, (consignment, command) => {
    // A second press: another round would leave the lines of the first one where nobody can count them.
    if (consignment.state === 'counting') return {}
    mustStandThere(consignment, command)
    // One that was never begun would be under way without its levels noted and without Lightspeed knowing of it.
    if (consignment.state !== 'review') {
      throw new StationError('not-in-review', 'This count is not in review.', 'Look at it again.')
    }
    const sheet = sheetOf(store, consignment.id)
    moveTo(store, consignment.id, 'counting', command)
    const round = sheet.round + 1
    store.counts.putSheet({ ...sheet, round })
    for (const lineId of taken.lineIds) {
      const count = lineCount(store, lineOrRefuse(store, consignment.id, lineId))
      const frozen = levelAt(store, consignment, count.line.productId)
      putCount(store, count, { round, frozen, skippedBecause: null })
    }
    return {}
  })
}

/**
 * `count:approve`: the station approves what is small by itself; what is not is for the person who asks, if they may.
 * The counts become the stock here at once, and at Lightspeed when it has them; then the count is completed.
 */
export function approveCount(bench: Bench, taken: { consignmentId: string }): Record<string, never> {
  const { store } = bench
  return changeCount(bench, 'count:approve', taken, (consignment, command) => {
    if (consignment.state === 'approved' || consignment.state === 'completed') return {}
    mustStandThere(consignment, command)
    const counts = lineCounts(store, consignment.id)
    // A line may have come from Lightspeed since: completing the count would set it to 0.
    const open = counts.filter(isOpenLine)
    if (consignment.state === 'review' && open.length > 0) {
      throw uncounted(open, 'Tick them, and count them again.')
    }
    const isSmall = mayStationApprove(countSums(counts, costIn(store)), approvalRulesOf(store).counts)
    moveTo(store, consignment.id, 'approved', command, isSmall ? byStation : undefined)
    const setsLevels = sheetOf(store, consignment.id).setsLevels
    for (const count of counts.filter(isCounted)) noteStock(store, consignment, count, setsLevels)
    if (setsLevels) setTheLevels(store, consignment, counts.filter(isCounted))
    else tellCounts(store, consignment, 'STOCKTAKE_COMPLETE')
    return {}
  })
}

const costIn = (store: Store) => (line: LineCount['line']) =>
  store.products.get(line.productId)?.costCents ?? null

/** Told product by product: the difference that was approved goes on top of the level of then. */
function setTheLevels(store: Store, consignment: ConsignmentRow, counts: readonly LineCount[]): void {
  const counted = counts.flatMap(({ line: { productId }, sum }) =>
    sum === null
      ? []
      : [{ productId, counted: sum.counted, expected: sum.lastLevel, isLevelOld: isLevelOld(sum) }],
  )
  intendLevels(store, consignment, counted)
}

/** What Lightspeed will make of the level: until it has, the difference counts on top of it. */
function noteStock(
  store: Store,
  consignment: ConsignmentRow,
  { line, sum }: LineCount,
  keepsSales: boolean,
): void {
  const level = levelAt(store, consignment, line.productId)
  const units = (sum?.counted ?? 0) - (keepsSales ? (sum?.lastLevel ?? level ?? 0) : (level ?? 0))
  // A level that is a fraction cannot be made whole by whole units: Lightspeed's own answer shows it.
  if (consignment.outletId === null || level === null || units === 0 || !Number.isInteger(units)) return
  store.stock.addEffect({
    id: store.newId(),
    consignmentId: consignment.id,
    receiptId: null,
    lineId: line.id,
    productId: line.productId,
    outletId: consignment.outletId,
    units,
    at: store.now(),
  })
}
