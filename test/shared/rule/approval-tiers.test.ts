import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ApprovalTier,
  roleMayApprove,
  tierOf,
  tierProblems,
  tiersAt,
  transferNeedsApproval,
  usualApprovalRules,
  usualTiers,
  worthOf,
} from '../../../src-shared/rule/approval-tiers.ts'

describe('the tier of an amount', () => {
  it.each([
    ['0.00', 0, ['SM'], ['OM']],
    ['0.01', 1, ['SM'], ['OM']],
    ['1 999.99', 199_999, ['SM'], ['OM']],
    ['2 000.00', 200_000, ['OM'], ['DI']],
    ['2 000.01', 200_001, ['OM'], ['DI']],
    ['4 999.99', 499_999, ['OM'], ['DI']],
    ['5 000.00', 500_000, ['DI'], []],
    ['5 000.01', 500_001, ['DI'], []],
    ['1 000 000.00', 100_000_000, ['DI'], []],
  ] as const)('$%s is the usual tier of %j', (_say, cents, roles, nextRoles) => {
    expect(tierOf(usualTiers, cents)).toMatchObject({ roles, nextRoles, approvers: 1 })
  })

  it('is one and only one, whatever valid list there is and whatever the amount', () => {
    const lists = fc.uniqueArray(fc.integer({ min: 1, max: 2_000_000 }), { maxLength: 4 }).map((ends) => {
      const starts = [0, ...ends.sort((one, other) => one - other)]
      return starts.map(
        (minCents, at): ApprovalTier => ({
          minCents,
          maxCents: starts[at + 1] ?? null,
          approvers: 1,
          roles: ['SM'],
        }),
      )
    })
    fc.assert(
      fc.property(lists, fc.integer({ min: 0, max: 3_000_000 }), (tiers, cents) => {
        expect(tierProblems(tiers)).toEqual([])
        const { index } = tierOf(tiers, cents)
        const holding = tiers.filter(
          ({ minCents, maxCents }) => cents >= minCents && cents < (maxCents ?? Number.POSITIVE_INFINITY),
        )
        expect(holding).toEqual([tiers[index]])
      }),
      { numRuns: 200 },
    )
  })

  it('comes from the outlet’s own list where it has one, whole', () => {
    const own: ApprovalTier[] = [{ minCents: 0, maxCents: null, approvers: 3, roles: ['DI'] }]
    const rules = { ...usualApprovalRules, outletTiers: [{ outletId: 'shop', tiers: own }] }
    expect(tiersAt(rules, 'shop')).toEqual(own)
    expect(tiersAt(rules, 'depot')).toEqual(usualTiers)
    expect(tiersAt(rules, null)).toEqual(usualTiers)
  })
})

describe('a list of tiers', () => {
  const [small, middle, large] = usualTiers as [ApprovalTier, ApprovalTier, ApprovalTier]
  it('that is the usual one has nothing wrong', () => {
    expect(tierProblems(usualTiers)).toEqual([])
  })

  it.each<[string, ApprovalTier[], string[]]>([
    ['none', [], ['null no-tiers']],
    ['not from 0', [{ ...large, minCents: 1 }], ['0 first-not-zero']],
    ['with a gap', [small, { ...large, minCents: 200_001 }], ['1 gap']],
    ['with an overlap', [small, { ...large, minCents: 199_999 }], ['1 overlap']],
    ['that ends', [small, middle], ['1 last-has-end']],
    ['that ends before the last', [{ ...large, minCents: 0 }, large], ['0 no-end-before-last']],
    [
      'with an empty tier',
      [
        { ...small, maxCents: 0 },
        { ...large, minCents: 0 },
      ],
      ['0 not-above-its-start'],
    ],
    ['with nobody needed', [{ ...large, minCents: 0, approvers: 0 }], ['0 approvers-out-of-range']],
    ['with eleven needed', [{ ...large, minCents: 0, approvers: 11 }], ['0 approvers-out-of-range']],
    ['with half a person needed', [{ ...large, minCents: 0, approvers: 1.5 }], ['0 approvers-out-of-range']],
    ['with no roles', [{ ...large, minCents: 0, roles: [] }], ['0 no-roles']],
    [
      'of six',
      [0, 1, 2, 3, 4, 5].map((at) => ({ ...small, minCents: at, maxCents: at === 5 ? null : at + 1 })),
      ['null too-many-tiers'],
    ],
  ])('%s is refused, with which tier and why', (_say, tiers, problems) => {
    expect(tierProblems(tiers).map(({ tier, is }) => `${tier} ${is}`)).toEqual(problems)
  })
})

describe('a role', () => {
  it.each([
    ['SA', '---'],
    ['SM', 'y--'],
    ['OM', 'yy-'],
    ['DI', 'yyy'],
    ['AD', '---'],
    ['FI', '---'],
    ['SY', '---'],
    ['', '---'],
  ])('%s approves of the usual three tiers: %s', (role, letters) => {
    const may = usualTiers.map(({ roles }) => (roleMayApprove(role, roles) ? 'y' : '-')).join('')
    expect(may).toBe(letters)
  })
})

describe('what something is worth', () => {
  it('is units times cost, summed in whole cents, with the lines of unknown cost counted', () => {
    const lines = [
      { planned: 3, costCents: 333 },
      { planned: 2, costCents: null },
      { planned: 0, costCents: null },
      { planned: 1, costCents: 1 },
    ]
    expect(worthOf(lines)).toEqual({ valueCents: 1000, unknown: 1 })
  })

  it.each([
    [null, 9_999_999, 0, false],
    [200_000, 199_999, 0, false],
    [200_000, 200_000, 0, false],
    [200_000, 200_001, 0, true],
    [200_000, 0, 1, true],
  ])(
    'makes a transfer need approval with the limit %s at %s cents, %s unknown: %s',
    (limit, valueCents, unknown, needs) => {
      const rules = { ...usualApprovalRules, transfersAboveCents: limit }
      expect(transferNeedsApproval(rules, { valueCents, unknown })).toBe(needs)
    },
  )
})
