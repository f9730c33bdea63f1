import type { Kind, Role, State } from '../model/consignment.ts'

/** Who may make a move: a role, the person who made the consignment, or a person of its approval tier. */
export type Mover = Extract<Role, 'SA' | 'SM' | 'OM' | 'DI' | 'SY'> | 'creator' | 'tier approver'

/** What must hold before a move, by a name that code can switch over, each with the sentence a person reads. */
export const guards = {
  'ready-for-approval':
    'There is at least one line, no quantity is zero, it is worth something and its outlet is known.',
  'above-threshold': 'Approval is switched on and the value is above the threshold.',
  'return-ready': 'A reason is chosen, there is at least one line, and damaged goods have a photo.',
  'enough-approvals': 'The approver did not create it, and with this approval there are enough of them.',
  'rejection-reason': "The reason 'Other' comes with a text; any other reason, or none, is fine.",
  'changes-or-withdrawal': 'The approver asks for changes, or the creator takes it back.',
  'station-after-10-days': 'The station itself may do this only after ten days of waiting.',
  'within-7-days': 'It was rejected no more than seven days ago.',
  'station-after-7-days':
    'The station itself may do this only when the rejection is more than seven days old.',
  'no-approval-needed':
    'The value is within the threshold, approval is switched off, or the system proposed it.',
  'supplier-known': 'The supplier is known.',
  'prepared-here': 'The goods of this order are prepared here.',
  'at-source': 'The person works for the outlet the goods leave from.',
  'at-destination': 'The person works for the outlet the goods go to.',
  'at-outlet': 'The person works for the outlet that is counted.',
  'lock-held': 'The person holds the packing lock.',
  'pack-complete': 'The person holds the packing lock, something is counted, and every box has its number.',
  'not-handed-over': 'The boxes have not left.',
  'handover-complete': 'Everything this way of sending asks for is filled in.',
  'handover-or-courier':
    'Everything this way of sending asks for is filled in; the station itself may do this when the courier has it, or twelve hours after packing if that is switched on.',
  'nothing-received': 'Nothing has been received.',
  'nothing-received-reason': 'Nothing has been received, and there is a reason.',
  'recall-accepted':
    'Nothing has been received, there is a reason, and Lightspeed takes a sent transfer back.',
  'some-came': 'Something has been received and something is still to come.',
  'all-accounted': 'Every line is accounted for, or the person confirmed closing it short.',
  'short-reason': 'There is a reason for closing it short.',
  'acknowledged-with-evidence': 'Lightspeed has acknowledged it, and the evidence it needs is there.',
  acknowledged: 'Lightspeed has acknowledged it.',
  'refund-settled': 'The refund is entered, or none is expected.',
  'all-counted': 'Every listed product is counted or skipped with a reason; skipped ones leave the count.',
  'station-small-variance':
    'The station itself may do this only for a small variance (500 in value and 50 units), or when approval is switched off.',
} as const
export type GuardCode = keyof typeof guards

/** What a move does here besides writing the state. */
export const localEffects = {
  'round-opened': 'fix the tier, tell the approvers, warn of a likely duplicate',
  'approval-stored': 'note who approved and when',
  'rejection-told': 'tell the creator, start the seven days',
  'round-closed': 'end the approval round',
  'cancellation-told': 'tell creator and approvers',
  'round-reopened': 'start a new round with the same approver first',
  'put-away': 'mark as archived',
  'kept-cancelled': 'keep everything, erase nothing',
  'supplier-told': 'tell the supplier',
  'stock-checked': 'warn when the source has too little',
  'lock-taken': 'take the packing lock',
  'lock-freed': 'free the packing lock',
  'draft-kept': 'keep what was counted, free the packing lock',
  'shipment-made': 'make shipment and boxes, print slips, note short lines',
  'shipment-reopened': 'open the shipment again',
  'labels-voided': 'void the labels',
  'boxes-on-their-way': 'mark the boxes as in transit',
  'shipment-recalled': 'call the shipment back',
  'receipt-opened': 'open a receipt, start its timer',
  'receipt-closed': 'close the receipt and apply its stock effect',
  'receipt-settled': 'close the receipt, write discrepancies, flag missing goods at the source of a transfer',
  'receipt-discarded': 'throw the receipt away',
  'rest-missing': 'turn what is outstanding into missing',
  'wrapped-up': 'goods-received document of an order, review, points',
  'refund-noted': 'note the refund',
  'counts-frozen': 'freeze the counts the system expects',
  'variance-computed': 'compute the variance',
  'recount-started': 'start another round of counting',
  'stock-replaced': 'replace the projected stock',
} as const
export type LocalEffect = keyof typeof localEffects

