import { StationError } from '../failure.ts'
import type { Kind, Role, State } from '../model/consignment.ts'
import { type Mover, type Transition, transitions } from './transition-table.ts'

/**
 * The life of a consignment. `draft → (approval) → packing → packed → sent → receiving ⇄ partial → received →
 * completed`, for a stocktake `scheduled → counting ⇄ review → approved → completed`; `cancelled` and `completed`
 * are the only ends. The moves are data in `transition-table.ts`; this file answers questions about them.
 */

/** The person (or the station, role SY) who wants to move a consignment. */
export type Actor = { role: Role; isCreator: boolean; isTierApprover: boolean }

/**
 * Whether a move may be made. `allowed` still leaves the row's guard to the caller; `same` is a move to where it
 * already is, which succeeds and does nothing.
 */
export type Verdict =
  | { is: 'allowed'; row: Transition }
  | { is: 'same' }
  | { is: 'illegal'; allowed: State[] }
  | { is: 'not-permitted'; who: readonly Mover[] }

const orderStates: readonly State[] = [
  'draft',
  'pending_approval',
  'rejected',
  'approved',
  'packing',
  'packed',
  'sent',
  'receiving',
  'partial',
  'received',
  'completed',
  'cancelled',
]
const statesByKind: Record<Kind, readonly State[]> = {
  PO: orderStates,
  OUTLET: orderStates,
  // Lightspeed ends a supplier return at SENT: nobody here receives it.
  RETURN: orderStates.filter((state) => !['receiving', 'partial', 'received'].includes(state)),
  STOCKTAKE: ['scheduled', 'counting', 'review', 'approved', 'completed', 'cancelled'],
}

const rowsByMove = new Map(transitions.map((row) => [`${row.kind} ${row.from} ${row.to}`, row]))

/** The states a kind knows, in the order of its life; the first is where it starts. */
export function statesOf(kind: Kind): readonly State[] {
  return statesByKind[kind]
}

/** Completed and cancelled consignments never move again. */
export function isFinal(state: State): boolean {
  return state === 'completed' || state === 'cancelled'
}

/** The row of the table for this move, or null when there is none. */
export function findTransition(kind: Kind, from: State, to: State): Transition | null {
  return rowsByMove.get(`${kind} ${from} ${to}`) ?? null
}

/** Where a consignment may go from here, in the order of the table. */
export function allowedFrom(kind: Kind, from: State): State[] {
  return transitions.filter((row) => row.kind === kind && row.from === from).map((row) => row.to)
}

/**
 * Judges one move by the table and by who makes it. A state the kind does not know is illegal even as a move to
 * itself. Does not judge the guard: its code is in the row.
 */
export function mayTransition(move: { kind: Kind; from: State; to: State; actor: Actor }): Verdict {
  const { kind, from, to, actor } = move
  if (from === to && statesOf(kind).includes(from)) return { is: 'same' }
  const row = findTransition(kind, from, to)
  if (!row) return { is: 'illegal', allowed: allowedFrom(kind, from) }
  return row.who.some((mover) => isMover(actor, mover))
    ? { is: 'allowed', row }
    : { is: 'not-permitted', who: row.who }
}

function isMover(actor: Actor, mover: Mover): boolean {
  if (mover === 'creator') return actor.isCreator
  if (mover === 'tier approver') return actor.isTierApprover
  return actor.role === mover
}

const stateWords: Record<State, string> = {
  draft: 'a draft',
  pending_approval: 'waiting for approval',
  rejected: 'rejected',
  approved: 'approved',
  packing: 'being packed',
  packed: 'packed',
  sent: 'sent',
  receiving: 'being received',
  partial: 'partly received',
  received: 'received',
  completed: 'completed',
  cancelled: 'cancelled',
  scheduled: 'scheduled',
  counting: 'being counted',
  review: 'under review',
}

const moverWords: Record<Mover, string> = {
  SA: 'a store assistant',
  SM: 'a store manager',
  OM: 'an operations manager',
  DI: 'a director',
  SY: 'the station itself',
  creator: 'the person who created it',
  'tier approver': 'an approver of its tier',
}

/**
 * The failure for a move that was judged `illegal` (code ILLEGAL_TRANSITION, naming the moves there are) or
 * `not-permitted` (code TRANSITION_NOT_PERMITTED, naming who may).
 */
export function refuseTransition(
  move: { kind: Kind; from: State; to: State },
  verdict: Extract<Verdict, { is: 'illegal' | 'not-permitted' }>,
): StationError {
  const now = stateWords[move.from]
  const wanted = stateWords[move.to]
  if (verdict.is === 'not-permitted') {
    const who = oneOf(verdict.who.map((mover) => moverWords[mover]))
    return new StationError(
      'TRANSITION_NOT_PERMITTED',
      `You may not make this ${wanted}: that is for ${who}.`,
      `Ask ${who}.`,
    )
  }
  const next =
    verdict.allowed.length === 0
      ? 'Nothing more can happen to it. Start a new one if the goods still have to move.'
      : `From here it can become ${oneOf(verdict.allowed.map((state) => stateWords[state]))}.`
  return new StationError('ILLEGAL_TRANSITION', `It is ${now} and cannot become ${wanted}.`, next)
}

function oneOf(words: string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}
