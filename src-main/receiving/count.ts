import { StationError } from '../../src-shared/failure.ts'
import type { PackCount, ScanOutcome, ScanRecord } from '../../src-shared/model/scan.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import { byHand, lineOrRefuse, lineToTake, type Reading } from '../consignment/line.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { LineWithCounts } from '../store/line-rows.ts'
import { toScanRecord } from '../store/scan-rows.ts'
import type { Command, Store } from '../store/store.ts'
import { expectedUnits, isPackedHere, openCounts, receiptToFill } from './receipt.ts'

/** What one act adds to a line; an act over many lines ('receive all') shares one `act` id. */
type Adding = {
  received: number
  damaged: number
  parcelId?: string
  act?: string
  pack?: PackCount | null
}

/** Adds to the open receipt's count of a line and records it. Call inside a write. */
export function countReceived(
  store: Store,
  consignment: ConsignmentRow,
  line: LineWithCounts,
  adding: Adding,
  reading: Reading,
  command: Command,
): ScanRecord {
  const receipt = receiptToFill(store, consignment, command)
  const before = store.receipts.line(receipt.id, line.id) ?? { received: 0, damaged: 0, note: '' }
  const received = before.received + adding.received
  const damaged = before.damaged + adding.damaged
  if (received < 0 || damaged < 0) {
    throw new StationError(
      'below-zero',
      `There is nothing left of ${line.name} to take off.`,
      'Check the count.',
    )
  }
  if (damaged > received) {
    throw new StationError(
      'damaged-over-received',
      `Only ${received} of ${line.name} came, so ${damaged} cannot be damaged.`,
      'Count them as received first: damaged ones are among them.',
    )
  }
  store.receipts.putLine({ receiptId: receipt.id, lineId: line.id, received, damaged, note: before.note })
  store.lines.touch(line.id, store.now())
  if (consignment.nextTimes !== 1) store.consignments.setNextTimes(consignment.id, 1)
  const id = store.newId()
  return store.scans.add({
    id,
    act: adding.act ?? id,
    consignmentId: consignment.id,
    at: store.now(),
    ...reading,
    outcome: outcomeOf(store, consignment.id, line, received, adding),
    lineId: line.id,
    parcelId: adding.parcelId ?? null,
    receiptId: receipt.id,
    quantity: adding.received,
    damaged: adding.damaged,
  })
}

function outcomeOf(
  store: Store,
  consignmentId: string,
  line: LineWithCounts,
  received: number,
  adding: Adding,
): ScanOutcome {
  const packedHere = isPackedHere(store, consignmentId)
  const expected = expectedUnits(line, packedHere)
  const counted = line.received + received
  const seen = {
    lineId: line.id,
    productId: line.productId,
    name: line.name,
    times: adding.received,
    counted,
    planned: expected,
    boxNumber: null,
    pack: adding.pack ?? null,
  }
  if (adding.damaged !== 0) return { is: 'damaged', ...seen, damaged: adding.damaged }
  if (expected === 0) return { is: 'extra', ...seen }
  if (counted > expected) return { is: 'over', ...seen }
  if (counted < expected) return { is: 'counted', ...seen }
  return {
    is: store.lines.anyOutstanding(consignmentId, packedHere) ? 'line-complete' : 'all-complete',
    ...seen,
  }
}

/** `receive:change`: counts by hand; both numbers may be negative. */
export function changeReceived(
  bench: Bench,
  taken: { consignmentId: string; lineId: string; received: number; damaged: number },
): ScanRecord {
  return changeConsignment(bench, 'receive:change', taken.consignmentId, taken, (consignment, command) => {
    const line = lineOrRefuse(bench.store, consignment.id, taken.lineId)
    const adding = { received: taken.received, damaged: taken.damaged }
    return countReceived(bench.store, consignment, line, adding, byHand, command)
  })
}

/** `receive:take`: counts the product the person chose; one that nobody sent gets a line, marked as extra. */
export function takeReceived(
  bench: Bench,
  taken: { consignmentId: string; productId: string; times: number; scanId: string | null },
): ScanRecord {
  return changeConsignment(bench, 'receive:take', taken.consignmentId, taken, (consignment, command) => {
    const { store } = bench
    const { line, units, pack } = lineToTake(store, consignment.id, taken, 'receipt')
    const adding = { received: units, damaged: 0, pack }
    return countReceived(store, consignment, line, adding, byHand, command)
  })
}

/** `receive:note` */
export function noteReceived(
  bench: Bench,
  taken: { consignmentId: string; lineId: string; note: string },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'receive:note', taken.consignmentId, taken, (consignment, command) => {
    const line = lineOrRefuse(store, consignment.id, taken.lineId)
    const receipt = receiptToFill(store, consignment, command)
    const before = store.receipts.line(receipt.id, line.id) ?? { received: 0, damaged: 0 }
    store.receipts.putLine({
      receiptId: receipt.id,
      lineId: line.id,
      received: before.received,
      damaged: before.damaged,
      note: taken.note,
    })
    return {}
  })
}

