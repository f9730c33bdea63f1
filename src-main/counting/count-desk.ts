import type { CountDesk, CountLevel, CountLine, CountTotals } from '../../src-shared/model/count.ts'
import { mayStationApprove } from '../../src-shared/rule/stocktake.ts'
import { headOf } from '../consignment/head.ts'
import { approvalRulesOf } from '../station-settings.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { CountFacts } from '../store/count-rows.ts'
import { toScanRecord } from '../store/scan-rows.ts'
import type { Store } from '../store/store.ts'
import { canUndoCounted } from './count.ts'
import { countSums, lineVariance } from './review.ts'
import { isLevelOld, isOpenLine, type LineCount, levelAt, lineCounts, sheetOf } from './sheet.ts'

const scansShown = 6

/** Everything the screen of a stocktake draws, read at one moment. */
export function countDesk(store: Store, consignment: ConsignmentRow): CountDesk {
  return store.read(() => {
    const sheet = sheetOf(store, consignment.id)
    const counts = lineCounts(store, consignment.id)
    const facts = factsOfAll(store, consignment)
    const sums = isJudged(consignment) ? countSums(counts, (line) => facts(line).costCents) : null
    return {
      head: headOf(store, consignment),
      revision: consignment.revision,
      isBlind: sheet.isBlind,
      isOwnList: consignment.origin === 'here' && consignment.dueAt === null,
      setsLevels: sheet.setsLevels,
      round: sheet.round,
      lines: countLines(store, consignment, counts, facts),
      totals: countTotals(counts, sheet.round),
      sums,
      mayStationApprove: sums !== null && mayStationApprove(sums, approvalRulesOf(store).counts),
      nextTimes: consignment.nextTimes,
      lastScans: store.scans.newestOf(consignment.id, scansShown).map(toScanRecord),
      canUndo: canUndoCounted(store, consignment),
    }
  })
}

/** From the review on the differences are shown, also of a blind count. */
function isJudged({ state }: ConsignmentRow): boolean {
  return state === 'review' || state === 'approved' || state === 'completed'
}

/** Lines as the screen shows them; what a blind count hides never leaves the station. */
export function countLines(
  store: Store,
  consignment: ConsignmentRow,
  counts: readonly LineCount[],
  factsOf: FactsOf = factsOfEach(store, consignment),
): CountLine[] {
  const { isBlind, round, setsLevels } = sheetOf(store, consignment.id)
  const levels = setsLevels ? levelsOf(store, consignment.id) : null
  const isShown = isJudged(consignment) || !isBlind
  // Once it is approved the level moves because of this very count.
  const isMoving = consignment.state === 'review'
  return counts.map((count) => {
    const { line, sum, earlier } = count
    const { level, costCents, hasPicture } = factsOf(line)
    return {
      id: line.id,
      productId: line.productId,
      name: line.name,
      sku: line.sku,
      hasPicture,
      counted: sum?.counted ?? null,
      countedAt: sum?.lastAt ?? null,
      expected: isShown ? (sum === null ? level : sum.lastLevel) : null,
      skippedBecause: count.skippedBecause,
      isInRound: count.round === round,
      isAdded: line.origin === 'receipt',
      earlier: earlier.map(({ round: earlierRound, counted }) => ({ round: earlierRound, counted })),
      variance: isJudged(consignment) ? lineVariance(count, costCents) : null,
      movedDuring: isShown && sum !== null ? between(sum.firstLevel, sum.lastLevel) : 0,
      movedSince: isMoving && sum !== null ? between(sum.lastLevel, level) : 0,
      isLevelOld: isShown && sum !== null && isLevelOld(sum),
      level: levels?.get(line.productId) ?? null,
      touchedAt: line.touchedAt,
    }
  })
}

type FactsOf = (line: LineCount['line']) => Omit<CountFacts, 'lineId'>
const unknown = { level: null, costCents: null, hasPicture: false }

/** For a whole desk. */
function factsOfAll(store: Store, { id, outletId }: ConsignmentRow): FactsOf {
  const facts = new Map(store.counts.factsOf(id, outletId).map((one) => [one.lineId, one]))
  return (line) => facts.get(line.id) ?? unknown
}

/** For the few lines that changed. */
function factsOfEach(store: Store, consignment: ConsignmentRow): FactsOf {
  return ({ productId }) => {
    const product = store.products.get(productId)
    return {
      level: levelAt(store, consignment, productId),
      costCents: product?.costCents ?? null,
      hasPicture: (product?.pictureUrl ?? null) !== null,
    }
  }
}

/** How far Lightspeed has come with each product. */
function levelsOf(store: Store, consignmentId: string): ReadonlyMap<string, CountLevel> {
  return new Map(
    store.levelChanges
      .of(consignmentId)
      .map(({ productId, state, base, target, shown, said }) => [
        productId,
        { state, from: base, to: target, shown, said },
      ]),
  )
}

function between(before: number | null, after: number | null): number {
  return before === null || after === null ? 0 : Math.round((after - before) * 100_000) / 100_000
}

/** Sums over the lines that are counted in this round. */
export function countTotals(counts: Iterable<LineCount>, round: number): CountTotals {
  const totals = { lines: 0, open: 0, skipped: 0, units: 0 }
  for (const count of counts) {
    if (count.round !== round) continue
    totals.lines += 1
    if (isOpenLine(count)) totals.open += 1
    if (count.skippedBecause !== null) totals.skipped += 1
    totals.units += count.sum?.counted ?? 0
  }
  return totals
}
