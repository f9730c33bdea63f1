import { StationError } from '../../src-shared/failure.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import { orderedLines } from '../consignment/ordered-lines.ts'
import { intend } from '../outbox/intend.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { LineWithCounts } from '../store/line-rows.ts'
import type { ReceiptRow } from '../store/receipt-rows.ts'
import type { Store } from '../store/store.ts'
import { expectedUnits, isPackedHere, moveTo, mustStandAtDestination } from './receipt.ts'

/**
 * `receive:stop`: closes this receipt; more is coming, so the consignment stays open. A second press of the key finds it
 * stopped and changes nothing.
 */
export function stopReceiving(bench: Bench, taken: { consignmentId: string }): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'receive:stop', taken.consignmentId, taken, (consignment, command) => {
    mustStandAtDestination(consignment, command)
    if (consignment.state === 'partial' && store.receipts.openOne(consignment.id) === null) return {}
    const receipt = openReceiptOrRefuse(store, consignment.id)
    if (!anythingIn(store, receipt)) {
      throw new StationError(
        'nothing-received',
        'Nothing is counted in this receipt.',
        'Count, or throw it away.',
      )
    }
    closeReceipt(store, consignment, receipt, 'partial', null)
    if (outstanding(store, consignment.id) === 0) {
      throw new StationError('all-came', 'Everything has come: nothing more is due.', 'Close it instead.')
    }
    moveTo(store, consignment.id, 'partial', command)
    tellReceived(store, consignment, consignment.kind === 'PO' ? 'DISPATCHED' : 'SENT')
    return {}
  })
}

/**
 * `receive:close`: closes for good. Outstanding units need a reason and become missing, flagged at the source of an
 * outlet transfer for a recount. One that is closed already stays as it is: a second press of the key is no fault.
 */
export function closeReceiving(
  bench: Bench,
  taken: { consignmentId: string; reason: string | null },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'receive:close', taken.consignmentId, taken, (consignment, command) => {
    mustStandAtDestination(consignment, command)
    if (consignment.state === 'received' || consignment.state === 'completed') return {}
    const open = store.receipts.openOne(consignment.id)
    if (open === null && consignment.state !== 'partial') {
      throw new StationError(
        'nothing-received',
        'Nothing has been counted yet.',
        'Scan or count what came first.',
      )
    }
    if (open !== null) closeReceipt(store, consignment, open, 'full', null)
    const missing = outstanding(store, consignment.id)
    if (missing > 0 && taken.reason === null) {
      throw new StationError(
        'reason-needed',
        `${missing} ${missing === 1 ? 'unit has' : 'units have'} not come.`,
        'Say why the rest will not come, or stop here because more is coming.',
      )
    }
    if (open !== null && missing > 0) store.receipts.reclose(open.id, 'short', taken.reason)
    noteDiscrepancies(store, consignment, taken.reason)
    moveTo(store, consignment.id, 'received', command, taken.reason)
    tellReceived(store, consignment, 'RECEIVED')
    return {}
  })
}

/** `receive:discard`: an open receipt in which nothing is counted goes away. */
export function discardReceipt(bench: Bench, taken: { consignmentId: string }): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'receive:discard', taken.consignmentId, taken, (consignment, command) => {
    mustStandAtDestination(consignment, command)
    const receipt = openReceiptOrRefuse(store, consignment.id)
    if (anythingIn(store, receipt)) {
      throw new StationError(
        'something-counted',
        'Something is counted in this receipt.',
        'Take the counts back first.',
      )
    }
    store.receipts.discard(receipt.id, store.now())
    const earlier = store.receipts.of(consignment.id).some((row) => row.state === 'closed')
    moveTo(store, consignment.id, earlier ? 'partial' : 'sent', command)
    return {}
  })
}

function openReceiptOrRefuse(store: Store, consignmentId: string): ReceiptRow {
  const open = store.receipts.openOne(consignmentId)
  if (open === null) {
    throw new StationError(
      'no-open-receipt',
      'No receipt is open.',
      'Scan or count what came: that opens one.',
    )
  }
  return open
}

/** Counted units, or something no catalogue knows. */
function anythingIn(store: Store, receipt: ReceiptRow): boolean {
  return (
    store.receipts.linesOf(receipt.id).some((row) => row.received > 0) ||
    store.receipts.unlistedOf(receipt.consignmentId).some((item) => item.receiptId === receipt.id)
  )
}

/** Closes a receipt and writes its stock effects, one a line: received minus damaged, this receipt's only. */
function closeReceipt(
  store: Store,
  consignment: ConsignmentRow,
  receipt: ReceiptRow,
  closing: 'partial' | 'full',
  reason: string | null,
): void {
  store.receipts.close(receipt.id, store.now(), closing, reason)
  if (consignment.outletId === null) return
  for (const row of store.receipts.linesOf(receipt.id)) {
    const line = store.lines.get(row.lineId)
    const units = row.received - row.damaged
    if (line === null || units === 0) continue
    store.stock.addEffect({
      id: store.newId(),
      consignmentId: consignment.id,
      receiptId: receipt.id,
      lineId: line.id,
      productId: line.productId,
      outletId: consignment.outletId,
      units,
      at: store.now(),
    })
  }
}

function outstanding(store: Store, consignmentId: string): number {
  const packedHere = isPackedHere(store, consignmentId)
  return store.lines
    .of(consignmentId)
    .reduce((sum, line) => sum + Math.max(0, expectedUnits(line, packedHere) - line.received), 0)
}

function noteDiscrepancies(store: Store, consignment: ConsignmentRow, reason: string | null): void {
  const packedHere = isPackedHere(store, consignment.id)
  const note = (line: LineWithCounts, kind: 'missing' | 'damaged' | 'extra', units: number) => {
    if (units <= 0) return
    store.receipts.addDiscrepancy({
      id: store.newId(),
      consignmentId: consignment.id,
      lineId: line.id,
      kind,
      units,
      recountOutletId: kind === 'missing' ? consignment.sourceOutletId : null,
      reason,
      at: store.now(),
    })
  }
  for (const line of store.lines.of(consignment.id)) {
    const expected = expectedUnits(line, packedHere)
    note(line, 'missing', expected - line.received)
    note(line, 'damaged', line.damaged)
    note(line, 'extra', line.received - expected)
  }
  for (const item of store.receipts.unlistedOf(consignment.id)) {
    store.receipts.addDiscrepancy({
      id: store.newId(),
      consignmentId: consignment.id,
      lineId: null,
      kind: 'unlisted',
      units: item.quantity,
      recountOutletId: null,
      reason: item.name,
      at: store.now(),
    })
  }
}

/** Absolute totals of all closed receipts; damaged units never reach stock, so Lightspeed is not told them. */
function tellReceived(
  store: Store,
  consignment: ConsignmentRow,
  status: 'SENT' | 'DISPATCHED' | 'RECEIVED',
): void {
  intend(store, consignment, {
    status,
    // An order made here is made at Lightspeed with its first receipt, at the latest: with what was ordered.
    packed:
      consignment.kind === 'PO' && consignment.origin === 'here' ? orderedLines(store, consignment.id) : null,
    received: store.lines
      .of(consignment.id)
      .map((line) => ({ productId: line.productId, units: line.received - line.damaged })),
  })
}
