import type { AnyNews } from '../../src-shared/contract/news.ts'
import type { Bench } from '../bench.ts'
import { canUndoCounted } from '../counting/count.ts'
import { countLines, countTotals } from '../counting/count-desk.ts'
import { sheetOf } from '../counting/sheet.ts'
import { canUndoPacked, packLines, parcelView } from '../packing/pack-desk.ts'
import { canUndoReceived, receiveTotals } from '../receiving/receive-desk.ts'
import type { Change } from '../store/capture.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import { toScanRecord } from '../store/scan-rows.ts'
import type { Written } from '../store/store.ts'
import type { DeskMemory } from './desk-memory.ts'

const packStates = ['approved', 'packing', 'packed']
const receiveStates = ['sent', 'receiving', 'partial', 'received']
/** Past this many changed lines a screen reads the whole desk again: that is cheaper than patching. */
const mostPatchedLines = 50
/** What changed here is not said by lines and boxes alone. */
const wholeTables: ReadonlySet<Change['table']> = new Set([
  'receipt',
  'receipt_box',
  'unlisted_item',
  'outbox',
  'conflict',
  'transition',
  'count_sheet',
  'level_change',
  'discrepancy',
])

/**
 * What the screens are told after a command: the lines, boxes and scan it changed, taken from the row images the
 * journal recorded, so that no use case has to remember to tell anybody.
 */
export function newsOf(bench: Bench, memory: DeskMemory, written: Written): AnyNews[] {
  memory.hear(written)
  const told: AnyNews[] = []
  const tables = new Set(written.changes.map((change) => change.table))
  if (tables.has('difference')) told.push({ topic: 'changed', body: { what: 'reconcile' } })
  const consignment = written.subject === null ? null : bench.store.consignments.get(written.subject)
  const isCounted = consignment?.kind === 'STOCKTAKE' && tables.has('transition')
  if (tables.has('approval_round') || tables.has('approval_act') || isCounted) {
    told.push({ topic: 'changed', body: { what: 'approvals' } })
  }
  if (consignment === null) {
    // Box labels are told with their box; those of products belong to no consignment.
    if (tables.has('print_job')) told.push({ topic: 'changed', body: { what: 'labels' } })
    const scanId = changedId(written.changes, 'scan')
    const scan = scanId === null ? null : bench.store.scans.get(scanId)
    if (scan !== null && scan.outcome.is !== 'for-field') {
      told.push({ topic: 'scan', body: toScanRecord(scan) })
    }
    // A page of the feed: whoever looks at one of these desks reads it again.
    for (const consignmentId of consignmentsIn(bench, written.changes)) {
      told.push({ topic: 'consignment', body: { consignmentId } })
    }
    if (tables.has('consignment') || tables.has('conflict'))
      told.push({ topic: 'changed', body: { what: 'work' } })
    return told
  }
  const isPatch = canBePatched(written.changes)
  // What a count did is told also where it changed more than lines: the first one starts packing, or opens a receipt.
  const isCount = tables.has('scan') && lineIds(written.changes).size <= mostPatchedLines
  const patch = isPatch || isCount ? patchOf(bench, memory, consignment, written.changes) : null
  if (patch !== null) told.push(patch)
  const listed = patch === null && isCount ? changedScan(bench, written.changes) : null
  if (listed !== null) {
    told.push({ topic: 'list-scan', body: { consignmentId: consignment.id, scan: listed } })
  }
  if (!isPatch || patch === null) {
    told.push({ topic: 'consignment', body: { consignmentId: consignment.id } })
  }
  // Counting line by line does not reorder the lanes; the cards' sums follow with the next change that does. What is on no
  // bench yet, such as a draft, is only in the lists.
  if (!isPatch || patch === null || tables.has('parcel'))
    told.push({ topic: 'changed', body: { what: 'work' } })
  return told
}

/** What changed on the desk where this consignment is worked on; null when it is on none. */
function patchOf(
  bench: Bench,
  memory: DeskMemory,
  consignment: ConsignmentRow,
  changes: readonly Change[],
): AnyNews | null {
  if (consignment.kind === 'STOCKTAKE') return countNews(bench, memory, consignment, changes)
  if (packStates.includes(consignment.state)) return packNews(bench, memory, consignment, changes)
  if (receiveStates.includes(consignment.state)) return receiveNews(bench, memory, consignment, changes)
  return null
}

/** False for changes a line patch cannot say: another state, receipts, the outbox, lines that went away. */
function canBePatched(changes: readonly Change[]): boolean {
  if (lineIds(changes).size > mostPatchedLines) return false
  return changes.every((change) => {
    if (wholeTables.has(change.table)) return false
    // How goods go is asked on the desk as a whole.
    if (change.table === 'consignment' && change.before !== null && 'handover' in change.before) return false
    // What changed in the plan stands on the desk as a whole.
    if (change.before !== null && 'planned_before' in change.before) return false
    if (change.table === 'line' || change.table === 'parcel') return change.after !== null
    return true
  })
}

