import { StationError } from '../../src-shared/failure.ts'
import type { ApprovalDone } from '../../src-shared/model/approval.ts'
import {
  approvalsGiven,
  approvalsMissing,
  intentsWaiting,
  mayDecide,
  type RejectionReason,
} from '../../src-shared/rule/approval.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import type { RoundRow } from '../store/approval-rows.ts'
import type { Command, Store } from '../store/store.ts'
import { reasonOf } from './reason.ts'
import { addAct, amountsChanged, canSignIn, factsOf, moveOn, mustWait, roundToDecide } from './round.ts'
import type { ApprovalParts } from './submit.ts'
import { changedSince, directorOnly, notForThem, onlyCreator, otherNeedsText, outOfReach } from './words.ts'

export type Seen = { consignmentId: string; roundId: string }
/** With the amounts that were looked at, where whoever asks says them. */
export type SeenAmounts = Seen & { saw?: { units: number; valueCents: number } | undefined }
type Reach = Pick<ApprovalParts, 'isReachable'>

/**
 * `approval:approve`: one person's approval. With the last one that is needed the consignment is approved. Where its
 * amounts are no longer those handed in, nothing is approved: it becomes a draft again. Out of the store's reach the
 * approval is only noted.
 */
export function approve(bench: Bench, parts: Reach, taken: SeenAmounts): ApprovalDone {
  const { store } = bench
  return changeConsignment(bench, 'approval:approve', taken.consignmentId, taken, (consignment, command) => {
    const { actor } = command
    const { round, facts } = roundToDecide(store, consignment, taken.roundId, 'approved', actor)
    if (approvalsGiven(facts).includes(actor.id))
      return { is: 'already', say: 'You have approved this already.' }
    if (amountsChanged(store, round)) return voidRound(store, round, command)
    mustBeAsSeen(store, round, taken)
    if (!parts.isReachable()) {
      if (!intentsWaiting(facts).includes(actor.id)) addAct(store, round.id, 'intent', actor)
      return {
        is: 'noted',
        say: 'Noted. It counts once the store is in reach again and nothing was changed meanwhile.',
      }
    }
    addAct(store, round.id, 'approved', actor)
    return complete(store, round, consignment.createdBy, command)
  })
}

/** Approves the consignment when with what is given now nobody more is needed. Call inside a write. */
export function complete(
  store: Store,
  round: RoundRow,
  creator: string,
  command: Command,
  actor = command.actor,
): ApprovalDone {
  const missing = approvalsMissing(factsOf(store, round, creator))
  if (missing > 0) {
    return {
      is: 'partly',
      say: `Approved by you. ${missing} more ${missing === 1 ? 'approval is' : 'approvals are'} needed.`,
    }
  }
  moveOn(store, round.consignmentId, 'approved', command, { isTierApprover: true, actor })
  return { is: 'approved', say: 'Approved.' }
}

/** `approval:approve-several`: each for itself; what is refused says why and leaves the others alone. */
export function approveSeveral(
  bench: Bench,
  parts: Reach,
  taken: { rounds: readonly SeenAmounts[] },
): { consignmentId: string; isOk: boolean; say: string }[] {
  return taken.rounds.map((seen) => {
    const { consignmentId } = seen
    try {
      const { is, say } = approve(bench, parts, seen)
      return { consignmentId, isOk: is !== 'void', say }
    } catch (thrown) {
      if (!(thrown instanceof StationError)) throw thrown
      return { consignmentId, isOk: false, say: `${thrown.message} ${thrown.next}` }
    }
  })
}

/** `approval:reject`: one rejection ends the round; it can be handed in again for seven days. */
export function reject(
  bench: Bench,
  taken: Seen & { reason: RejectionReason | null; text: string },
): Record<string, never> {
  const { store } = bench
  if (taken.reason === 'other' && taken.text === '') throw otherNeedsText()
  return changeConsignment(bench, 'approval:reject', taken.consignmentId, taken, (consignment, command) => {
    const { round } = roundToDecide(store, consignment, taken.roundId, 'rejected', command.actor)
    const reason = taken.text === '' ? null : taken.text
    addAct(store, round.id, 'rejected', command.actor, { reasonCode: taken.reason, reason })
    moveOn(store, consignment.id, 'rejected', command, {
      isTierApprover: true,
      reason: reasonOf({ reasonCode: taken.reason, reason }),
    })
    return {}
  })
}

