import { z } from 'zod'
import { usualCountLimits } from './stocktake.ts'

/** The roles that can approve at all, from the lowest to the highest: each may also approve what the lower ones may. */
export const approverRoles = ['SM', 'OM', 'DI'] as const
export const approverRole = z.enum(approverRoles)
export type ApproverRole = z.infer<typeof approverRole>

/**
 * Amounts from `minCents` up to, but without, `maxCents` (null: no end), ex GST in whole cents; how many people must
 * approve them, and the roles that are asked.
 */
const approvalTier = z.object({
  minCents: z.int().min(0),
  maxCents: z.int().min(1).nullable(),
  approvers: z.int(),
  roles: z.array(approverRole),
})
export type ApprovalTier = z.infer<typeof approvalTier>

/** At most this many tiers, and this many approvers in one. */
export const mostTiers = 5
const mostApprovers = 10

/**
 * What needs approval. Orders and returns always do. `tiers` serve every outlet; one in `outletTiers` has a list of its
 * own instead. A transfer does only above `transfersAboveCents` (null: never). A stocktake does where it differs by more
 * than `counts` allows; what is within that the station approves itself.
 */
export const approvalRules = z.object({
  tiers: z.array(approvalTier),
  outletTiers: z.array(z.object({ outletId: z.string().max(100), tiers: z.array(approvalTier) })).max(500),
  transfersAboveCents: z.int().min(0).nullable(),
  counts: z.object({ isOn: z.boolean(), cents: z.int().min(0), units: z.int().min(0) }),
})
export type ApprovalRules = z.infer<typeof approvalRules>

/** The owner's three tiers: a store manager, an operations manager, a director; one approval each. */
export const usualTiers: readonly ApprovalTier[] = [
  { minCents: 0, maxCents: 200_000, approvers: 1, roles: ['SM'] },
  { minCents: 200_000, maxCents: 500_000, approvers: 1, roles: ['OM'] },
  { minCents: 500_000, maxCents: null, approvers: 1, roles: ['DI'] },
]

export const usualApprovalRules: ApprovalRules = {
  tiers: [...usualTiers],
  outletTiers: [],
  transfersAboveCents: 200_000,
  counts: usualCountLimits,
}

/** What is wrong with a list of tiers: which one (counted from 0; null: the list itself), and what. */
export type TierProblem = {
  tier: number | null
  is:
    | 'no-tiers'
    | 'too-many-tiers'
    | 'first-not-zero'
    | 'gap'
    | 'overlap'
    | 'not-above-its-start'
    | 'last-has-end'
    | 'no-end-before-last'
    | 'approvers-out-of-range'
    | 'no-roles'
}

/** Every problem of a list of tiers, in the order of the list; none where every amount from 0 up has exactly one tier. */
export function tierProblems(tiers: readonly ApprovalTier[]): TierProblem[] {
  if (tiers.length === 0) return [{ tier: null, is: 'no-tiers' }]
  const problems: TierProblem[] = tiers.length > mostTiers ? [{ tier: null, is: 'too-many-tiers' }] : []
  tiers.forEach((tier, at) => {
    const before = at === 0 ? null : (tiers[at - 1] ?? null)
    const start = before === null ? 0 : before.maxCents
    const add = (is: TierProblem['is']) => void problems.push({ tier: at, is })
    if (before === null && tier.minCents !== 0) add('first-not-zero')
    if (before !== null && start !== null && tier.minCents > start) add('gap')
    if (before !== null && start !== null && tier.minCents < start) add('overlap')
    if (tier.maxCents !== null && tier.maxCents <= tier.minCents) add('not-above-its-start')
    const isLast = at === tiers.length - 1
    if (isLast && tier.maxCents !== null) add('last-has-end')
    if (!isLast && tier.maxCents === null) add('no-end-before-last')
    if (!Number.isInteger(tier.approvers) || tier.approvers < 1 || tier.approvers > mostApprovers) {
      add('approvers-out-of-range')
    }
    if (tier.roles.length === 0) add('no-roles')
  })
  return problems
}

/** The list that counts at an outlet: its own where it has one, else everybody's. */
export function tiersAt(rules: ApprovalRules, outletId: string | null): readonly ApprovalTier[] {
  return rules.outletTiers.find((own) => own.outletId === outletId)?.tiers ?? rules.tiers
}

/** A tier as one amount met it: its place in the list, and the roles of the next one, which are asked after a day. */
export type MetTier = ApprovalTier & { index: number; nextRoles: readonly ApproverRole[] }

/** The tier an amount falls in: from its start up to, but without, its end. */
export function tierOf(tiers: readonly ApprovalTier[], valueCents: number): MetTier {
  const index = tiers.findIndex(
    ({ minCents, maxCents }) => minCents <= valueCents && (maxCents === null || valueCents < maxCents),
  )
  const tier = tiers[index]
  if (tier === undefined) throw new Error(`no approval tier holds ${valueCents}`)
  return { ...tier, index, nextRoles: tiers[index + 1]?.roles ?? [] }
}

/** A return is approved by any one manager or director, whatever it is worth. */
export const returnTier: MetTier = {
  minCents: 0,
  maxCents: null,
  approvers: 1,
  roles: ['SM', 'OM', 'DI'],
  index: 0,
  nextRoles: [],
}

/** Whether a role may approve where these roles are asked: one of them, or a higher one. */
export function roleMayApprove(role: string, asked: readonly ApproverRole[]): boolean {
  const rank = (one: string) => (approverRoles as readonly string[]).indexOf(one)
  return rank(role) >= 0 && asked.some((one) => rank(role) >= rank(one))
}

/** What a consignment is worth: `costCents` is null for a line nobody knows the cost of, which counts as nothing. */
export type Amount = { planned: number; costCents: number | null }

/** The sum of units times unit cost, ex GST, in whole cents; and how many lines have no known cost. */
export function worthOf(lines: readonly Amount[]): { valueCents: number; unknown: number } {
  return {
    valueCents: lines.reduce((sum, { planned, costCents }) => sum + planned * (costCents ?? 0), 0),
    unknown: lines.filter(({ planned, costCents }) => planned > 0 && costCents === null).length,
  }
}

/** Whether a transfer has to be approved: worth more than the limit, or of unknown worth where there is one. */
export function transferNeedsApproval(
  rules: ApprovalRules,
  worth: { valueCents: number; unknown: number },
): boolean {
  const limit = rules.transfersAboveCents
  return limit !== null && (worth.valueCents > limit || worth.unknown > 0)
}
