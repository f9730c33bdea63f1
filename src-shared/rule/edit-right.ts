import type { State } from '../model/consignment.ts'

/** What a person may want to change on a consignment. */
export const editables = [
  'add-line',
  'remove-planned-line',
  'remove-added-line',
  'planned',
  'packed',
  'received',
  'damaged',
  'add-unexpected',
  'header-note',
  'freight',
  'tracking',
] as const
export type Editable = (typeof editables)[number]

const everythingPlanned = [
  'add-line',
  'remove-planned-line',
  'remove-added-line',
  'planned',
  'header-note',
  'freight',
  'tracking',
] as const
const whilePacking = ['add-line', 'remove-added-line', 'packed', 'header-note', 'freight'] as const

// Lightspeed freezes an order once it is received; a mistake found later becomes a correction of its own.
const rights: Record<State, readonly Editable[]> = {
  draft: everythingPlanned,
  rejected: everythingPlanned,
  pending_approval: [],
  approved: whilePacking,
  packing: whilePacking,
  packed: ['freight', 'tracking'],
  sent: ['tracking'],
  // A line added by mistake may go until the receipt it was added on closes, so not in `partial`.
  receiving: ['add-unexpected', 'remove-added-line', 'received', 'damaged', 'header-note'],
  partial: ['add-unexpected', 'received', 'damaged', 'header-note'],
  received: [],
  completed: ['header-note'],
  cancelled: ['header-note'],
  scheduled: [],
  counting: [],
  review: [],
}

const approverRights: readonly Editable[] = [
  'add-line',
  'remove-planned-line',
  'remove-added-line',
  'planned',
]

/**
 * Whether this may change while a consignment is in this state. While it waits for approval only an approver of its
 * tier may adjust it, which ends the approvals given so far. Counts of a stocktake are not covered: always false.
 */
export function mayEdit(state: State, what: Editable, isTierApprover = false): boolean {
  if (state === 'pending_approval') return isTierApprover && approverRights.includes(what)
  return rights[state].includes(what)
}
