import type { ConsignmentHead } from '../../src-shared/model/consignment.ts'
import { words } from '../words.ts'

/**
 * Where a consignment stands, in a word. Lightspeed calls an order dispatched when the supplier sent it and also when
 * somebody began to receive it: without a single unit received it is on its way.
 */
export function standSay(head: Pick<ConsignmentHead, 'kind' | 'state' | 'receivedUnits'>): string {
  if (head.kind === 'STOCKTAKE' && head.state === 'approved') return words.work.countApproved
  if (head.kind === 'PO' && head.state === 'approved') return words.work.orderApproved
  const isOnItsWay = head.state === 'partial' && head.receivedUnits === 0
  return words.work.states[isOnItsWay ? 'sent' : head.state]
}
