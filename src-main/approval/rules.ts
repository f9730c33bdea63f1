import { StationError } from '../../src-shared/failure.ts'
import { type ApprovalRules, type TierProblem, tierProblems } from '../../src-shared/rule/approval-tiers.ts'
import type { Bench } from '../bench.ts'
import { approvalRulesOf, keepSetting } from '../station-settings.ts'

/** `approval:rules`: what needs approval here, and the outlets that may have a list of their own. */
export function showRules({ store }: Bench): {
  rules: ApprovalRules
  outlets: { id: string; name: string }[]
} {
  return { rules: approvalRulesOf(store), outlets: store.catalogue.outlets() }
}

/**
 * `approval:set-rules`: from the next round on. Rounds that are open keep the tier they were opened in.
 * @throws StationError `bad-tiers`, `no-such-outlet`
 */
export function setRules(bench: Bench, rules: ApprovalRules): Record<string, never> {
  const { store } = bench
  mustBeWhole(rules.tiers, 'The tiers')
  const seen = new Set<string>()
  for (const { outletId, tiers } of rules.outletTiers) {
    const outlet = store.catalogue.outlet(outletId)
    if (outlet === null || seen.has(outletId)) {
      throw new StationError('no-such-outlet', 'That outlet is not known here.', 'Choose one from the list.')
    }
    seen.add(outletId)
    mustBeWhole(tiers, `The tiers of ${outlet.name}`)
  }
  store.write(
    {
      kind: 'approval:set-rules',
      actor: bench.actor(),
      subject: null,
      given: rules,
      traceId: bench.newTraceId(),
    },
    () => keepSetting(store, 'approval-rules', rules),
  )
  return {}
}

const problemSay: Record<TierProblem['is'], string> = {
  'no-tiers': 'at least one tier is needed',
  'too-many-tiers': 'there are more than five',
  'first-not-zero': 'the first one has to begin at 0',
  gap: 'it begins after the one before it ends: amounts between them would have no tier',
  overlap: 'it begins before the one before it ends: some amounts would have two tiers',
  'not-above-its-start': 'it ends where it begins, or before',
  'last-has-end': 'the last one must have no end, or larger amounts would have no tier',
  'no-end-before-last': 'only the last one may have no end',
  'approvers-out-of-range': 'it needs 1 to 10 approvers',
  'no-roles': 'it needs at least one role that approves',
}

function mustBeWhole(tiers: ApprovalRules['tiers'], whose: string): void {
  const [first] = tierProblems(tiers)
  if (first === undefined) return
  const where = first.tier === null ? whose : `${whose}, number ${first.tier + 1}`
  throw new StationError('bad-tiers', `${where}: ${problemSay[first.is]}.`, 'Change it, then keep it again.')
}