/** What a move asks the outbox to make true in Lightspeed. */
export const remoteEffects = {
  'sent-if-told-at-send': 'nothing, or create with its lines and mark SENT where orders are told when sent',
  'exists-as-sent': 'find it or create it, up to SENT; the first received value makes it DISPATCHED',
  'exists-open': 'create it as OPEN with its packed counts',
  'counts-updated': 'set the packed counts while it is OPEN',
  'is-sent': 'mark it SENT, which lowers the stock of the outlet it leaves',
  'is-open-again': 'mark it OPEN again',
  'received-so-far': 'set what was received on each line; leave its status',
  'received-then-closed': 'set what was received on each line, then mark it RECEIVED',
  'is-received': 'mark it RECEIVED',
  'is-cancelled': 'mark it CANCELLED',
  'is-cancelled-if-there': 'mark it CANCELLED when Lightspeed knows it',
  'count-started': 'mark it STOCKTAKE_IN_PROGRESS',
  'counts-set': 'set the counts, then wait until Lightspeed has processed them',
  'count-complete': 'mark it STOCKTAKE_COMPLETE, or set the stock of each product where counts are kept out',
} as const
export type RemoteEffect = keyof typeof remoteEffects

/** One allowed move: `guard`, `localEffect` and `remoteEffect` are null where there is none. */
export type Transition = {
  kind: Kind
  from: State
  to: State
  who: readonly Mover[]
  guard: GuardCode | null
  localEffect: LocalEffect | null
  remoteEffect: RemoteEffect | null
}

type Row = readonly [
  State,
  State,
  readonly Mover[],
  GuardCode | null,
  LocalEffect | null,
  RemoteEffect | null,
]

const staff = ['SA', 'SM', 'OM'] as const
const shop = ['SA', 'SM'] as const
const heads = ['SM', 'OM', 'DI'] as const
const everybody = ['SA', 'SM', 'OM', 'DI'] as const
const approver = ['tier approver'] as const
const approverOrCreator = ['tier approver', 'creator'] as const
const stationOrHeads = ['SY', 'SM', 'OM', 'DI'] as const

// One move a line, so that the table can be read as a table.
// biome-ignore format: columns
const order: readonly Row[] = [
  ['draft', 'pending_approval', everybody, 'ready-for-approval', 'round-opened', null],
  ['pending_approval', 'approved', approver, 'enough-approvals', 'approval-stored', null],
  ['pending_approval', 'rejected', approver, 'rejection-reason', 'rejection-told', null],
  ['pending_approval', 'draft', approverOrCreator, 'changes-or-withdrawal', 'round-closed', null],
  ['pending_approval', 'cancelled', stationOrHeads, 'station-after-10-days', 'cancellation-told', null],
  ['rejected', 'pending_approval', ['creator'], 'within-7-days', 'round-reopened', null],
  ['rejected', 'cancelled', stationOrHeads, 'station-after-7-days', 'put-away', null],
  ['draft', 'cancelled', heads, null, 'kept-cancelled', null],
  ['approved', 'cancelled', heads, null, null, null],
  ['approved', 'sent', ['creator', ...heads], 'supplier-known', 'supplier-told', 'sent-if-told-at-send'],
  ['approved', 'packing', staff, 'prepared-here', 'lock-taken', null],
  ['packing', 'approved', staff, 'lock-held', 'draft-kept', null],
  ['packing', 'packed', staff, 'pack-complete', 'shipment-made', null],
  ['packing', 'cancelled', heads, null, 'lock-freed', null],
  ['packed', 'packing', staff, 'not-handed-over', 'shipment-reopened', null],
  ['packed', 'cancelled', heads, null, 'labels-voided', null],
  ['packed', 'sent', [...staff, 'SY'], 'handover-or-courier', 'boxes-on-their-way', 'sent-if-told-at-send'],
  ['sent', 'receiving', staff, 'at-destination', 'receipt-opened', 'exists-as-sent'],
  ['receiving', 'partial', staff, 'some-came', 'receipt-closed', 'received-so-far'],
  ['receiving', 'received', staff, 'all-accounted', 'receipt-settled', 'received-then-closed'],
  ['receiving', 'sent', heads, 'nothing-received', 'receipt-discarded', null],
  ['partial', 'receiving', staff, null, 'receipt-opened', null],
  ['partial', 'received', heads, 'short-reason', 'rest-missing', 'is-received'],
  ['received', 'completed', ['SY'], 'acknowledged-with-evidence', 'wrapped-up', null],
  ['sent', 'cancelled', ['DI'], 'nothing-received-reason', null, 'is-cancelled-if-there'],
]

