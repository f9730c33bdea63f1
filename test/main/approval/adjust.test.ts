import { describe, expect, it } from 'vitest'
import { adjust } from '../../../src-main/approval/adjust.ts'
import { approve, override, reject } from '../../../src-main/approval/decide.ts'
import { approvalDesk, changesSeen, inbox } from '../../../src-main/approval/inbox.ts'
import { setRules } from '../../../src-main/approval/rules.ts'
import { submit } from '../../../src-main/approval/submit.ts'
import { sendOrder } from '../../../src-main/ordering/send-order.ts'
import { usualApprovalRules } from '../../../src-shared/rule/approval-tiers.ts'
import { write } from '../bench.ts'
import { approvalBench } from './approval-bench.ts'

const codeOf = (work: () => unknown) => {
  try {
    work()
  } catch (thrown) {
    return (thrown as { code: string }).code
  }
  return 'done'
}

/** An order by the buyer of one unit at this price, handed in. */
function waiting(valueCents: number) {
  const all = approvalBench()
  const { bench, parts, team, as, draft, roundOf } = all
  const id = draft(valueCents)
  as('buyer')
  submit(bench, parts, { consignmentId: id })
  as('manager')
  const roundId = roundOf(id).id
  const change = (units: number, productId = 'p-tea') =>
    adjust(bench, parts, { consignmentId: id, roundId, productId, units })
  const yes = () => approve(bench, parts, { consignmentId: id, roundId })
  return { ...all, bench, parts, team, as, id, roundId, change, yes }
}

describe('an approver who changes the amounts of what waits', () => {
  it('leaves nobody who looked before to approve what they did not see', () => {
    const { bench, parts, as, id, roundId, change, yes } = waiting(100_000)
    const saw = { units: 1, valueCents: 100_000 }
    change(60)
    as('director')
    const looked = { consignmentId: id, roundId, saw }
    expect(codeOf(() => approve(bench, parts, looked))).toBe('changed-since')
    expect(codeOf(() => override(bench, parts, { ...looked, reason: 'it is urgent' }))).toBe('changed-since')
    expect(bench.state(id)).toBe('pending_approval')
    approve(bench, parts, { ...looked, saw: { units: 60, valueCents: 6_000_000 } })
    expect(codeOf(yes)).toBe('not-waiting')
  })

  it('stands with whoever asked until they have seen it, also once it is approved', () => {
    const { bench, as, id, roundId, change, yes } = waiting(10_000)
    const seen = () => changesSeen(bench, { consignmentId: id, roundId })
    change(3)
    change(2)
    yes()
    expect(inbox(bench).changed).toEqual([])
    // Not for anybody else to say.
    seen()
    as('buyer')
    expect(inbox(bench)).toMatchObject({ waitingForMe: 1, open: [] })
    expect(inbox(bench).changed).toMatchObject([
      {
        consignmentId: id,
        roundId,
        kind: 'PO',
        changes: [/1 → 3$/, /3 → 2$/].map((as) => expect.stringMatching(as)),
      },
    ])
    seen()
    seen()
    expect(inbox(bench)).toMatchObject({ waitingForMe: 0, changed: [] })
    const acts = bench.store.approvals.actsOf(roundId).map(({ kind }) => kind)
    expect(acts.filter((kind) => kind === 'changes-seen')).toHaveLength(1)
    expect(bench.state(id)).toBe('approved')
  })

  it('puts the round into the tier of the new value, and the one who asked reads what was changed', () => {
    const { bench, as, id, change, yes, roundOf } = waiting(150_000)
    change(2)
    expect(roundOf(id)).toMatchObject({ valueCents: 300_000, tier: 1, roles: ['OM'], state: 'open' })
    expect(codeOf(yes)).toBe('not-your-tier')
    as('office')
    change(1)
    change(1)
    expect(roundOf(id)).toMatchObject({ valueCents: 150_000, tier: 0, roles: ['SM'] })
    as('buyer')
    expect(inbox(bench).open[0]?.unusual[0]).toBe(
      'Changed by an approver: Black tea 100 g: 1 → 2; Black tea 100 g: 2 → 1.',
    )
    expect(approvalDesk(bench, bench.consignment(id)).acts.map(({ kind }) => kind)).toEqual([
      'submitted',
      'adjusted',
      'adjusted',
    ])
    as('manager')
    expect(yes().is).toBe('approved')
    sendOrder(bench, { consignmentId: id })
    expect(bench.state(id)).toBe('sent')
  })

  it('ends what was approved or noted before', () => {
    const { bench, as, change, yes } = waiting(50_000)
    const tiers = usualApprovalRules.tiers.map((tier) => ({ ...tier, approvers: 2 }))
    setRules(bench, { ...usualApprovalRules, tiers })
    change(2)
    expect(yes().is).toBe('partly')
    as('manager2')
    change(3)
    expect(yes().is).toBe('partly')
    as('manager')
    expect(yes().is).toBe('approved')

    const again = waiting(50_000)
    again.reach.is = false
    expect(again.yes().is).toBe('noted')
    again.as('manager2')
    again.change(2)
    again.as('office')
    expect(approvalDesk(again.bench, again.bench.consignment(again.id)).view?.noted).toEqual([])
  })

  it('is refused to whoever made it, to another role, and once it is decided', () => {
    const { bench, as, id, roundId, change } = waiting(150_000)
    as('buyer')
    expect(codeOf(() => change(2))).toBe('own-approval')
    as('helper')
    expect(codeOf(() => change(2))).toBe('not-your-tier')
    as('manager')
    expect(codeOf(() => change(0))).toBe('no-lines')
    expect(codeOf(() => change(3, 'p-jam'))).toBe('no-such-line')
    reject(bench, { consignmentId: id, roundId, reason: null, text: '' })
    expect(codeOf(() => change(2))).not.toBe('done')
    expect(bench.line(id, 'p-tea').planned).toBe(1)
  })

  it('takes nothing over that somebody changed behind the round', () => {
    const { bench, id, change } = waiting(150_000)
    write(bench.store, 'test:behind', () => bench.store.lines.plan(bench.line(id, 'p-tea').id, 9))
    expect(codeOf(() => change(2))).toBe('round-over')
  })

  it('counts the new amounts also where a director approves past the rules', () => {
    const { bench, parts, as, id, roundId, change } = waiting(150_000)
    change(2)
    as('director')
    expect(override(bench, parts, { consignmentId: id, roundId, reason: 'cannot wait' }).is).toBe('approved')
    sendOrder(bench, { consignmentId: id })
    expect(bench.state(id)).toBe('sent')
  })
})

describe('what is rejected again and again', () => {
  it('is told to the managers from the third time on, and to directors from the fifth', () => {
    const { bench, parts, as, draft, roundOf } = approvalBench()
    const id = draft(150_000)
    const heard: string[] = []
    for (let time = 1; time <= 5; time += 1) {
      as('buyer')
      submit(bench, parts, { consignmentId: id })
      as('manager')
      reject(bench, { consignmentId: id, roundId: roundOf(id).id, reason: 'timing', text: '' })
      for (const who of ['manager', 'director', 'office', 'buyer'] as const) {
        as(who)
        const { rejected, waitingForMe } = inbox(bench)
        expect(rejected[0]?.rejections).toBe(time)
        if (waitingForMe === 1) heard.push(`${time} ${who}`)
      }
    }
    expect(heard).toEqual([
      '1 buyer',
      '2 buyer',
      '3 manager',
      '3 buyer',
      '4 manager',
      '4 buyer',
      '5 manager',
      '5 director',
      '5 buyer',
    ])
  })
})