function packNews(
  bench: Bench,
  memory: DeskMemory,
  consignment: ConsignmentRow,
  changes: readonly Change[],
): AnyNews {
  const { store } = bench
  const ids = lineIds(changes)
  const boxIds = new Set<string>()
  for (const change of changes) {
    if (change.table === 'parcel') boxIds.add(String(change.key.id))
    if (change.table === 'parcel_line') boxIds.add(String(change.key.parcel_id))
    if (change.table === 'print_job') {
      const parcelId = change.after?.parcel_id ?? store.prints.get(String(change.key.id))?.parcelId ?? null
      if (parcelId !== null) boxIds.add(String(parcelId))
    }
    // Another current box: both the old and the new one look different.
    if (change.table === 'consignment') {
      for (const image of [change.before, change.after]) {
        if (typeof image?.current_parcel_id === 'string') boxIds.add(image.current_parcel_id)
      }
    }
  }
  const present = <T>(one: T | null): one is T => one !== null
  const lines = [...ids].map((id) => memory.line(consignment.id, id)).filter(present)
  const boxes = [...boxIds].map((id) => store.parcels.get(id)).filter(present)
  const contents = lines.flatMap((line) => store.parcels.boxesOfLine(line.id))
  return {
    topic: 'pack',
    body: {
      consignmentId: consignment.id,
      revision: consignment.revision,
      lines: packLines(store, consignment, lines, contents),
      parcels: boxes.map((box) =>
        parcelView(store, consignment, box, memory.contentsOf(consignment.id, box.id)),
      ),
      totals: memory.packTotals(consignment.id),
      nextTimes: consignment.nextTimes,
      scan: changedScan(bench, changes),
      canUndo: canUndoAfter(bench, consignment.id, changes),
    },
  }
}

/** A count that was just made is the last act: only after anything else the acts have to be read again. */
function canUndoAfter({ store }: Bench, consignmentId: string, changes: readonly Change[]): boolean {
  const [scan, other] = changes.filter((change) => change.table === 'scan')
  const made = other === undefined && scan?.before === null ? scan.after : null
  const isCount = made?.act === made?.id && made?.undone_at === null && made.quantity !== 0
  if (!isCount || made?.consignment_id !== consignmentId) return canUndoPacked(store, consignmentId)
  const boxId = made.receipt_id === null ? made.parcel_id : null
  return typeof boxId === 'string' && store.parcels.get(boxId)?.state === 'open'
}

function receiveNews(
  bench: Bench,
  memory: DeskMemory,
  consignment: ConsignmentRow,
  changes: readonly Change[],
): AnyNews {
  const { store } = bench
  const ids = lineIds(changes)
  const views = memory.received(consignment.id)
  return {
    topic: 'receive',
    body: {
      consignmentId: consignment.id,
      revision: consignment.revision,
      lines: [...ids].flatMap((id) => views.get(id) ?? []),
      totals: receiveTotals(views.values()),
      nextTimes: consignment.nextTimes,
      scan: changedScan(bench, changes),
      canUndo: canUndoReceived(store, consignment.id),
    },
  }
}

function countNews(
  { store }: Bench,
  memory: DeskMemory,
  consignment: ConsignmentRow,
  changes: readonly Change[],
): AnyNews {
  const counts = memory.counted(consignment.id)
  return {
    topic: 'count',
    body: {
      consignmentId: consignment.id,
      revision: consignment.revision,
      lines: countLines(
        store,
        consignment,
        [...lineIds(changes)].flatMap((id) => counts.get(id) ?? []),
      ),
      totals: countTotals(counts.values(), sheetOf(store, consignment.id).round),
      nextTimes: consignment.nextTimes,
      scan: changedScan({ store }, changes),
      canUndo: canUndoCounted(store, consignment),
    },
  }
}

function lineIds(changes: readonly Change[]): Set<string> {
  const ids = new Set<string>()
  for (const change of changes) {
    if (change.table === 'line') ids.add(String(change.key.id))
    if (change.table === 'count_line') ids.add(String(change.key.line_id))
    if (change.table === 'parcel_line' || change.table === 'receipt_line') ids.add(String(change.key.line_id))
  }
  return ids
}

function consignmentsIn(bench: Bench, changes: readonly Change[]): Set<string> {
  const ids = new Set<string>()
  for (const { table, key, before, after } of changes) {
    if (table === 'consignment') ids.add(String(key.id))
    const line = table === 'line' ? bench.store.lines.get(String(key.id)) : null
    const named = after?.consignment_id ?? before?.consignment_id ?? line?.consignmentId ?? null
    if (named !== null) ids.add(String(named))
  }
  return ids
}

function changedId(changes: readonly Change[], table: Change['table']): string | null {
  const change = changes.findLast((one) => one.table === table)
  return change === undefined ? null : String(change.key.id)
}

function changedScan(bench: Pick<Bench, 'store'>, changes: readonly Change[]) {
  const id = changedId(changes, 'scan')
  const row = id === null ? null : bench.store.scans.get(id)
  return row === null ? null : toScanRecord(row)
}
