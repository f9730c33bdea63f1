import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runApprovalClock } from '../../../src-main/approval/clock-run.ts'
import * as decide from '../../../src-main/approval/decide.ts'
import { approvalDesk, inbox } from '../../../src-main/approval/inbox.ts'
import { setRules } from '../../../src-main/approval/rules.ts'
import { submit } from '../../../src-main/approval/submit.ts'
import { cancelConsignment } from '../../../src-main/ordering/transfer.ts'
import { workLanes } from '../../../src-main/ordering/work.ts'
import { approvalRulesOf } from '../../../src-main/station-settings.ts'
import { openStore } from '../../../src-main/store/store.ts'
import { usualApprovalRules } from '../../../src-shared/rule/approval-tiers.ts'
import { closeLater, depot, shop, testBench, write } from '../bench.ts'
import { type ApprovalBench, addLine, approvalBench, codeOf, replan, type Team } from './approval-bench.ts'

const hour = 3_600_000
const day = 24 * hour

/** Two approvals of any amount. */
function needsTwo(at: ApprovalBench): void {
  at.as('director')
  const tiers = [{ minCents: 0, maxCents: null, approvers: 2, roles: ['SM' as const] }]
  setRules(at.bench, { ...usualApprovalRules, tiers })
}

describe('an order that is handed in', () => {
  it.each([
    [199_999, 'manager'],
    [200_000, 'office'],
    [499_999, 'office'],
    [500_000, 'director'],
  ] as const)('worth %s cents is approved by the %s of its tier, and by nobody below', (cents, who) => {
    const at = approvalBench()
    const id = at.waiting(cents)
    const ladder = ['helper', 'manager', 'office', 'director'] as const
    for (const below of ladder.slice(0, ladder.indexOf(who))) {
      expect(
        codeOf(() => at.approveAs(below, id)),
        below,
      ).toBe('not-your-tier')
      expect(at.bench.state(id)).toBe('pending_approval')
    }
    expect(at.approveAs(who, id)).toMatchObject({ is: 'approved' })
    expect(at.bench.state(id)).toBe('approved')
    expect(at.roundOf(id)).toMatchObject({ state: 'approved', valueCents: cents })
  })

  it('is never approved by who made it, not as a director and not past the rules', () => {
    const at = approvalBench()
    const id = at.waiting(100)
    at.bench.actAs('DI', at.team.buyer)
    expect(codeOf(() => decide.approve(at.bench, at.parts, at.seen(id)))).toBe('own-approval')
    expect(codeOf(() => decide.override(at.bench, at.parts, { ...at.seen(id), reason: 'urgent' }))).toBe(
      'own-approval',
    )
    expect(codeOf(() => decide.reject(at.bench, { ...at.seen(id), reason: null, text: '' }))).toBe(
      'own-approval',
    )
    expect(at.bench.state(id)).toBe('pending_approval')
  })

  it('writes state, record, journal and round in one command', () => {
    const at = approvalBench()
    const id = at.waiting(100)
    at.approveAs('manager', id)
    const last = [...at.store.journalRowsInOrder()].at(-1)
    expect(last).toMatchObject({ kind: 'approval:approve', actor: at.team.manager, subject: id })
    const tables = (JSON.parse(last?.changes ?? '[]') as { table: string }[]).map(({ table }) => table)
    expect(new Set(tables)).toEqual(new Set(['approval_act', 'approval_round', 'consignment', 'transition']))
    expect(at.store.transitions.of(id).at(-1)).toMatchObject({ to: 'approved', actor: at.team.manager })
    expect(at.store.outbox.inLane(id)).toEqual([])
  })

  it('stays where it is after the first of two approvals; the same person twice is one', () => {
    const at = approvalBench()
    needsTwo(at)
    const id = at.waiting(100)
    expect(at.approveAs('manager', id)).toMatchObject({ is: 'partly' })
    expect(at.approveAs('manager', id)).toMatchObject({ is: 'already' })
    expect(at.bench.state(id)).toBe('pending_approval')
    expect(at.approveAs('manager2', id)).toMatchObject({ is: 'approved' })
  })

  it('is a draft again, with a word, when its amounts changed after an approval', () => {
    const at = approvalBench()
    needsTwo(at)
    const id = at.waiting(100)
    at.approveAs('manager', id)
    replan(at.bench, id, 7)
    expect(at.approveAs('manager2', id)).toMatchObject({ is: 'void' })
    expect(at.bench.state(id)).toBe('draft')
    expect(at.acts(id)).toEqual(['submitted', 'approved', 'amounts-changed'])
    expect(at.store.transitions.of(id).at(-1)?.reason).toContain('amounts were changed')
    at.as('buyer')
    submit(at.bench, at.parts, { consignmentId: id })
    expect(at.roundOf(id)).toMatchObject({ number: 2, valueCents: 700 })
    expect(at.approveAs('manager2', id)).toMatchObject({ is: 'partly' })
  })

  it('goes nowhere once it is approved and its amounts were changed', () => {
    const at = approvalBench()
    const id = at.waiting(100)
    at.approveAs('manager', id)
    replan(at.bench, id, 7)
    const send = () =>
      write(at.store, 'test:send', () =>
        at.store.states.move(id, {
          to: 'sent',
          trigger: 'test',
          actor: { id: at.team.manager, role: 'SM' },
          station: 'st',
          traceId: 'req',
        }),
      )
    expect(codeOf(send)).toBe('approval-void')
    replan(at.bench, id, 1)
    expect(codeOf(send)).toBe('done')
  })

  it('says what is missing before anybody is asked', () => {
    const at = approvalBench()
    at.as('buyer')
    const free = at.draft(0)
    expect(codeOf(() => submit(at.bench, at.parts, { consignmentId: free }))).toBe('no-value')
    const unpriced = at.draft(100)
    write(at.store, 'test:line', () => addLine(at.bench, unpriced, 'p-jam', 2, null))
    expect(codeOf(() => submit(at.bench, at.parts, { consignmentId: unpriced }))).toBe('cost-unknown')
    const none = at.draft(100)
    replan(at.bench, none, 0)
    expect(codeOf(() => submit(at.bench, at.parts, { consignmentId: none }))).toBe('no-quantity')
    for (const id of [free, unpriced, none]) expect(at.bench.state(id)).toBe('draft')
    const checked = at.draft(100)
    const ready = { PO: () => expect.fail('asked') }
    expect(() => submit(at.bench, { ready }, { consignmentId: checked })).toThrow('asked')
  })

  it('needs people: the bench may hand in, and decides nothing', () => {
    const at = approvalBench()
    const id = at.waiting(100)
    at.bench.actAs('SM', 'bench')
    expect(codeOf(() => decide.approve(at.bench, at.parts, at.seen(id)))).toBe('set-up-first')
    expect(codeOf(() => decide.override(at.bench, at.parts, { ...at.seen(id), reason: 'why not' }))).toBe(
      'set-up-first',
    )
  })

  it('is decided as it was seen: another round, or none, is refused', () => {
    const at = approvalBench()
    const id = at.waiting(100)
    const seen = at.seen(id)
    at.as('buyer')
    decide.withdraw(at.bench, { consignmentId: id })
    at.as('manager')
    expect(codeOf(() => decide.approve(at.bench, at.parts, seen))).toBe('ILLEGAL_TRANSITION')
    at.as('buyer')
    submit(at.bench, at.parts, { consignmentId: id })
    at.as('manager')
    expect(codeOf(() => decide.approve(at.bench, at.parts, seen))).toBe('round-over')
    expect(codeOf(() => decide.withdraw(at.bench, { consignmentId: id }))).toBe('not-the-creator')
  })

  it('has its round closed when somebody cancels it', () => {
    const at = approvalBench()
    const id = at.waiting(100)
    at.as('manager')
    cancelConsignment(at.bench, { consignmentId: id, reason: 'no longer wanted' })
    expect(at.roundOf(id).state).toBe('cancelled')
    expect(at.store.approvals.open()).toEqual([])
  })
})

