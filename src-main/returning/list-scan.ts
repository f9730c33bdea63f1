import { StationError } from '../../src-shared/failure.ts'
import type { ScanOutcome, ScanRecord } from '../../src-shared/model/scan.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import { byHand, type Reading } from '../consignment/line.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import { toScanRecord } from '../store/scan-rows.ts'
import type { Store } from '../store/store.ts'
import { addLine, mustBeListable, whyNotListable } from './draft.ts'

/** Why a scan puts nothing on this list here, as a sentence; null when it does. */
export function whyNotOnList(consignment: ConsignmentRow, standsIn: string | null): string | null {
  const why = whyNotListable(consignment)
  if (why !== null) return why
  return consignment.sourceOutletId === standsIn ? null : 'This return leaves from another outlet.'
}

/**
 * Puts units of a product on the list of a return: on its line, or on a new one. The scan keeps how many, so that it can
 * be taken back. Call inside a write.
 */
export function listUnits(
  store: Store,
  consignment: ConsignmentRow,
  productId: string,
  times: number,
  reading: Reading,
): ScanRecord {
  mustBeListable(consignment)
  const known = store.lines.ofProduct(consignment.id, productId)
  const planned = (known?.planned ?? 0) + times
  if (known !== null) store.lines.plan(known.id, planned)
  const lineId = known?.id ?? addLine(store, consignment.id, productId, planned)
  store.lines.touch(lineId, store.now())
  if (consignment.nextTimes !== 1) store.consignments.setNextTimes(consignment.id, 1)
  const outcome: ScanOutcome = {
    is: 'counted',
    lineId,
    productId,
    name: store.lines.get(lineId)?.name ?? '',
    times,
    counted: planned,
    planned,
    boxNumber: null,
    pack: null,
  }
  const id = store.newId()
  return store.scans.add({
    id,
    act: id,
    consignmentId: consignment.id,
    at: store.now(),
    ...reading,
    outcome,
    lineId,
    parcelId: null,
    receiptId: null,
    // Nothing is counted into a box yet: how many it put on the list stands in its outcome.
    quantity: 0,
    damaged: 0,
  })
}

/** A box label means nothing while a return is only a list. */
export function boxOnList(): ScanOutcome {
  return { is: 'not-now', why: 'This return is still a list: it has no boxes yet.' }
}

/** `return:take`: the person chose this product. */
export function takeOnList(
  bench: Bench,
  taken: { consignmentId: string; productId: string; times: number },
): ScanRecord {
  return changeConsignment(bench, 'return:take', taken.consignmentId, taken, (consignment) =>
    listUnits(bench.store, consignment, taken.productId, taken.times, byHand),
  )
}

/** `return:undo`: takes the last scan off the list again; a line that it made goes. */
export function undoOnList(bench: Bench, taken: { consignmentId: string }): ScanRecord {
  const { store } = bench
  return changeConsignment(bench, 'return:undo', taken.consignmentId, taken, (consignment) => {
    mustBeListable(consignment)
    const last = store.scans.lastListed(consignment.id)
    const line = last?.lineId == null ? null : store.lines.get(last.lineId)
    if (last === null || line === null) {
      throw new StationError('nothing-to-undo', 'There is nothing to take back.', 'Scan on.')
    }
    const left = line.planned - ('times' in last.outcome ? last.outcome.times : 0)
    if (left > 0) store.lines.plan(line.id, left)
    else store.lines.remove(line.id)
    store.scans.undo(last.id, store.now())
    return { ...toScanRecord(last), undone: true }
  })
}

/** Whether the last scan can be taken off the list. */
export function canUndoOnList(store: Store, consignment: ConsignmentRow): boolean {
  if (whyNotListable(consignment) !== null) return false
  const last = store.scans.lastListed(consignment.id)
  return last?.lineId != null && store.lines.get(last.lineId) !== null
}
