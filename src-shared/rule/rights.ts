/**
 * Who may do what: one table, roles across, actions down. Moves between states have their own table besides
 * (`transition.ts`), and amounts of an approval their tiers; this one is asked first, and a `yes` here is never enough
 * where those say no.
 */

/** The roles a person can have, in the order of the columns. The station itself (SY) is no person. */
export const personRoles = ['SA', 'SM', 'OM', 'DI', 'AD', 'FI'] as const
export type PersonRole = (typeof personRoles)[number]

/** `yes`: anywhere. `own`: only for what is at one of the person's outlets. */
export type Right = 'yes' | 'own' | 'no'
type Row = readonly [SA: Right, SM: Right, OM: Right, DI: Right, AD: Right, FI: Right]

// Columns: store assistant, store manager, operations manager, director, administrator, finance.
// biome-ignore format: columns
const table = {
  create:               ['yes', 'yes', 'yes', 'yes', 'no',  'no'],
  'edit-draft':         ['own', 'yes', 'yes', 'yes', 'no',  'no'],
  pack:                 ['own', 'yes', 'yes', 'yes', 'no',  'no'],
  receive:              ['own', 'yes', 'yes', 'yes', 'no',  'no'],
  count:                ['own', 'yes', 'yes', 'yes', 'no',  'no'],
  // Goods leave from where they were packed: whoever may pack only at their own outlets sends only from there.
  send:                 ['own', 'yes', 'yes', 'yes', 'no',  'no'],
  approve:              ['no',  'yes', 'yes', 'yes', 'no',  'no'],
  'cancel-before-sent': ['no',  'yes', 'yes', 'yes', 'no',  'no'],
  'cancel-sent':        ['no',  'no',  'no',  'yes', 'no',  'no'],
  // Who may close a sent return, as its row of the transition table says.
  'note-refund':        ['no',  'yes', 'yes', 'yes', 'no',  'no'],
  'issue-override':     ['no',  'yes', 'yes', 'yes', 'yes', 'no'],
  settings:             ['no',  'no',  'no',  'yes', 'yes', 'no'],
  retry:                ['no',  'no',  'no',  'yes', 'yes', 'no'],
  keys:                 ['no',  'no',  'no',  'yes', 'yes', 'no'],
  people:               ['no',  'no',  'no',  'yes', 'yes', 'no'],
  // What people wrote, out of the record for good.
  'erase-text':         ['no',  'no',  'no',  'yes', 'yes', 'no'],
  repair:               ['no',  'no',  'no',  'no',  'yes', 'no'],
  'see-audit':          ['own', 'own', 'yes', 'yes', 'yes', 'yes'],
  // What the owner's table leaves open: looking, and the care of a bench.
  look:                 ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'],
  'see-consignment':    ['own', 'yes', 'yes', 'yes', 'yes', 'yes'],
  label:                ['yes', 'yes', 'yes', 'yes', 'no',  'no'],
  care:                 ['no',  'yes', 'yes', 'yes', 'yes', 'no'],
  settle:               ['no',  'yes', 'yes', 'yes', 'yes', 'no'],
  'unlock-person':      ['no',  'yes', 'yes', 'yes', 'yes', 'no'],
} as const satisfies Record<string, Row>

export type Action = keyof typeof table
export const actions = Object.keys(table) as Action[]

/** Who asks: the role, and the outlets the person belongs to. */
export type Asker = { role: string; outletIds: readonly string[] }

/** What stands in the table. Fails closed: a role or an action nobody wrote down may nothing. */
export function rightOf(role: string, action: string): Right {
  if (!Object.hasOwn(table, action)) return 'no'
  const column = (personRoles as readonly string[]).indexOf(role)
  return column === -1 ? 'no' : (table[action as Action][column] ?? 'no')
}

/**
 * Whether this person may do this there. `where` is every outlet that makes it theirs (one of them is enough); an empty
 * list means that nobody knows where it is, which is nobody's own outlet.
 */
export function may(person: Asker, action: string, where: readonly (string | null)[]): boolean {
  const right = rightOf(person.role, action)
  if (right !== 'own') return right === 'yes'
  return where.some((outletId) => outletId !== null && person.outletIds.includes(outletId))
}

/** The roles that may do this at all, in the order of the table. */
export function rolesThatMay(action: Action): PersonRole[] {
  return personRoles.filter((role) => rightOf(role, action) !== 'no')
}