/** `receive:all`: every outstanding unit came, undamaged; one act, taken back as one. */
export function receiveAll(bench: Bench, taken: { consignmentId: string }): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'receive:all', taken.consignmentId, taken, (consignment, command) => {
    const packedHere = isPackedHere(store, consignment.id)
    const open = openCounts(store, consignment.id)
    const act = store.newId()
    // From the last line up: whether any line is still out is then answered by the first one looked at.
    for (const line of store.lines.of(consignment.id).toReversed()) {
      const counted = line.received + (open.get(line.id)?.received ?? 0)
      const outstanding = expectedUnits(line, packedHere) - counted
      if (outstanding > 0) {
        countReceived(store, consignment, line, { received: outstanding, damaged: 0, act }, byHand, command)
      }
    }
    return {}
  })
}

/** `receive:box`: a whole box came as its contents say; one act, taken back as one. */
export function receiveBox(
  bench: Bench,
  taken: { consignmentId: string; parcelId: string },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'receive:box', taken.consignmentId, taken, (consignment, command) => {
    const parcel = store.parcels.get(taken.parcelId)
    if (parcel === null || parcel.consignmentId !== consignment.id) {
      throw new StationError('no-such-box', 'That box is not part of this consignment.', 'Check the label.')
    }
    if (store.receipts.boxesOf(consignment.id).some((box) => box.parcelId === parcel.id && box.isConfirmed)) {
      throw new StationError(
        'box-received',
        `Box ${parcel.number} is received already.`,
        'Take the next box.',
      )
    }
    const receipt = receiptToFill(store, consignment, command)
    const act = store.newId()
    for (const content of store.parcels.contentsOf(consignment.id)) {
      if (content.parcelId !== parcel.id) continue
      const line = lineOrRefuse(store, consignment.id, content.lineId)
      const adding = { received: content.quantity, damaged: 0, parcelId: parcel.id, act }
      countReceived(store, consignment, line, adding, byHand, command)
    }
    store.receipts.putBox(receipt.id, parcel.id, true)
    return {}
  })
}

/** `receive:unlisted`: something no catalogue knows. */
export function noteUnlisted(
  bench: Bench,
  taken: { consignmentId: string; text: string; name: string; quantity: number; note: string },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'receive:unlisted', taken.consignmentId, taken, (consignment, command) => {
    const receipt = receiptToFill(store, consignment, command)
    store.receipts.addUnlisted(store.newId(), receipt.id, taken.text, taken.name, taken.quantity, taken.note)
    return {}
  })
}

/** `receive:undo`: takes back the last act that still counts, with its box if it was a whole box. */
export function undoReceived(bench: Bench, taken: { consignmentId: string }): ScanRecord {
  const { store } = bench
  return changeConsignment(bench, 'receive:undo', taken.consignmentId, taken, (consignment) => {
    const open = store.receipts.openOne(consignment.id)
    const rows = store.scans.lastAct(consignment.id)
    const newest = rows[0]
    if (newest === undefined || open === null || newest.receiptId !== open.id) {
      throw new StationError('nothing-to-undo', 'There is nothing to take back in this receipt.', 'Count on.')
    }
    for (const row of rows) {
      if (row.lineId === null) continue
      const before = store.receipts.line(open.id, row.lineId)
      if (before === null) throw new Error('a counted line has no receipt line')
      const left = {
        ...before,
        received: before.received - row.quantity,
        damaged: before.damaged - row.damaged,
      }
      if (left.received < left.damaged || left.received < 0 || left.damaged < 0) {
        throw new StationError('changed-since', 'This line was changed since.', 'Change the count by hand.')
      }
      store.receipts.putLine(left)
      store.scans.undo(row.id, store.now())
      if (row.parcelId !== null) store.receipts.dropBox(open.id, row.parcelId)
      dropEmptyExtra(store, open.id, row.lineId)
    }
    return { ...toScanRecord(newest), undone: true }
  })
}

function dropEmptyExtra(store: Store, receiptId: string, lineId: string): void {
  const line = store.lines.get(lineId)
  if (line === null) return
  const counted = store.receipts.line(receiptId, lineId)?.received ?? 0
  const isNeeded = line.received + counted > 0 || store.scans.anyStandingOn(line.consignmentId, lineId)
  if (line.origin === 'receipt' && !isNeeded) {
    store.receipts.dropLine(receiptId, lineId)
    store.lines.remove(lineId)
  } else {
    store.lines.touch(lineId, store.now())
  }
}
