import type { ConsignmentHead } from '../../src-shared/model/consignment.ts'

type Head = Pick<
  ConsignmentHead,
  'kind' | 'state' | 'receivedUnits' | 'remoteStatus' | 'waiting' | 'readOnlyBecause'
>

/** A transfer that was handed over by mistake, while Lightspeed has not heard of it. Whether that is still so, the station says. */
export function mayCallBack({ kind, state, receivedUnits, remoteStatus, waiting }: Head): boolean {
  const isUnheard = waiting !== null && !waiting.isParked && (remoteStatus ?? 'OPEN') === 'OPEN'
  return kind === 'OUTLET' && state === 'sent' && receivedUnits === 0 && isUnheard
}

/**
 * How a transfer can still be ended here: `before` it left, or `after`, once it cannot be called back any more and nothing of
 * it was received; null where it cannot. Orders and returns are cancelled on their own screens; who may, the station says.
 */
export function wayToCancel(head: Head): 'before' | 'after' | null {
  if (head.kind !== 'OUTLET' || head.readOnlyBecause !== null) return null
  if (head.state === 'approved' || head.state === 'packed') return 'before'
  return head.state === 'sent' && head.receivedUnits === 0 && !mayCallBack(head) ? 'after' : null
}
