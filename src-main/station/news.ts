import type { AnyNews } from '../../src-shared/contract/news.ts'
import type { Bench } from '../bench.ts'
import { packLines, packTotals, parcelViews } from '../packing/pack-desk.ts'
import { canUndoReceived, receiveLines, receiveTotals } from '../receiving/receive-desk.ts'
import type { Change } from '../store/capture.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import { toScanRecord } from '../store/scan-rows.ts'
import type { Written } from '../store/store.ts'

const packStates = ['approved', 'packing', 'packed']
const receiveStates = ['sent', 'receiving', 'partial', 'received']
/** Past this many changed lines a screen reads the whole desk again: that is cheaper than patching. */
const mostPatchedLines = 50

/**
 * What the screens are told after a command: the lines, boxes and scan it changed, taken from the row images the
 * journal recorded, so that no use case has to remember to tell anybody.
 */
export function newsOf(bench: Bench, written: Written): AnyNews[] {
  const told: AnyNews[] = []
  const tables = new Set(written.changes.map((change) => change.table))
  if (tables.has('outbox') || tables.has('conflict') || written.kind === 'feed:state') {
    told.push({ topic: 'changed', body: { what: 'sync' } })
  }
  const consignment = written.subject === null ? null : bench.store.consignments.get(written.subject)
  if (consignment === null) {
    const scanId = changedId(written.changes, 'scan')
    const scan = scanId === null ? null : bench.store.scans.get(scanId)
    if (scan !== null) told.push({ topic: 'scan', body: toScanRecord(scan) })
    if (tables.has('consignment')) told.push({ topic: 'changed', body: { what: 'work' } })
    return told
  }
  const isPatch = canBePatched(written.changes)
  if (isPatch && packStates.includes(consignment.state))
    told.push(packNews(bench, consignment, written.changes))
  else if (isPatch && receiveStates.includes(consignment.state)) {
    told.push(receiveNews(bench, consignment, written.changes))
  } else told.push({ topic: 'consignment', body: { consignmentId: consignment.id } })
  // Counting line by line does not reorder the lanes; the cards' sums follow with the next change that does.
  if (!isPatch || tables.has('parcel')) told.push({ topic: 'changed', body: { what: 'work' } })
  return told
}

/** False for changes a line patch cannot say: another state, receipts, the outbox, lines that went away. */
function canBePatched(changes: readonly Change[]): boolean {
  if (lineIds(changes).size > mostPatchedLines) return false
  return changes.every((change) => {
    if (
      ['receipt', 'receipt_box', 'unlisted_item', 'outbox', 'conflict', 'transition'].includes(change.table)
    ) {
      return false
    }
    if (change.table === 'line' || change.table === 'parcel') return change.after !== null
    return true
  })
}

function packNews(bench: Bench, consignment: ConsignmentRow, changes: readonly Change[]): AnyNews {
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
  const all = store.lines.of(consignment.id)
  const contents = store.parcels.contentsOf(consignment.id)
  const inBoxes = new Set(
    contents.filter((content) => boxIds.has(content.parcelId)).map((content) => content.lineId),
  )
  const views = packLines(
    store,
    consignment,
    all.filter((line) => ids.has(line.id) || inBoxes.has(line.id)),
    contents,
  )
  return {
    topic: 'pack',
    body: {
      consignmentId: consignment.id,
      revision: consignment.revision,
      lines: views.filter((line) => ids.has(line.id)),
      parcels: parcelViews(
        store,
        consignment,
        views,
        contents.filter((content) => boxIds.has(content.parcelId)),
      ).filter((parcel) => boxIds.has(parcel.id)),
      totals: packTotals(all),
      nextTimes: consignment.nextTimes,
      scan: changedScan(bench, changes),
      canUndo: store.scans.canUndo(consignment.id),
    },
  }
}

function receiveNews(bench: Bench, consignment: ConsignmentRow, changes: readonly Change[]): AnyNews {
  const { store } = bench
  const ids = lineIds(changes)
  const views = receiveLines(store, consignment.id, store.lines.of(consignment.id))
  return {
    topic: 'receive',
    body: {
      consignmentId: consignment.id,
      revision: consignment.revision,
      lines: views.filter((line) => ids.has(line.id)),
      totals: receiveTotals(views),
      nextTimes: consignment.nextTimes,
      scan: changedScan(bench, changes),
      canUndo: canUndoReceived(store, consignment.id),
    },
  }
}

function lineIds(changes: readonly Change[]): Set<string> {
  const ids = new Set<string>()
  for (const change of changes) {
    if (change.table === 'line') ids.add(String(change.key.id))
    if (change.table === 'parcel_line' || change.table === 'receipt_line') ids.add(String(change.key.line_id))
  }
  return ids
}

function changedId(changes: readonly Change[], table: Change['table']): string | null {
  const change = changes.findLast((one) => one.table === table)
  return change === undefined ? null : String(change.key.id)
}

function changedScan(bench: Bench, changes: readonly Change[]) {
  const id = changedId(changes, 'scan')
  const row = id === null ? null : bench.store.scans.get(id)
  return row === null ? null : toScanRecord(row)
}
