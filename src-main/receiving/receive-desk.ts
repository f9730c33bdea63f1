import type { ReceiveDesk, ReceiveLine, ReceiveTotals } from '../../src-shared/model/receive.ts'
import type { ScanRecord } from '../../src-shared/model/scan.ts'
import { headOf } from '../consignment/head.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { LineWithCounts } from '../store/line-rows.ts'
import { toScanRecord } from '../store/scan-rows.ts'
import type { Store } from '../store/store.ts'
import { expectedUnits, isPackedHere } from './receipt.ts'

const scansShown = 6

/** Everything the receive screen draws, read at one moment. */
export function receiveDesk(store: Store, consignment: ConsignmentRow): ReceiveDesk {
  return store.read(() => {
    const lines = receiveLines(store, consignment.id, store.lines.of(consignment.id))
    return {
      head: headOf(store, consignment),
      revision: consignment.revision,
      lines,
      boxes: boxes(store, consignment.id),
      unlisted: store.receipts
        .unlistedOf(consignment.id)
        .map(({ id, text, name, quantity, note }) => ({ id, text, name, quantity, note })),
      receipts: receipts(store, consignment.id),
      effects: store.stock.effectsOf(consignment.id).map(({ acknowledgedAt, ...effect }) => ({
        ...effect,
        isAcknowledged: acknowledgedAt !== null,
      })),
      totals: receiveTotals(lines),
      nextTimes: consignment.nextTimes,
      lastScans: scansHere(store, consignment.id),
      canUndo: canUndoReceived(store, consignment.id),
      forTheOffice: forTheOffice(store, consignment, lines),
    }
  })
}

/** The newest scans since the goods were packed: what the sender counted says nothing of what came. */
function scansHere(store: Store, consignmentId: string): ScanRecord[] {
  const newest = store.scans.newestOf(consignmentId, scansShown)
  const packed = newest.findIndex((row) => row.parcelId !== null && row.receiptId === null)
  return newest.slice(0, packed === -1 ? newest.length : packed).map(toScanRecord)
}

/** Only counts of the open receipt can be taken back. */
export function canUndoReceived(store: Store, consignmentId: string): boolean {
  const open = store.receipts.openOne(consignmentId)
  return open !== null && store.scans.lastAct(consignmentId)[0]?.receiptId === open.id
}

/** Lines as the receiver sees them: what should come, what earlier receipts counted, what this one counts. */
export function receiveLines(
  store: Store,
  consignmentId: string,
  lines: readonly LineWithCounts[],
): ReceiveLine[] {
  const packedHere = isPackedHere(store, consignmentId)
  const open = store.receipts.openOne(consignmentId)
  return lines.map((line) => {
    const expected = expectedUnits(line, packedHere)
    const now = open === null ? null : store.receipts.line(open.id, line.id)
    return {
      id: line.id,
      productId: line.productId,
      name: line.name,
      sku: line.sku,
      expected,
      before: line.received,
      received: now?.received ?? 0,
      damaged: (now?.damaged ?? 0) + line.damaged,
      note: now?.note ?? '',
      isExtra: expected === 0,
      hasPicture: (store.products.get(line.productId)?.pictureUrl ?? null) !== null,
      // A line the packer touched last is not one that was touched here.
      touchedAt:
        open !== null && line.touchedAt !== null && line.touchedAt >= open.openedAt ? line.touchedAt : null,
    }
  })
}

/** Sums over all receipts, the open one included. */
export function receiveTotals(lines: Iterable<ReceiveLine>): ReceiveTotals {
  const totals = { expected: 0, received: 0, damaged: 0, short: 0, over: 0, extra: 0 }
  for (const line of lines) {
    const received = line.before + line.received
    totals.expected += line.expected
    totals.received += received
    totals.damaged += line.damaged
    totals.short += Math.max(0, line.expected - received)
    if (line.isExtra) totals.extra += received
    else totals.over += Math.max(0, received - line.expected)
  }
  return totals
}

function boxes(store: Store, consignmentId: string): ReceiveDesk['boxes'] {
  const seen = new Map(store.receipts.boxesOf(consignmentId).map((box) => [box.parcelId, box.isConfirmed]))
  const units = Map.groupBy(store.parcels.contentsOf(consignmentId), (content) => content.parcelId)
  return store.parcels.of(consignmentId).map((parcel) => ({
    parcelId: parcel.id,
    number: parcel.number,
    units: (units.get(parcel.id) ?? []).reduce((sum, content) => sum + content.quantity, 0),
    grams: parcel.grams,
    labelNumber: parcel.labelNumber,
    isConfirmed: seen.get(parcel.id) === true,
    isOpened: seen.has(parcel.id),
  }))
}

function receipts(store: Store, consignmentId: string): ReceiveDesk['receipts'] {
  return store.receipts
    .of(consignmentId)
    .filter((receipt) => receipt.state !== 'discarded')
    .map(({ id, number, state, openedAt, closedAt, closing, reason }) => {
      const lines = store.receipts.linesOf(id)
      return {
        id,
        number,
        state,
        openedAt,
        closedAt,
        closing,
        reason,
        received: lines.reduce((sum, line) => sum + line.received, 0),
        damaged: lines.reduce((sum, line) => sum + line.damaged, 0),
      }
    })
}

/** What Lightspeed may refuse: it stays counted here, and the office is told. */
function forTheOffice(store: Store, consignment: ConsignmentRow, lines: readonly ReceiveLine[]): string[] {
  const unlisted = store.receipts
    .unlistedOf(consignment.id)
    .map((item) => `${item.quantity} × ${item.name}: not in the catalogue.`)
  const counts = lines.flatMap((line) => {
    const received = line.before + line.received
    if (line.isExtra && received > 0) {
      return [
        `${received} × ${line.name}: was not on this. Lightspeed may not take it; the office adds the stock.`,
      ]
    }
    if (received > line.expected) {
      return [
        `${received - line.expected} more ${line.name} than sent. If Lightspeed refuses, the office adds the stock.`,
      ]
    }
    return []
  })
  return [...counts, ...unlisted]
}
