import { StationError } from '../../src-shared/failure.ts'
import { mayDecide } from '../../src-shared/rule/approval.ts'
import { approverRoles, worthOf } from '../../src-shared/rule/approval-tiers.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import { approvalRulesOf } from '../station-settings.ts'
import { amountsMark, type RoundRow } from '../store/approval-rows.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { Store } from '../store/store.ts'
import type { Seen } from './decide.ts'
import { addAct, amountsChanged, canSignIn, factsOf, roundToDecide } from './round.ts'
import { type ApprovalParts, mustBeReady, tierFor } from './submit.ts'
import { roundOver } from './words.ts'

/**
 * `approval:adjust`: an approver changes how many units of a line are asked for, 0 takes it off, instead of sending it back
 * for that. What was approved of the round before counts no more, and its tier is that of the new value. Whoever made it
 * reads what was changed beside the round.
 * @throws StationError `no-such-line`, and whatever keeps a draft from being handed in
 */
export function adjust(
  bench: Bench,
  parts: Pick<ApprovalParts, 'ready'>,
  taken: Seen & { productId: string; units: number },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'approval:adjust', taken.consignmentId, taken, (consignment, command) => {
    const { round } = roundToDecide(store, consignment, taken.roundId, 'approved', command.actor)
    // What nobody looked at in this round is not taken over by changing something else.
    if (amountsChanged(store, round)) throw roundOver()
    const line = store.lines.ofProduct(consignment.id, taken.productId)
    if (line === null) {
      throw new StationError('no-such-line', 'That product is not on this.', 'Look at it again.')
    }
    if (line.planned === taken.units) return {}
    if (taken.units === 0) store.lines.remove(line.id)
    else store.lines.plan(line.id, taken.units)
    mustBeReady(store, consignment, approvalRulesOf(store))
    parts.ready[consignment.kind]?.(store, consignment)
    regrade(store, consignment, round)
    addAct(store, round.id, 'adjusted', command.actor, {
      reason: `${line.name}: ${line.planned} → ${taken.units}`,
    })
    return {}
  })
}

/** The round is that of the new amounts: their value, and whoever approves so much. */
function regrade(store: Store, consignment: ConsignmentRow, round: RoundRow): void {
  const lines = store.lines.of(consignment.id)
  const worth = worthOf(lines)
  const tier = tierFor(approvalRulesOf(store), consignment, worth.valueCents)
  // Once the next tier is asked too it stays asked, whatever the tier is now.
  const asked = round.askedNextAt === null ? tier.roles : [...tier.roles, ...tier.nextRoles]
  const roles = approverRoles.filter((role) => asked.includes(role))
  const first = round.firstPerson === null ? null : store.staff.get(round.firstPerson)
  const facts = factsOf(store, round, consignment.createdBy)
  const isFit = canSignIn(first) && mayDecide({ ...facts, roles }, first).is === 'yes'
  store.approvals.regrade({
    id: round.id,
    valueCents: worth.valueCents,
    unknownCosts: worth.unknown,
    amounts: amountsMark(lines),
    tier: tier.index,
    required: tier.approvers,
    roles,
    nextRoles: [...tier.nextRoles],
    firstPerson: isFit ? round.firstPerson : null,
  })
}
