import { StationError } from '../../src-shared/failure.ts'
import { remoteTypeOf } from '../../src-shared/rule/status-map.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { Store } from '../store/store.ts'
import { fold, type Intention, readIntention } from './intention.ts'

/**
 * Notes what Lightspeed must be told about a consignment, in the transaction of the change itself. While the lane's
 * last entry has not been started, the new intention folds into it; otherwise it queues behind. Call inside a write.
 */
export function intend(
  store: Store,
  consignment: ConsignmentRow,
  wanted: Pick<Intention, 'status' | 'packed' | 'received' | 'listed' | 'skipped'>,
): void {
  if (consignment.outletId === null) {
    throw new StationError(
      'no-destination',
      'This has no destination outlet.',
      'Cancel it and make a new one.',
    )
  }
  const body: Intention = {
    type: remoteTypeOf(consignment.kind),
    reference: consignment.reference,
    name: `${consignment.code} ${consignment.reference}`,
    outletId: consignment.outletId,
    // Lightspeed knows a source only of transfers; a return leaves from the outlet it is booked at.
    sourceOutletId: consignment.kind === 'RETURN' ? null : consignment.sourceOutletId,
    supplierId: consignment.supplierId,
    dueAt: consignment.dueAt,
    ...wanted,
  }
  const last = store.outbox.inLane(consignment.id).at(-1)
  const waiting = last?.state === 'pending' ? readIntention(last.body) : null
  if (last !== undefined && waiting !== null) {
    const folded = fold(waiting, body)
    store.outbox.setBody(last.id, JSON.stringify(folded), last.tries === 0 ? store.now() : last.dueAt)
    return
  }
  store.outbox.put(store.newId(), consignment.id, 'tell-consignment', JSON.stringify(body), store.now())
}
