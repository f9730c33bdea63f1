import { StationError } from '../../src-shared/failure.ts'
import type { Kind } from '../../src-shared/model/consignment.ts'
import { mayDecide, mayResubmit } from '../../src-shared/rule/approval.ts'
import {
  type ApprovalRules,
  type MetTier,
  returnTier,
  tierOf,
  tiersAt,
  transferNeedsApproval,
  worthOf,
} from '../../src-shared/rule/approval-tiers.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import { approvalRulesOf } from '../station-settings.ts'
import { amountsMark } from '../store/approval-rows.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { Store } from '../store/store.ts'
import { addAct, canSignIn, factsOf, moveOn } from './round.ts'
import { tooLate } from './words.ts'

/** What a kind wants before it is handed in, besides lines with units. Throws a StationError that says what is missing. */
type ReadyCheck = (store: Store, consignment: ConsignmentRow) => void

/** What approvals need of the rest of the station. */
export type ApprovalParts = {
  /** Whether the store is in reach: without it an approval is only noted. */
  isReachable(): boolean
  ready: Partial<Record<Kind, ReadyCheck>>
}

/**
 * `approval:submit`: hands in a draft, or what was rejected up to seven days ago. The tier its value falls in now is kept
 * with the round; whoever rejected it before is asked first.
 */
export function submit(
  bench: Bench,
  parts: Pick<ApprovalParts, 'ready'>,
  taken: { consignmentId: string },
): { roundId: string } {
  const { store } = bench
  return changeConsignment(bench, 'approval:submit', taken.consignmentId, taken, (consignment, command) => {
    const before = store.approvals.lastOf(consignment.id)
    if (consignment.state === 'pending_approval' && before?.state === 'open') return { roundId: before.id }
    moveOn(store, consignment.id, 'pending_approval', command)
    if (consignment.state === 'rejected') {
      const rejectedAt = Date.parse(before?.endedAt ?? consignment.updatedAt)
      if (!mayResubmit(rejectedAt, bench.clock.now())) throw tooLate()
    }
    const rules = approvalRulesOf(store)
    mustBeReady(store, consignment, rules)
    parts.ready[consignment.kind]?.(store, consignment)
    const lines = store.lines.of(consignment.id)
    const worth = worthOf(lines)
    const tier = tierFor(rules, consignment, worth.valueCents)
    const roundId = store.newId()
    store.approvals.begin({
      id: roundId,
      consignmentId: consignment.id,
      number: (before?.number ?? 0) + 1,
      valueCents: worth.valueCents,
      unknownCosts: worth.unknown,
      amounts: amountsMark(lines),
      tier: tier.index,
      required: tier.approvers,
      roles: [...tier.roles],
      nextRoles: [...tier.nextRoles],
      firstPerson: rejecterOf(store, consignment, tier),
      openedAt: store.now(),
    })
    addAct(store, roundId, 'submitted', command.actor)
    return { roundId }
  })
}

/** The tier of an order or transfer by its outlet's list; a return has one of its own. */
export function tierFor(rules: ApprovalRules, consignment: ConsignmentRow, valueCents: number): MetTier {
  if (consignment.kind === 'RETURN') return returnTier
  // Goods of an order are bought for the outlet they come to; those of a transfer are let go by the one they leave.
  const outletId = consignment.kind === 'PO' ? consignment.outletId : consignment.sourceOutletId
  return tierOf(tiersAt(rules, outletId), valueCents)
}

/** Who rejected the round before, where they can be asked again. */
function rejecterOf(store: Store, consignment: ConsignmentRow, tier: MetTier): string | null {
  const before = store.approvals.lastOf(consignment.id)
  if (before?.state !== 'rejected') return null
  const facts = factsOf(store, before, consignment.createdBy)
  const who = facts.acts.findLast(({ kind }) => kind === 'rejected')?.actor ?? null
  const person = who === null ? null : store.staff.get(who)
  if (!canSignIn(person)) return null
  return mayDecide({ ...facts, roles: tier.roles }, person).is === 'yes' ? person.id : null
}

/** @throws StationError that says what is missing before somebody can approve it */
export function mustBeReady(store: Store, consignment: ConsignmentRow, rules: ApprovalRules): void {
  const lines = store.lines.of(consignment.id)
  if (lines.length === 0) {
    throw new StationError('no-lines', 'There is nothing on this yet.', 'Add at least one product.')
  }
  const empty = lines.find(({ planned }) => planned <= 0)
  if (empty !== undefined) {
    throw new StationError(
      'no-quantity',
      `${empty.name} has no quantity.`,
      'Write how many, or take the line off.',
    )
  }
  const { outletId, kind, state } = consignment
  if (outletId === null || store.catalogue.outlet(outletId) === null) {
    throw new StationError('no-such-outlet', 'Its outlet is not known here.', 'Choose the outlet again.')
  }
  const worth = worthOf(lines)
  if (kind === 'PO') {
    const unknown = lines.find(({ costCents }) => costCents === null)
    if (unknown !== undefined) {
      throw new StationError(
        'cost-unknown',
        `Nobody knows what ${unknown.name} costs, so the amount to approve is not known.`,
        'Write its unit cost.',
      )
    }
    if (worth.valueCents === 0) {
      throw new StationError('no-value', 'All of this costs nothing.', 'Write the unit costs.')
    }
  }
  // What was rejected has no other way on, also when it is worth less now.
  if (kind === 'OUTLET' && state === 'draft' && !transferNeedsApproval(rules, worth)) {
    throw new StationError(
      'no-approval-needed',
      'This transfer needs no approval.',
      'Release it for packing.',
    )
  }
}