describe('what is rejected', () => {
  it('says why, can be changed and handed in again for seven days, and then asks who rejected it first', () => {
    const at = approvalBench()
    const id = at.waiting(100)
    at.as('manager')
    expect(codeOf(() => decide.reject(at.bench, { ...at.seen(id), reason: 'other', text: '' }))).toBe(
      'reason-needed',
    )
    decide.reject(at.bench, { ...at.seen(id), reason: 'over-budget', text: 'next month' })
    expect(at.store.transitions.of(id).at(-1)?.reason).toBe('Over budget: next month')
    at.as('buyer')
    expect(inbox(at.bench)).toMatchObject({
      waitingForMe: 1,
      rejected: [{ reason: 'Over budget: next month' }],
    })
    at.as('office')
    expect(codeOf(() => submit(at.bench, at.parts, { consignmentId: id }))).toBe('TRANSITION_NOT_PERMITTED')
    at.as('buyer')
    at.clock.pass(7 * day)
    submit(at.bench, at.parts, { consignmentId: id })
    const waitsFor = (who: keyof Team) => {
      at.as(who)
      return inbox(at.bench).waitingForMe
    }
    expect([waitsFor('manager'), waitsFor('manager2')]).toEqual([1, 0])
    expect(at.approveAs('manager2', id)).toMatchObject({ is: 'approved' })
  })

  it('is too late to hand in after seven days, and is put away by the station then', () => {
    const at = approvalBench()
    const id = at.waiting(100)
    at.as('manager')
    decide.reject(at.bench, { ...at.seen(id), reason: null, text: '' })
    at.clock.pass(7 * day)
    runApprovalClock(at.bench, at.parts)
    expect(at.bench.state(id)).toBe('rejected')
    at.clock.pass(1)
    at.as('buyer')
    expect(codeOf(() => submit(at.bench, at.parts, { consignmentId: id }))).toBe('resubmit-too-late')
    runApprovalClock(at.bench, at.parts)
    expect(at.bench.consignment(id)).toMatchObject({ state: 'cancelled', archivedAt: expect.any(String) })
    const done = (search: string) => workLanes(at.store, depot, search).done.map((head) => head.id)
    expect([done(''), done(at.bench.consignment(id).code)]).toEqual([[], [id]])
  })
})

