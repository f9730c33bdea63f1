import type { MayDecideHere } from '../../src-shared/model/approval.ts'
import { type ApprovalActKind, mayDecide, type RoundFacts } from '../../src-shared/rule/approval.ts'
import { allowedFrom, findTransition, refuseTransition } from '../../src-shared/rule/transition.ts'
import { type ActRow, amountsMark, type RoundRow } from '../store/approval-rows.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { PersonRow } from '../store/staff-rows.ts'
import type { Actor, Command, Store } from '../store/store.ts'
import { notWaiting, notYourTier, ownApproval, roundOver, setUpFirst } from './words.ts'

/** A round with all that was done in it, as the rules read it. */
export type Facts = Omit<RoundFacts, 'acts'> & { acts: ActRow[] }

export function factsOf(store: Store, round: RoundRow, creator: string): Facts {
  return {
    creator,
    required: round.required,
    roles: round.roles,
    first: round.firstPerson,
    hasAskedNext: round.askedNextAt !== null,
    acts: store.approvals.actsOf(round.id),
  }
}

/** Whether the amounts are no longer those the round was opened with. */
export function amountsChanged(store: Store, round: RoundRow): boolean {
  return amountsMark(store.lines.of(round.consignmentId)) !== round.amounts
}

/** Whether this person may decide the round; the bench never, for a decision takes a second person. */
export function mayDecideHere(store: Store, facts: RoundFacts, actor: Actor): MayDecideHere {
  if (store.staff.get(actor.id) === null) return 'nobody-set-up'
  return mayDecide(facts, actor).is
}

/**
 * The open round the person looked at, when they may decide it. Call inside a write.
 * @throws StationError `ILLEGAL_TRANSITION` from a state that leads nowhere near, `not-waiting`, `round-over`,
 *   `set-up-first`, `own-approval`, `not-your-tier`
 */
export function roundToDecide(
  store: Store,
  consignment: ConsignmentRow,
  roundId: string,
  to: 'approved' | 'rejected' | 'draft',
  actor: Actor,
  isPastRules = false,
): { round: RoundRow; facts: Facts } {
  mustWait(consignment, to)
  const round = store.approvals.round(roundId)
  if (round?.state !== 'open' || round.consignmentId !== consignment.id) throw roundOver()
  const facts = factsOf(store, round, consignment.createdBy)
  const may = mayDecideHere(store, facts, actor)
  if (may === 'nobody-set-up') throw setUpFirst()
  if (may === 'creator') throw ownApproval()
  if (may === 'wrong-role' && !isPastRules) throw notYourTier(round.roles)
  return { round, facts }
}

/** @throws StationError `ILLEGAL_TRANSITION`, or `not-waiting` where another way leads there */
export function mustWait(consignment: ConsignmentRow, to: 'approved' | 'rejected' | 'draft'): void {
  const { kind, state: from } = consignment
  if (from === 'pending_approval') return
  const isLegal = from === to || findTransition(kind, from, to) !== null
  throw isLegal
    ? notWaiting()
    : refuseTransition({ kind, from, to }, { is: 'illegal', allowed: allowedFrom(kind, from) })
}

type More = Partial<Pick<ActRow, 'toPerson' | 'reasonCode' | 'reason'>>

/** Call inside a write. */
export function addAct(
  store: Store,
  roundId: string,
  kind: ApprovalActKind,
  actor: Actor,
  more: More = {},
): void {
  store.approvals.addAct({
    id: store.newId(),
    roundId,
    kind,
    actor: actor.id,
    role: actor.role,
    at: store.now(),
    toPerson: null,
    reasonCode: null,
    reason: null,
    ...more,
  })
}

/** Moves a consignment out of, or into, its wait, in the name of this person. Call inside a write. */
export function moveOn(
  store: Store,
  consignmentId: string,
  to: 'approved' | 'rejected' | 'draft' | 'pending_approval' | 'cancelled',
  command: Command,
  more: { reason?: string | null; actor?: Actor; isTierApprover?: boolean; trigger?: string } = {},
): void {
  store.states.move(consignmentId, {
    to,
    trigger: more.trigger ?? command.kind,
    actor: more.actor ?? command.actor,
    isTierApprover: more.isTierApprover ?? false,
    reason: more.reason ?? null,
    station: store.station.id,
    traceId: command.traceId,
  })
}

/** Somebody who can sign in here. */
export function canSignIn(person: PersonRow | null): person is PersonRow {
  return person?.isActive === true
}
