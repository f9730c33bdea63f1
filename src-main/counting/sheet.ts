import { StationError } from '../../src-shared/failure.ts'
import type { State } from '../../src-shared/model/consignment.ts'
import { type Bench, changeConsignment, consignmentOrRefuse } from '../bench.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { CountLineRow, CountSheetRow, RoundSum } from '../store/count-rows.ts'
import type { LineWithCounts } from '../store/line-rows.ts'
import { type Actor, type Command, type Store, systemActor } from '../store/store.ts'

/** @throws StationError `no-such-count` for an id nobody knows, and for a consignment of another kind. */
export function countOrRefuse(store: Store, consignmentId: string): ConsignmentRow {
  const consignment = consignmentOrRefuse(store, consignmentId)
  if (consignment.kind === 'STOCKTAKE') return consignment
  throw new StationError('no-such-count', 'This is no stocktake.', 'Go back to Work and open it from there.')
}

/** Runs one command on a stocktake, and on nothing else. */
export function changeCount<T>(
  bench: Bench,
  kind: string,
  taken: { consignmentId: string },
  work: (consignment: ConsignmentRow, command: Command) => T,
): T {
  return changeConsignment(bench, kind, taken.consignmentId, taken, (consignment, command) =>
    work(countOrRefuse(bench.store, consignment.id), command),
  )
}

/** A count that was scheduled elsewhere has no sheet before somebody starts it. */
export function sheetOf(store: Store, consignmentId: string): CountSheetRow {
  return (
    store.counts.sheet(consignmentId) ?? {
      consignmentId,
      isBlind: true,
      round: 1,
      listed: null,
      setsLevels: false,
    }
  )
}

/** Where one line of a count stands. */
export type LineCount = {
  line: LineWithCounts
  /** The round the line is counted in. */
  round: number
  /** What was counted in that round; null while nobody did. */
  sum: RoundSum | null
  earlier: readonly RoundSum[]
  skippedBecause: string | null
  frozen: number | null
}

function countOf(
  line: LineWithCounts,
  row: CountLineRow | null,
  sums: readonly RoundSum[],
  round: number,
): LineCount {
  // A line that came while counting goes on belongs to the round in work.
  const own = row?.round ?? round
  return {
    line,
    round: own,
    sum: sums.find((sum) => sum.round === own) ?? null,
    earlier: sums.filter((sum) => sum.round < own),
    skippedBecause: row?.skippedBecause ?? null,
    frozen: row?.frozen ?? null,
  }
}

/** Every line of a count, in the order of its list. */
export function lineCounts(store: Store, consignmentId: string): LineCount[] {
  const { round } = sheetOf(store, consignmentId)
  const rows = new Map(store.counts.linesOf(consignmentId).map((row) => [row.lineId, row]))
  const sums = Map.groupBy(store.counts.sumsOf(consignmentId), (sum) => sum.lineId)
  return store.lines
    .of(consignmentId)
    .map((line) => countOf(line, rows.get(line.id) ?? null, sums.get(line.id) ?? [], round))
}

/** One line of a count. */
export function lineCount(store: Store, line: LineWithCounts): LineCount {
  const { round } = sheetOf(store, line.consignmentId)
  return countOf(line, store.counts.line(line.id), store.counts.sumsOfLine(line.id), round)
}

/** Neither counted in its round nor skipped. */
export function isOpenLine({ sum, skippedBecause }: LineCount): boolean {
  return sum === null && skippedBecause === null
}

/** The level of a product where it is counted, as far as this station knows; null when Lightspeed never gave one. */
export function levelAt(store: Store, { outletId }: ConsignmentRow, productId: string): number | null {
  return outletId === null ? null : store.stock.projected(productId, outletId)
}

/** Levels are read once a minute while Lightspeed is in reach. */
const freshLevelMs = 120_000

/**
 * The level a line was counted against had not been read for a while, or nobody knows when: what it moves by from then on
 * may have left the shelf before the count.
 */
export function isLevelOld({ lastAt, levelReadAt }: RoundSum): boolean {
  return levelReadAt === null || Date.parse(lastAt) - Date.parse(levelReadAt) > freshLevelMs
}

/** Notes where a line stands. Call inside a write. */
export function putCount(
  store: Store,
  { line, round, frozen, skippedBecause }: LineCount,
  changed: Partial<CountLineRow>,
): void {
  store.counts.putLine({ lineId: line.id, round, frozen, skippedBecause, ...changed })
}

/** Moves along the transition table, by default in the name of the command's actor. Call inside a write. */
export function moveTo(
  store: Store,
  id: string,
  to: State,
  command: Command,
  by: { actor: Actor; reason: string | null } = { actor: command.actor, reason: null },
): void {
  store.states.move(id, {
    to,
    trigger: command.kind,
    ...by,
    station: store.station.id,
    traceId: command.traceId,
  })
}

/** What the station approves by itself carries its name and why. */
export const byStation = { actor: systemActor, reason: 'The differences are within the limits.' } as const

/** Why nothing can be counted on it now, as a sentence; null when it can. */
export function whyNotCountable(consignment: ConsignmentRow, standsIn: string | null): string | null {
  if (consignment.kind !== 'STOCKTAKE') return 'This is no stocktake.'
  if (consignment.outletId !== standsIn) return 'This is a count of another outlet: it is counted there.'
  switch (consignment.state) {
    case 'counting':
      return null
    case 'scheduled':
      // A scan puts its product on a list that is made here.
      return consignment.origin === 'here' ? null : 'This count has not begun. Start it, then scan.'
    case 'review':
      return 'This count is in review. Choose what to count again first.'
    case 'cancelled':
      return 'This count was cancelled. Nothing more is counted on it.'
    default:
      return 'This count is finished.'
  }
}

/** @throws StationError `not-countable` */
export function mustBeCounting(consignment: ConsignmentRow, command: Command): void {
  const why =
    consignment.state === 'scheduled'
      ? 'This count has not begun.'
      : whyNotCountable(consignment, command.standsIn ?? null)
  if (why !== null) throw new StationError('not-countable', why, 'The screen of this count shows its state.')
}

/** @throws StationError `elsewhere` when the person stands in another outlet than the one that is counted. */
export function mustStandThere(consignment: ConsignmentRow, command: Command): void {
  if (consignment.outletId === (command.standsIn ?? null)) return
  throw new StationError(
    'elsewhere',
    'This is a count of another outlet: it is counted there.',
    'Choose that outlet in Setup if you stand in it.',
  )
}