describe('changes that are asked for', () => {
  it('make it a draft again, with what is to be changed', () => {
    const at = approvalBench()
    const id = at.waiting(100)
    at.as('manager')
    decide.askChanges(at.bench, { ...at.seen(id), reason: 'half of it' })
    expect(at.bench.state(id)).toBe('draft')
    at.as('buyer')
    expect(approvalDesk(at.bench, at.bench.consignment(id))).toMatchObject({
      view: null,
      submit: { may: true, needs: true, valueCents: 100 },
      acts: [{ kind: 'submitted' }, { kind: 'changes-asked', reason: 'half of it' }],
    })
  })
})

describe('passing it on', () => {
  it('asks that person instead, who must be able to approve it, and keeps the reason', () => {
    const at = approvalBench()
    const id = at.waiting(100)
    const pass = (to: keyof Team) =>
      codeOf(() => decide.delegate(at.bench, { ...at.seen(id), personId: at.team[to], reason: 'on leave' }))
    at.as('manager')
    expect([pass('helper'), pass('buyer'), pass('manager')]).toEqual(Array(3).fill('cannot-delegate'))
    expect(pass('office')).toBe('done')
    expect(inbox(at.bench).waitingForMe).toBe(0)
    at.as('office')
    expect(inbox(at.bench).waitingForMe).toBe(1)
    write(at.store, 'test:left', () =>
      at.store.staff.change({
        id: at.team.manager2,
        role: 'SM',
        outletIds: [],
        remoteUserId: null,
        isActive: false,
      }),
    )
    expect(pass('manager2')).toBe('cannot-delegate')
    at.as('helper')
    expect(pass('office')).toBe('not-your-tier')
  })
})

