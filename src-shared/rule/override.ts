import type { Kind, State } from '../model/consignment.ts'
import { type Action, type Asker, may, type PersonRole, rightOf, rolesThatMay } from './rights.ts'
import { isFinal } from './transition.ts'

/**
 * What a code can allow somebody once: acts on one consignment. Never an approval: whoever made something must not approve
 * it, and a code would be a way round that; never who works here, keys or settings.
 */
export const overridable = [
  'edit-draft',
  'pack',
  'receive',
  'send',
  'cancel-before-sent',
  'cancel-sent',
] as const satisfies readonly Action[]
export type Overridable = (typeof overridable)[number]

const afterSent: ReadonlySet<State> = new Set(['sent', 'receiving', 'partial', 'received'])

/** The act a code would have to allow: to cancel what has left is another one than before. Null: none can. */
export function overridableOf(action: Action, state: State): Overridable | null {
  if (isFinal(state)) return null
  if (action === 'cancel-before-sent' || action === 'cancel-sent') {
    return afterSent.has(state) ? 'cancel-sent' : 'cancel-before-sent'
  }
  return overridable.find((one) => one === action) ?? null
}

const drafted: ReadonlySet<State> = new Set(['draft', 'rejected', 'approved'])
const atSource: ReadonlySet<State> = new Set(['approved', 'packing', 'packed'])
const underWay: ReadonlySet<State> = new Set(['sent', 'receiving', 'partial'])

/** The acts a code can be of use for on a consignment as it stands: what is offered where one is made. */
export function overridableOn(kind: Kind, state: State): Overridable[] {
  const isGoods = kind !== 'STOCKTAKE'
  const useful: Record<Overridable, boolean> = {
    'edit-draft': isGoods && drafted.has(state),
    pack: isGoods && atSource.has(state),
    send: isGoods && atSource.has(state),
    receive: isGoods && kind !== 'RETURN' && underWay.has(state),
    'cancel-before-sent': true,
    'cancel-sent': true,
  }
  return overridable.filter((action) => useful[action] && overridableOf(action, state) === action)
}

/**
 * Whether somebody may issue a code for this: they need the right to issue codes, and the right to the act itself. Whoever
 * sets up people could give the right for good, so they may allow it once.
 */
export function mayIssue(issuer: Asker, action: Overridable, where: readonly (string | null)[]): boolean {
  if (!may(issuer, 'issue-override', where)) return false
  return may(issuer, action, where) || rightOf(issuer.role, 'people') === 'yes'
}

/** The role an act is done in when a code allows it: the least of those that may. */
export function roleFor(action: Overridable): PersonRole {
  const [least] = rolesThatMay(action)
  if (least === undefined) throw new Error(`nobody may ${action}`)
  return least
}

/** Read out over a telephone: six digits, none of which is taken for another or for a letter. */
export const overrideCode = { length: 6, digits: '23456789' } as const
export const overrideMinutes = { least: 1, most: 60, usual: 15 } as const
