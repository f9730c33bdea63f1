import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ApprovalAct,
  type Approver,
  ageOf,
  approvalActKinds,
  approvalsGiven,
  approvalsMissing,
  clockSteps,
  intentsWaiting,
  mayDecide,
  mayResubmit,
  type RoundFacts,
  waitsFor,
} from '../../../src-shared/rule/approval.ts'

const act = (kind: ApprovalAct['kind'], actor: string, toPerson: string | null = null): ApprovalAct => ({
  kind,
  actor,
  toPerson,
})
const round = (more: Partial<RoundFacts> = {}): RoundFacts => ({
  creator: 'maker',
  required: 2,
  roles: ['SM'],
  first: null,
  hasAskedNext: false,
  acts: [act('submitted', 'maker')],
  ...more,
})
const manager: Approver = { id: 'm-1', role: 'SM' }
const director: Approver = { id: 'd-1', role: 'DI' }

describe('who may decide', () => {
  it('is a person of the tier or above it, and never the creator, whatever their role', () => {
    expect(mayDecide(round(), manager)).toEqual({ is: 'yes' })
    expect(mayDecide(round(), director)).toEqual({ is: 'yes' })
    expect(mayDecide(round({ roles: ['OM'] }), manager)).toEqual({ is: 'wrong-role' })
    for (const role of ['SA', 'SM', 'OM', 'DI', 'AD', 'FI', 'SY']) {
      expect(mayDecide(round(), { id: 'maker', role })).toEqual({ is: 'creator' })
    }
  })
})

describe('an approval', () => {
  it('counts once a person, and is partial until enough people gave it', () => {
    const given = round({ acts: [act('approved', 'm-1'), act('approved', 'm-1')] })
    expect(approvalsGiven(given)).toEqual(['m-1'])
    expect(approvalsMissing(given)).toBe(1)
    const both = { ...given, acts: [...given.acts, act('approved', 'm-2')] }
    expect(approvalsMissing(both)).toBe(0)
  })

  it('noted as an intent counts for nothing until it is confirmed, and is gone once it was refused', () => {
    const noted = round({ acts: [act('intent', 'm-1'), act('intent', 'm-2')] })
    expect(approvalsGiven(noted)).toEqual([])
    expect(intentsWaiting(noted)).toEqual(['m-1', 'm-2'])
    const settled = { ...noted, acts: [...noted.acts, act('intent-refused', 'm-1'), act('approved', 'm-2')] }
    expect(intentsWaiting(settled)).toEqual([])
    expect(approvalsGiven(settled)).toEqual(['m-2'])
  })

  it('is never complete by too few different people or by the creator, whatever was done in whatever order', () => {
    const people = ['maker', 'm-1', 'm-2', 'm-3']
    const anyAct = fc.record({
      kind: fc.constantFrom(...approvalActKinds),
      actor: fc.constantFrom(...people),
      toPerson: fc.constantFrom(null, ...people),
    })
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 30 }), fc.integer({ min: 1, max: 4 }), (acts, required) => {
        const facts = round({ acts, required })
        const others = new Set<string>()
        for (const { kind, actor } of acts) {
          if (kind === 'adjusted') others.clear()
          if (kind === 'approved' && actor !== 'maker') others.add(actor)
        }
        expect(approvalsMissing(facts) === 0).toBe(others.size >= required)
      }),
      { numRuns: 300 },
    )
  })
})

describe('whom a round waits for', () => {
  it('is every person of the tier who has not approved yet, and no higher role before its turn', () => {
    expect(waitsFor(round(), manager)).toBe(true)
    expect(waitsFor(round({ acts: [act('approved', 'm-1')] }), manager)).toBe(false)
    expect(waitsFor(round({ acts: [act('intent', 'm-1')] }), manager)).toBe(false)
    expect(waitsFor(round(), { id: 'maker', role: 'SM' })).toBe(false)
    expect(waitsFor(round(), { id: 'o-1', role: 'OM' })).toBe(false)
    expect(waitsFor(round({ roles: ['SM', 'OM'], hasAskedNext: true }), { id: 'o-1', role: 'OM' })).toBe(true)
  })

  it('is first the one who rejected it before, then everybody', () => {
    const again = round({ first: 'm-2' })
    expect(waitsFor(again, manager)).toBe(false)
    expect(waitsFor(again, { id: 'm-2', role: 'SM' })).toBe(true)
    expect(waitsFor({ ...again, hasAskedNext: true }, manager)).toBe(true)
  })

  it('is whoever it was passed on to, and no more who passed it on, until it comes back', () => {
    const acts = [act('delegated', 'm-1', 'd-1')]
    expect(waitsFor(round({ acts }), director)).toBe(true)
    expect(waitsFor(round({ acts }), manager)).toBe(false)
    expect(mayDecide(round({ acts }), manager)).toEqual({ is: 'yes' })
    expect(waitsFor(round({ acts: [...acts, act('delegated', 'd-1', 'm-1')] }), manager)).toBe(true)
  })
})

const hour = 3_600_000
const day = 24 * hour

describe('the clock', () => {
  it.each([
    [23 * hour + 3_599_999, 0, false, []],
    [day, 0, false, ['ask-next-tier', 'remind']],
    [day, 1, true, []],
    [2 * day - 1, 1, true, []],
    [2 * day, 1, true, ['remind']],
    [9 * day, 1, true, ['remind']],
    [10 * day - 1, 9, true, []],
    [10 * day, 9, true, ['cancel']],
    [30 * day, 0, false, ['cancel']],
    [-day, 0, false, []],
  ] as const)(
    'after %s ms, reminded of %s days, next tier asked: %s, does %j',
    (age, remindedDays, hasAskedNext, steps) => {
      const openedAt = 1_000_000
      expect(clockSteps({ openedAt, remindedDays, hasAskedNext, hasNext: true }, openedAt + age)).toEqual(
        steps,
      )
    },
  )

  it('asks no next tier where there is none', () => {
    expect(clockSteps({ openedAt: 0, remindedDays: 0, hasAskedNext: false, hasNext: false }, day)).toEqual([
      'remind',
    ])
  })

  it('knows no step that approves', () => {
    for (let age = 0; age < 20 * day; age += hour) {
      const steps: string[] = clockSteps(
        { openedAt: 0, remindedDays: 0, hasAskedNext: false, hasNext: true },
        age,
      )
      expect(steps.filter((step) => !['cancel', 'ask-next-tier', 'remind'].includes(step))).toEqual([])
    }
  })

  it('lets the rejected be handed in again for seven days', () => {
    expect(mayResubmit(0, 7 * day)).toBe(true)
    expect(mayResubmit(0, 7 * day + 1)).toBe(false)
  })

  it.each([
    [day - 1, 'fresh'],
    [day, 'old'],
    [5 * day, 'old'],
    [5 * day + 1, 'very-old'],
  ])('calls %s ms %s', (age, word) => {
    expect(ageOf(0, age)).toBe(word)
  })
})