describe('a director', () => {
  it('approves past the rules with a reason, which is kept; nobody else does', () => {
    const at = approvalBench()
    needsTwo(at)
    const id = at.waiting(100)
    at.as('office')
    expect(codeOf(() => decide.override(at.bench, at.parts, { ...at.seen(id), reason: 'urgent' }))).toBe(
      'director-only',
    )
    at.as('director')
    decide.override(at.bench, at.parts, { ...at.seen(id), reason: 'urgent' })
    expect(at.bench.state(id)).toBe('approved')
    expect(at.store.transitions.of(id).at(-1)).toMatchObject({
      trigger: 'approval:override',
      reason: 'urgent',
    })
    expect(at.acts(id)).toEqual(['submitted', 'overridden'])
  })
})

describe('several at once', () => {
  it('are each checked and written by themselves', () => {
    const at = approvalBench()
    const [small, large, mine] = [at.waiting(100), at.waiting(300_000), at.waiting(100)]
    at.as('manager')
    const rounds = [small, large, mine].map(at.seen)
    replan(at.bench, mine, 3)
    const results = decide.approveSeveral(at.bench, at.parts, { rounds })
    expect(results.map(({ isOk }) => isOk)).toEqual([true, false, false])
    expect([small, large, mine].map(at.bench.state)).toEqual(['approved', 'pending_approval', 'draft'])
    expect(at.kinds().filter((kind) => kind === 'approval:approve')).toHaveLength(2)
  })
})

describe('the clock', () => {
  it('reminds and asks the next tier after a day, reminds daily, cancels after ten days, and never approves', () => {
    const at = approvalBench()
    const id = at.waiting(100)
    const run = () => runApprovalClock(at.bench, at.parts)
    at.clock.pass(day - 1)
    run()
    expect(at.acts(id)).toEqual(['submitted'])
    at.as('office')
    expect(inbox(at.bench).waitingForMe).toBe(0)
    at.clock.pass(1)
    run()
    run()
    expect(at.acts(id)).toEqual(['submitted', 'next-tier-asked', 'reminded'])
    expect(inbox(at.bench).waitingForMe).toBe(1)
    at.clock.pass(3 * day)
    run()
    expect(at.acts(id).filter((kind) => kind === 'reminded')).toHaveLength(2)
    at.clock.pass(6 * day - 1)
    run()
    expect(at.bench.state(id)).toBe('pending_approval')
    at.clock.pass(1)
    run()
    expect(at.bench.state(id)).toBe('cancelled')
    expect(at.store.transitions.of(id).at(-1)).toMatchObject({ to: 'cancelled', actor: 'station' })
    const own = [...at.store.journalRowsInOrder()].filter(
      ({ kind }) => kind.startsWith('approval:') && kind !== 'approval:submit',
    )
    expect(new Set(own.map(({ actor }) => actor))).toEqual(new Set(['station']))
  })

  it('goes on where it was after a restart', () => {
    const at = approvalBench()
    const id = at.waiting(100)
    at.clock.pass(2 * day)
    at.store.close()
    const store = closeLater(openStore(at.bench.folder, at.clock).store)
    const again = { ...at.bench, store }
    runApprovalClock(again, at.parts)
    const round = store.approvals.lastOf(id)
    expect(round).toMatchObject({ remindedDays: 2, roles: ['SM', 'OM'], state: 'open' })
  })
})