// biome-ignore format: columns
const transfer: readonly Row[] = [
  ['draft', 'pending_approval', everybody, 'above-threshold', 'round-opened', null],
  ['pending_approval', 'approved', approver, 'enough-approvals', 'approval-stored', null],
  ['pending_approval', 'rejected', approver, 'rejection-reason', 'rejection-told', null],
  ['pending_approval', 'draft', approverOrCreator, 'changes-or-withdrawal', 'round-closed', null],
  ['pending_approval', 'cancelled', stationOrHeads, 'station-after-10-days', 'cancellation-told', null],
  ['rejected', 'pending_approval', ['creator'], 'within-7-days', 'round-reopened', null],
  ['rejected', 'cancelled', stationOrHeads, 'station-after-7-days', 'put-away', null],
  ['draft', 'cancelled', heads, null, 'kept-cancelled', null],
  ['approved', 'cancelled', heads, null, null, null],
  ['draft', 'approved', ['creator', 'SM', 'SY'], 'no-approval-needed', 'stock-checked', null],
  ['approved', 'packing', shop, 'at-source', 'lock-taken', null],
  ['packing', 'approved', shop, 'lock-held', 'draft-kept', null],
  ['packing', 'packed', shop, 'pack-complete', 'shipment-made', 'exists-open'],
  ['packing', 'cancelled', heads, null, 'lock-freed', null],
  ['packed', 'packing', shop, 'not-handed-over', 'shipment-reopened', 'counts-updated'],
  ['packed', 'cancelled', heads, null, 'labels-voided', 'is-cancelled'],
  ['packed', 'sent', [...shop, 'SY'], 'handover-or-courier', 'boxes-on-their-way', 'is-sent'],
  ['sent', 'packed', heads, 'recall-accepted', 'shipment-recalled', 'is-open-again'],
  ['sent', 'receiving', staff, 'at-destination', 'receipt-opened', null],
  ['receiving', 'partial', staff, 'some-came', 'receipt-closed', 'received-so-far'],
  ['receiving', 'received', staff, 'all-accounted', 'receipt-settled', 'received-then-closed'],
  ['receiving', 'sent', heads, 'nothing-received', 'receipt-discarded', null],
  ['partial', 'receiving', staff, null, 'receipt-opened', null],
  ['partial', 'received', heads, 'short-reason', 'rest-missing', 'is-received'],
  ['received', 'completed', ['SY'], 'acknowledged-with-evidence', 'wrapped-up', null],
  ['sent', 'cancelled', ['DI'], 'nothing-received-reason', null, 'is-cancelled-if-there'],
]

// biome-ignore format: columns
const supplierReturn: readonly Row[] = [
  ['draft', 'pending_approval', everybody, 'return-ready', 'round-opened', null],
  ['pending_approval', 'approved', heads, 'enough-approvals', 'approval-stored', null],
  ['pending_approval', 'rejected', heads, 'rejection-reason', 'rejection-told', null],
  ['pending_approval', 'draft', [...heads, 'creator'], 'changes-or-withdrawal', 'round-closed', null],
  ['pending_approval', 'cancelled', stationOrHeads, 'station-after-10-days', 'cancellation-told', null],
  ['rejected', 'pending_approval', ['creator'], 'within-7-days', 'round-reopened', null],
  ['rejected', 'cancelled', stationOrHeads, 'station-after-7-days', 'put-away', null],
  ['draft', 'cancelled', heads, null, 'kept-cancelled', null],
  ['approved', 'cancelled', heads, null, null, null],
  ['approved', 'packing', shop, 'at-source', 'lock-taken', null],
  ['packing', 'approved', shop, 'lock-held', 'draft-kept', null],
  ['packing', 'packed', shop, 'pack-complete', 'shipment-made', 'exists-open'],
  ['packing', 'cancelled', heads, null, 'lock-freed', null],
  ['packed', 'packing', shop, 'not-handed-over', 'shipment-reopened', 'counts-updated'],
  ['packed', 'cancelled', heads, null, 'labels-voided', 'is-cancelled'],
  ['packed', 'sent', [...shop, 'SY'], 'handover-complete', 'boxes-on-their-way', 'is-sent'],
  ['sent', 'completed', heads, 'refund-settled', 'refund-noted', null],
]

// biome-ignore format: columns
const stocktake: readonly Row[] = [
  ['scheduled', 'counting', shop, 'at-outlet', 'counts-frozen', 'count-started'],
  ['scheduled', 'cancelled', heads, null, null, 'is-cancelled'],
  ['counting', 'review', shop, 'all-counted', 'variance-computed', 'counts-set'],
  ['counting', 'cancelled', heads, null, null, 'is-cancelled'],
  ['review', 'counting', shop, null, 'recount-started', null],
  ['review', 'approved', [...heads, 'SY'], 'station-small-variance', null, null],
  ['review', 'cancelled', heads, null, null, 'is-cancelled'],
  ['approved', 'completed', ['SY'], 'acknowledged', 'stock-replaced', 'count-complete'],
]

function rowsOf(kind: Kind, rows: readonly Row[]): Transition[] {
  return rows.map(([from, to, who, guard, localEffect, remoteEffect]) => ({
    kind,
    from,
    to,
    who,
    guard,
    localEffect,
    remoteEffect,
  }))
}

/** Every move there is, of every kind. What is not here does not happen. */
export const transitions: readonly Transition[] = [
  ...rowsOf('PO', order),
  ...rowsOf('OUTLET', transfer),
  ...rowsOf('RETURN', supplierReturn),
  ...rowsOf('STOCKTAKE', stocktake),
]
