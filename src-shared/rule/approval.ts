import { type ApproverRole, roleMayApprove } from './approval-tiers.ts'

/**
 * One round of approval, told by its acts. It is open from when a consignment is handed in until it is approved,
 * rejected, sent back or cancelled; a new round begins with nothing given. Nothing approves by itself, ever.
 */
export type ApprovalAct = {
  kind: ApprovalActKind
  /** A person's id; 'station' for what came of itself. */
  actor: string
  /** The person it was handed to. */
  toPerson: string | null
}

export const approvalActKinds = [
  'submitted',
  'approved',
  'rejected',
  'changes-asked',
  'withdrawn',
  'delegated',
  'overridden',
  'reminded',
  'next-tier-asked',
  'cancelled',
  'amounts-changed',
  /** An approver changed the amounts: what was given before no longer counts. */
  'adjusted',
  /** Whoever made it has seen what was changed. */
  'changes-seen',
  /** Noted while the store was out of reach: counts for nothing until it is confirmed. */
  'intent',
  'intent-refused',
] as const
export type ApprovalActKind = (typeof approvalActKinds)[number]

export type RoundFacts = {
  creator: string
  /** How many different people must approve. */
  required: number
  /** The roles that are asked: the tier's, and the next one's once they were added. */
  roles: readonly ApproverRole[]
  /** Who is asked before all others: whoever rejected the round before. */
  first: string | null
  hasAskedNext: boolean
  acts: readonly ApprovalAct[]
}

export type Approver = { id: string; role: string }

/** Whether a person may approve, reject or send back this round; else why not. */
type MayApprove = { is: 'yes' } | { is: 'creator' | 'wrong-role' }

export function mayDecide(round: RoundFacts, person: Approver): MayApprove {
  if (person.id === round.creator) return { is: 'creator' }
  return roleMayApprove(person.role, round.roles) ? { is: 'yes' } : { is: 'wrong-role' }
}

/** What was done since the amounts were last changed in this round. */
function ofTheseAmounts(acts: readonly ApprovalAct[]): readonly ApprovalAct[] {
  return acts.slice(acts.findLastIndex(({ kind }) => kind === 'adjusted') + 1)
}

/** The people whose approval counts, each once, in the order they gave it. Never the creator. */
export function approvalsGiven({ acts, creator }: Pick<RoundFacts, 'acts' | 'creator'>): string[] {
  const given = ofTheseAmounts(acts).filter(({ kind, actor }) => kind === 'approved' && actor !== creator)
  return [...new Set(given.map(({ actor }) => actor))]
}

/** People whose approval was noted without the store and waits to be confirmed. */
export function intentsWaiting({ acts }: Pick<RoundFacts, 'acts'>): string[] {
  const waiting = new Set<string>()
  for (const { kind, actor } of ofTheseAmounts(acts)) {
    if (kind === 'intent') waiting.add(actor)
    if (kind === 'intent-refused' || kind === 'approved') waiting.delete(actor)
  }
  return [...waiting]
}

/** How many more people must approve. */
export function approvalsMissing(round: RoundFacts): number {
  return Math.max(0, round.required - approvalsGiven(round).length)
}

/**
 * Whether a round waits for this very person: they may approve it, have not yet, and are asked. Of a tier's people the
 * one who rejected it before is asked alone for the first day; who passed it on is asked no more. A higher role may, but
 * is asked only when its turn comes.
 */
export function waitsFor(round: RoundFacts, person: Approver): boolean {
  if (mayDecide(round, person).is !== 'yes') return false
  if (approvalsGiven(round).includes(person.id) || intentsWaiting(round).includes(person.id)) return false
  const last = round.acts.findLast(
    ({ kind, actor, toPerson }) => kind === 'delegated' && (actor === person.id || toPerson === person.id),
  )
  if (last !== undefined) return last.toPerson === person.id
  if (!(round.roles as readonly string[]).includes(person.role)) return false
  return round.first === null || round.first === person.id || round.hasAskedNext
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const remindEveryMs = dayMs
export const cancelAfterMs = 10 * dayMs
export const resubmitWithinMs = 7 * dayMs

/** What the clock asks of an open round now, in the order it is done; a round that is cancelled gets nothing else. */
type ClockStep = 'cancel' | 'ask-next-tier' | 'remind'

/**
 * @param round when it was opened, up to which whole day of waiting it was reminded of, whether the next tier was asked and
 *   whether there is one
 * @param now milliseconds since 1970, like `openedAt`
 */
export function clockSteps(
  round: { openedAt: number; remindedDays: number; hasAskedNext: boolean; hasNext: boolean },
  now: number,
): ClockStep[] {
  const age = now - round.openedAt
  if (age >= cancelAfterMs) return ['cancel']
  const steps: ClockStep[] = []
  if (age >= remindEveryMs && !round.hasAskedNext && round.hasNext) steps.push('ask-next-tier')
  // A station that was off for days reminds once, not once for each day.
  if (daysWaited(round.openedAt, now) > round.remindedDays) steps.push('remind')
  return steps
}

/** Whole days of waiting. */
export function daysWaited(openedAt: number, now: number): number {
  return Math.max(0, Math.floor((now - openedAt) / remindEveryMs))
}

/** Whether what was rejected may be handed in again: seven days to the millisecond, no longer. */
export function mayResubmit(rejectedAt: number, now: number): boolean {
  return now - rejectedAt <= resubmitWithinMs
}

/** So many rejections in a row are told to whoever made it and to the managers. */
export const manyRejections = 3
const tooManyRejections = 5

/** Whether somebody of this role hears of so many rejections in a row: managers of three, directors of five. */
export function hearsOfRejections(count: number, role: string): boolean {
  return (role === 'SM' && count >= manyRejections) || (role === 'DI' && count >= tooManyRejections)
}

/** How many of the last rounds were rejected, one after the other; `states` oldest first. */
export function rejectionsInARow(states: readonly string[]): number {
  return states.length - 1 - states.findLastIndex((state) => state !== 'rejected')
}

/** How long something waits, as a colour: less than a day, up to five days, longer. */
export function ageOf(openedAt: number, now: number): 'fresh' | 'old' | 'very-old' {
  const days = (now - openedAt) / dayMs
  if (days < 1) return 'fresh'
  return days <= 5 ? 'old' : 'very-old'
}

/** Why something is rejected; 'other' comes with a text, none at all is fine. */
export const rejectionReasons = [
  'over-budget',
  'missing-information',
  'wrong-supplier',
  'duplicate',
  'quantity',
  'timing',
  'needs-clarification',
  'other',
] as const
export type RejectionReason = (typeof rejectionReasons)[number]

/** As a person reads them, and as the history keeps them. */
export const rejectionWords: Readonly<Record<RejectionReason, string>> = {
  'over-budget': 'Over budget',
  'missing-information': 'Information is missing',
  'wrong-supplier': 'Wrong supplier',
  duplicate: 'Ordered already',
  quantity: 'Quantities are wrong',
  timing: 'Not now',
  'needs-clarification': 'Needs explaining',
  other: 'Other',
}