describe('out of the store’s reach', () => {
  it('an approval is only noted, and counts when the store is back', () => {
    const at = approvalBench()
    const id = at.waiting(100)
    at.reach.is = false
    expect(at.approveAs('manager', id)).toMatchObject({ is: 'noted' })
    expect(at.approveAs('manager', id)).toMatchObject({ is: 'noted' })
    runApprovalClock(at.bench, at.parts)
    expect(at.bench.state(id)).toBe('pending_approval')
    at.as('director')
    expect(codeOf(() => decide.override(at.bench, at.parts, { ...at.seen(id), reason: 'urgent' }))).toBe(
      'store-out-of-reach',
    )
    at.reach.is = true
    runApprovalClock(at.bench, at.parts)
    expect(at.bench.state(id)).toBe('approved')
    expect(at.acts(id)).toEqual(['submitted', 'intent', 'approved'])
    expect(at.store.transitions.of(id).at(-1)?.actor).toBe(at.team.manager)
  })

  it.each<[string, (at: ApprovalBench, id: string) => void]>([
    ['the amounts were changed', (at, id) => replan(at.bench, id, 9)],
    [
      'the person left',
      (at) =>
        write(at.store, 'test:left', () =>
          at.store.staff.change({
            id: at.team.manager,
            role: 'SM',
            outletIds: [],
            remoteUserId: null,
            isActive: false,
          }),
        ),
    ],
    [
      'the person may not approve any more',
      (at) =>
        write(at.store, 'test:role', () =>
          at.store.staff.change({
            id: at.team.manager,
            role: 'SA',
            outletIds: [],
            remoteUserId: null,
            isActive: true,
          }),
        ),
    ],
  ])('it is refused when %s meanwhile', (_why, change) => {
    const at = approvalBench()
    const id = at.waiting(100)
    at.reach.is = false
    at.approveAs('manager', id)
    change(at, id)
    at.reach.is = true
    runApprovalClock(at.bench, at.parts)
    runApprovalClock(at.bench, at.parts)
    expect(at.bench.state(id)).toBe('pending_approval')
    expect(at.acts(id)).toEqual(['submitted', 'intent', 'intent-refused'])
  })
})

describe('other kinds', () => {
  it('a transfer needs it only above its limit, $2,000 unless another is set, and none before people are set up', () => {
    const at = approvalBench()
    at.as('buyer')
    const id = at.draft(200_001, 'OUTLET')
    at.as('director')
    setRules(at.bench, { ...usualApprovalRules, transfersAboveCents: null })
    at.as('buyer')
    expect(codeOf(() => submit(at.bench, at.parts, { consignmentId: id }))).toBe('no-approval-needed')
    at.as('director')
    setRules(at.bench, usualApprovalRules)
    at.as('buyer')
    const small = at.draft(200_000, 'OUTLET')
    expect(codeOf(() => submit(at.bench, at.parts, { consignmentId: small }))).toBe('no-approval-needed')
    submit(at.bench, at.parts, { consignmentId: id })
    expect(codeOf(() => at.approveAs('manager', id))).toBe('not-your-tier')
    at.as('office')
    decide.reject(at.bench, { ...at.seen(id), reason: 'quantity', text: '' })
    // Worth less now, it still goes the way it came: from rejected there is no other.
    replan(at.bench, id, 0)
    write(at.store, 'test:line', () => addLine(at.bench, id, 'p-jam', 1, 100))
    write(at.store, 'test:off', () => at.store.lines.remove(at.store.lines.ofProduct(id, 'p-tea')?.id ?? ''))
    at.as('buyer')
    expect(approvalDesk(at.bench, at.bench.consignment(id)).submit).toMatchObject({ may: true, needs: true })
    submit(at.bench, at.parts, { consignmentId: id })
    expect(at.approveAs('manager', id)).toMatchObject({ is: 'approved' })
    expect(approvalRulesOf(approvalBench().store).transfersAboveCents).toBe(200_000)
    expect(approvalRulesOf(testBench().store).transfersAboveCents).toBeNull()
  })

  it('a return is approved by any one manager or director, whatever it is worth', () => {
    for (const who of ['manager', 'office', 'director'] as const) {
      const at = approvalBench()
      const id = at.waiting(900_000, 'RETURN')
      expect(at.approveAs(who, id)).toMatchObject({ is: 'approved' })
    }
  })

  it('a stocktake is never handed in', () => {
    const at = approvalBench()
    const id = at.draft(100, 'STOCKTAKE', 'review')
    at.as('manager')
    expect(codeOf(() => submit(at.bench, at.parts, { consignmentId: id }))).toBe('ILLEGAL_TRANSITION')
    expect(inbox(at.bench)).toMatchObject({ waitingForMe: 1, counts: [{ consignmentId: id }] })
    at.as('helper')
    expect(inbox(at.bench).waitingForMe).toBe(0)
  })
})

