import {
  type ApprovalTier,
  type ApproverRole,
  type TierProblem,
  tierProblems,
} from '../../src-shared/rule/approval-tiers.ts'
import { readMoney, writeMoney } from '../part/money.ts'
import { readWhole } from '../part/whole-number.tsx'

export const mostCents = 99_999_999_99
const people = { least: 1, most: 10 }

/** A tier as it is being written. Where it begins is where the one before ends; the last one has no end. */
export type TierText = {
  readonly below: string
  readonly approvers: string
  readonly roles: readonly ApproverRole[]
}

export function writeTiers(tiers: readonly ApprovalTier[]): TierText[] {
  return tiers.map(({ maxCents, approvers, roles }) => ({
    below: writeMoney(maxCents),
    approvers: String(approvers),
    roles,
  }))
}

/** What is wrong with one tier that is being written; `not-money` beside what is wrong with a list as such. */
type TierFault = { tier: number | null; is: TierProblem['is'] | 'not-money' }

/** The tiers that were written, or what is wrong with them. */
export function readTiers(texts: readonly TierText[]): { tiers: ApprovalTier[]; faults: TierFault[] } {
  const faults: TierFault[] = []
  const tiers: ApprovalTier[] = []
  let minCents = 0
  texts.forEach(({ below, approvers, roles }, at) => {
    const isLast = at === texts.length - 1
    const maxCents = isLast ? null : readMoney(below, mostCents)
    if (!isLast && maxCents === null) faults.push({ tier: at, is: 'not-money' })
    tiers.push({ minCents, maxCents, approvers: readWhole(approvers, people) ?? 0, roles: [...roles] })
    minCents = maxCents ?? minCents
  })
  return { tiers, faults: faults.length > 0 ? faults : tierProblems(tiers) }
}

/** One more tier, above what the last one was: it takes over from twice where the last one begins. */
export function addTier(texts: readonly TierText[]): TierText[] {
  const last = texts.at(-1)
  if (last === undefined) return [{ below: '', approvers: '1', roles: ['DI'] }]
  const begins = readTiers(texts).tiers.at(-1)?.minCents ?? 0
  const below = writeMoney(Math.max(begins * 2, 100_000))
  return [...texts.slice(0, -1), { ...last, below }, { ...last, below: '' }]
}

export function dropTier(texts: readonly TierText[], at: number): TierText[] {
  return texts.filter((_, place) => place !== at)
}
