import { StationError } from '../../src-shared/failure.ts'
import type { PackCount, ScanOutcome, ScanRecord } from '../../src-shared/model/scan.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import { byHand, countingLine, lineOrRefuse, lineToTake, type Reading } from '../consignment/line.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { LineWithCounts } from '../store/line-rows.ts'
import { toScanRecord } from '../store/scan-rows.ts'
import type { Command, Store } from '../store/store.ts'
import { beginPacking, boxToFill, openBoxOrRefuse, whyNoExtra, whyTooMany } from './pack-rights.ts'

/** Counts units of a product on its line into the current box. The line must exist. Call inside a write. */
export function countIntoBox(
  store: Store,
  consignment: ConsignmentRow,
  line: LineWithCounts,
  times: number,
  reading: Reading,
  command: Command,
  pack: PackCount | null = null,
): ScanRecord {
  beginPacking(store, consignment, command)
  if (times < 0) mustHold(store, consignment, line, -times)
  const box = boxToFill(store, consignment)
  store.parcels.add(box.id, line.id, times)
  store.lines.touch(line.id, store.now())
  if (consignment.nextTimes !== 1) store.consignments.setNextTimes(consignment.id, 1)
  const packed = line.packed + times
  const outcome: ScanOutcome = {
    is: outcomeOf(store, consignment.id, line, packed),
    lineId: line.id,
    productId: line.productId,
    name: line.name,
    times,
    counted: packed,
    planned: line.planned,
    boxNumber: box.number,
    pack,
  }
  const id = store.newId()
  return store.scans.add({
    id,
    act: id,
    consignmentId: consignment.id,
    at: store.now(),
    ...reading,
    outcome,
    lineId: line.id,
    parcelId: box.id,
    receiptId: null,
    quantity: times,
    damaged: 0,
  })
}

/** @throws StationError `not-in-this-box` when the current box holds fewer; says where the units are. */
function mustHold(store: Store, consignment: ConsignmentRow, line: LineWithCounts, units: number): void {
  const boxes = store.parcels.of(consignment.id)
  const holding = boxes.filter((box) => store.parcels.quantityIn(box.id, line.id) > 0)
  const current = boxes.find((box) => box.id === consignment.currentParcelId && box.state === 'open')
  const there = current === undefined ? 0 : store.parcels.quantityIn(current.id, line.id)
  if (there >= units) return
  if (current !== undefined && there > 0) {
    throw new StationError(
      'not-in-this-box',
      `Box ${current.number} holds only ${there} of ${line.name}.`,
      'Take out fewer, or choose the box that holds the others.',
    )
  }
  const [first] = holding
  if (first === undefined)
    throw new StationError('not-in-this-box', `No ${line.name} is packed.`, 'There is nothing to take out.')
  const open = holding.find((box) => box.state === 'open')
  throw new StationError(
    'not-in-this-box',
    holding.length === 1
      ? `${line.name} is in box ${first.number}${open === undefined ? ', which is sealed' : ''}.`
      : `${line.name} is in boxes ${holding.map((box) => box.number).join(', ')}.`,
    open === undefined
      ? `Open box ${first.number} again with a reason, then take it out.`
      : `Pack into box ${open.number}, then take it out.`,
  )
}

function outcomeOf(
  store: Store,
  consignmentId: string,
  line: LineWithCounts,
  packed: number,
): 'counted' | 'line-complete' | 'all-complete' | 'over' | 'extra' {
  if (line.planned === 0) return 'extra'
  if (packed > line.planned) return 'over'
  if (packed < line.planned) return 'counted'
  return store.lines.anyShort(consignmentId) ? 'line-complete' : 'all-complete'
}

/** `pack:change`: counts by hand in the current box; `by` may be negative. */
export function changeCount(
  bench: Bench,
  taken: { consignmentId: string; lineId: string; by: number },
): ScanRecord {
  return changeConsignment(bench, 'pack:change', taken.consignmentId, taken, (consignment, command) => {
    const line = lineOrRefuse(bench.store, consignment.id, taken.lineId)
    mustBeApproved(consignment, line, taken.by)
    return countIntoBox(bench.store, consignment, line, taken.by, byHand, command)
  })
}

/** `pack:take`: the person chose this product; a product without a line gets one, marked as extra. */
export function takeProduct(
  bench: Bench,
  taken: { consignmentId: string; productId: string; times: number; scanId: string | null },
): ScanRecord {
  return changeConsignment(bench, 'pack:take', taken.consignmentId, taken, (consignment, command) => {
    const { store } = bench
    mustBeAskedFor(store, consignment, taken.productId)
    const { line, units, pack } = lineToTake(store, consignment.id, taken, 'pack')
    mustBeApproved(consignment, line, units)
    return countIntoBox(store, consignment, line, units, byHand, command, pack)
  })
}

/** @throws StationError `not-on-return` */
function mustBeAskedFor(store: Store, consignment: ConsignmentRow, productId: string): void {
  const product = store.products.get(productId)
  const why = product === null ? null : whyNoExtra(consignment, product)
  if (product === null || why === null || countingLine(store, consignment.id, product) !== null) return
  throw new StationError('not-on-return', ...why)
}

/** @throws StationError `too-many` */
function mustBeApproved(consignment: ConsignmentRow, line: LineWithCounts, times: number): void {
  const why = whyTooMany(consignment, line, times)
  if (why !== null) throw new StationError('too-many', ...why)
}

/** `pack:undo`: takes back the last act that still counts. */
export function undoLast(bench: Bench, taken: { consignmentId: string }): ScanRecord {
  const { store } = bench
  return changeConsignment(bench, 'pack:undo', taken.consignmentId, taken, (consignment, command) => {
    beginPacking(store, consignment, command)
    const rows = store.scans.lastAct(consignment.id)
    const newest = rows[0]
    if (newest === undefined) {
      throw new StationError('nothing-to-undo', 'There is nothing to take back.', 'Count on.')
    }
    for (const row of rows) {
      if (row.parcelId === null || row.lineId === null || row.receiptId !== null) {
        throw new StationError(
          'nothing-to-undo',
          row.receiptId === null
            ? 'Nothing is packed yet that could be taken back.'
            : 'The last count was a receipt: it cannot be taken back here.',
          'Count on.',
        )
      }
      const box = openBoxOrRefuse(store, row.parcelId)
      if (store.parcels.quantityIn(box.id, row.lineId) < row.quantity) {
        throw new StationError(
          'moved-since',
          `Those units are not in box ${box.number} any more.`,
          'Change the count by hand.',
        )
      }
      store.parcels.add(box.id, row.lineId, -row.quantity)
      store.scans.undo(row.id, store.now())
      dropEmptyExtra(store, row.lineId)
    }
    return { ...toScanRecord(newest), undone: true }
  })
}

function dropEmptyExtra(store: Store, lineId: string): void {
  const line = store.lines.get(lineId)
  if (line === null) return
  const isNeeded = line.packed > 0 || store.scans.anyStandingOn(line.consignmentId, lineId)
  if (line.origin === 'pack' && !isNeeded) store.lines.remove(lineId)
  else store.lines.touch(lineId, store.now())
}