/** `approval:ask-changes`: it becomes a draft again, with what is to be changed. */
export function askChanges(bench: Bench, taken: Seen & { reason: string }): Record<string, never> {
  const { store } = bench
  return changeConsignment(
    bench,
    'approval:ask-changes',
    taken.consignmentId,
    taken,
    (consignment, command) => {
      const { round } = roundToDecide(store, consignment, taken.roundId, 'draft', command.actor)
      addAct(store, round.id, 'changes-asked', command.actor, { reason: taken.reason })
      moveOn(store, consignment.id, 'draft', command, { isTierApprover: true, reason: taken.reason })
      return {}
    },
  )
}

/** `approval:withdraw`: who made it takes it back and can change it. */
export function withdraw(bench: Bench, taken: { consignmentId: string }): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'approval:withdraw', taken.consignmentId, taken, (consignment, command) => {
    mustWait(consignment, 'draft')
    if (consignment.createdBy !== command.actor.id) throw onlyCreator()
    const round = store.approvals.lastOf(consignment.id)
    if (round !== null) addAct(store, round.id, 'withdrawn', command.actor)
    moveOn(store, consignment.id, 'draft', command)
    return {}
  })
}

/** `approval:delegate`: another person who may approve it is asked instead of the one who passes it on. */
export function delegate(
  bench: Bench,
  taken: Seen & { personId: string; reason: string },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'approval:delegate', taken.consignmentId, taken, (consignment, command) => {
    const { round, facts } = roundToDecide(store, consignment, taken.roundId, 'approved', command.actor)
    const person = store.staff.get(taken.personId)
    const isFit = canSignIn(person) && person.id !== command.actor.id && mayDecide(facts, person).is === 'yes'
    if (!isFit) throw notForThem(round.roles)
    addAct(store, round.id, 'delegated', command.actor, { toPerson: person.id, reason: taken.reason })
    return {}
  })
}

/** `approval:override`: a director's word, with a reason, in place of every approval still missing. Never on their own. */
export function override(bench: Bench, parts: Reach, taken: SeenAmounts & { reason: string }): ApprovalDone {
  const { store } = bench
  return changeConsignment(bench, 'approval:override', taken.consignmentId, taken, (consignment, command) => {
    const { round } = roundToDecide(store, consignment, taken.roundId, 'approved', command.actor, true)
    if (command.actor.role !== 'DI') throw directorOnly()
    if (!parts.isReachable()) throw outOfReach()
    if (amountsChanged(store, round)) return voidRound(store, round, command)
    mustBeAsSeen(store, round, taken)
    addAct(store, round.id, 'overridden', command.actor, { reason: taken.reason })
    moveOn(store, consignment.id, 'approved', command, { isTierApprover: true, reason: taken.reason })
    return { is: 'approved', say: 'Approved past the rules. The reason is kept.' }
  })
}

/** @throws StationError `changed-since` when an approver changed the amounts after the person looked at them */
function mustBeAsSeen(store: Store, round: RoundRow, { saw }: SeenAmounts): void {
  if (saw === undefined) return
  const units = store.lines.of(round.consignmentId).reduce((sum, { planned }) => sum + planned, 0)
  if (saw.units !== units || saw.valueCents !== round.valueCents) throw changedSince(round.valueCents)
}

const changedSay =
  'The amounts were changed after it was handed in: what was approved of it no longer counts.'

/** What was handed in is not what stands there now: back to draft, with a word. Call inside a write. */
function voidRound(store: Store, round: RoundRow, command: Command): ApprovalDone {
  addAct(store, round.id, 'amounts-changed', command.actor, { reason: changedSay })
  moveOn(store, round.consignmentId, 'draft', command, {
    isTierApprover: true,
    reason: changedSay,
    trigger: 'approval:void',
  })
  return { is: 'void', say: `${changedSay} It is a draft again and has to be handed in anew.` }
}
