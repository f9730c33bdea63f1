import { StationError } from '../../src-shared/failure.ts'
import { mayEdit } from '../../src-shared/rule/edit-right.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'

/** @throws StationError `not-an-order` for any other kind of consignment */
export function mustBeOrder(consignment: ConsignmentRow): void {
  if (consignment.kind === 'PO') return
  throw new StationError('not-an-order', 'That is no purchase order.', 'Go back to Orders.')
}

/** An order that came from Lightspeed is the office's: its lines are changed there. */
export function mayChangeOrder(consignment: ConsignmentRow): boolean {
  return consignment.origin === 'here' && mayEdit(consignment.state, 'planned')
}

/** @throws StationError `not-an-order`, or `order-is-fixed` once it waits for approval or is further on */
export function mustBeOpenToChange(consignment: ConsignmentRow): void {
  mustBeOrder(consignment)
  if (mayChangeOrder(consignment)) return
  throw new StationError(
    'order-is-fixed',
    'This order cannot be changed any more.',
    consignment.state === 'pending_approval'
      ? 'Take it back from approval first.'
      : 'Cancel it and make a new one.',
  )
}
