import { isAtOrBeyond, remoteTypeOf } from '../../src-shared/rule/status-map.ts'
import { isFinal } from '../../src-shared/rule/transition.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { Store } from '../store/store.ts'

/** Why nothing is counted on a consignment now, and what to do; null when it may be. */
export type ReadOnly = { say: string; next: string; is: 'odd-quantity' | 'ended-there' }

/**
 * A quantity nobody here can count; or Lightspeed cancelled or deleted it while somebody works on it here, and no person
 * has said yet which of the two is right: what is counted meanwhile would be for nothing.
 */
export function readOnlyOf(store: Store, consignment: ConsignmentRow): ReadOnly | null {
  if (consignment.readOnlyBecause !== null) {
    return {
      is: 'odd-quantity',
      say: consignment.readOnlyBecause,
      next: 'The office has to change it in Lightspeed.',
    }
  }
  const { kind, remoteId, state } = consignment
  const shadow = remoteId === null ? null : store.remote.get(remoteId)
  if (shadow === null || isFinal(state)) return null
  const isDeleted = shadow.deletedAt !== null
  if (!isDeleted && !isAtOrBeyond(remoteTypeOf(kind), shadow.status, 'CANCELLED')) return null
  if (store.conflicts.openOf(consignment.id) === null) return null
  return {
    is: 'ended-there',
    say: `This was ${isDeleted ? 'deleted' : 'cancelled'} at Lightspeed.`,
    next: 'Nothing more is counted on it: put the goods aside. Somebody decides under Sync whether it goes on.',
  }
}