describe('the rules', () => {
  it('are refused with the tier that is wrong, and an outlet may have a list of its own', () => {
    const at = approvalBench()
    at.as('director')
    const tiers = [{ minCents: 0, maxCents: null, approvers: 1, roles: ['DI' as const] }]
    const gap = {
      ...usualApprovalRules,
      tiers: [{ ...tiers[0], minCents: 5, roles: ['DI' as const], maxCents: null, approvers: 1 }],
    }
    expect(codeOf(() => setRules(at.bench, gap))).toBe('bad-tiers')
    expect(
      codeOf(() =>
        setRules(at.bench, { ...usualApprovalRules, outletTiers: [{ outletId: 'nowhere', tiers }] }),
      ),
    ).toBe('no-such-outlet')
    setRules(at.bench, { ...usualApprovalRules, outletTiers: [{ outletId: depot, tiers }] })
    const here = at.waiting(100)
    expect(codeOf(() => at.approveAs('manager', here))).toBe('not-your-tier')
    setRules(at.bench, { ...usualApprovalRules, outletTiers: [{ outletId: shop, tiers }] })
    // A round keeps the tier it was opened in.
    expect(codeOf(() => at.approveAs('manager', here))).toBe('not-your-tier')
    expect(at.approveAs('manager', at.waiting(100))).toMatchObject({ is: 'approved' })
  })
})

describe('no sequence of acts', () => {
  it('approves with too few different people, or by who made it', () => {
    const people = ['buyer', 'manager', 'manager2', 'office', 'director'] as const
    const step = fc.record({ act: fc.nat(13), who: fc.constantFrom(...people), n: fc.nat(50) })
    const at = approvalBench()
    needsTwo(at)
    const { bench, parts, team } = at
    let approved = 0
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 25, size: 'max' }), (steps) => {
        at.reach.is = true
        const id = at.waiting(100)
        for (const { act, who, n } of steps) {
          at.as(who)
          const seen = at.seen(id)
          const reason = 'because'
          const ways = [
            () => decide.reject(bench, { ...seen, reason: null, text: '' }),
            () => decide.askChanges(bench, { ...seen, reason }),
            () => decide.withdraw(bench, { consignmentId: id }),
            () => submit(bench, parts, { consignmentId: id }),
            () => decide.delegate(bench, { ...seen, personId: team[people[n % 5] ?? 'buyer'], reason }),
            () => replan(bench, id, 1 + (n % 3)),
            () => {
              at.reach.is = !at.reach.is
            },
            () => {
              at.clock.pass(n * hour)
              runApprovalClock(bench, parts)
            },
          ]
          // Most acts are approvals: else hardly a round would get two.
          codeOf(ways[act] ?? (() => decide.approve(bench, parts, seen)))
          if (bench.state(id) !== 'approved') continue
          approved += 1
          const acts = at.store.approvals.actsOf(at.roundOf(id).id)
          const givers = new Set(acts.filter(({ kind }) => kind === 'approved').map(({ actor }) => actor))
          expect(givers.size).toBeGreaterThanOrEqual(2)
          expect(givers.has(team.buyer)).toBe(false)
          return
        }
      }),
      { numRuns: 40, endOnFailure: true },
    )
    expect(approved).toBeGreaterThan(3)
  })
})
