import { StationError } from '../../src-shared/failure.ts'
import type { Refund } from '../../src-shared/model/return.ts'
import { type Bench, changeConsignment } from '../bench.ts'

/**
 * `return:refund`: what the supplier gives back is known, and the return is over. Lightspeed hears nothing of it: there a
 * return ends when it is sent. Who may do it is in the transition table.
 */
export function noteRefund(
  bench: Bench,
  taken: { consignmentId: string; refund: Refund; note: string },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'return:refund', taken.consignmentId, taken, (consignment, command) => {
    if (consignment.kind !== 'RETURN') {
      throw new StationError('not-a-return', 'This is no supplier return.', 'Go back to Work.')
    }
    if (consignment.state === 'completed') {
      throw new StationError(
        'refund-noted',
        'The refund of this return is noted already.',
        'It stands below the list.',
      )
    }
    store.states.move(consignment.id, {
      to: 'completed',
      trigger: command.kind,
      actor: command.actor,
      station: store.station.id,
      traceId: command.traceId,
    })
    store.returns.addRefund({
      consignmentId: consignment.id,
      cents: taken.refund.is === 'none' ? null : taken.refund.cents,
      note: taken.note,
      at: store.now(),
      notedBy: command.actor.id,
    })
    return {}
  })
}
