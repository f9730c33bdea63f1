import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Clock } from '../../../src-main/clock.ts'
import { readRaw, takeScan } from '../../../src-main/desk/desk-scan.ts'
import { cancelConsignment } from '../../../src-main/ordering/transfer.ts'
import { newBox } from '../../../src-main/packing/boxes.ts'
import type { Staff } from '../../../src-main/staff/staff.ts'
import { deskRoutes } from '../../../src-main/station/desk-routes.ts'
import type { Actor } from '../../../src-main/store/store.ts'
import type { Ask } from '../../../src-shared/contract/contract.ts'
import type { Overridable } from '../../../src-shared/rule/override.ts'
import type { PersonRole } from '../../../src-shared/rule/rights.ts'
import { depot, shop, type TestBench, testBench } from '../bench.ts'
import { adminPin, fillStaff, otherPin, pocketSecrets, staffOver } from './staff-bench.ts'

/** A clock both of whose hands a test moves: together, or only the one on the wall. */
function twoHands() {
  const hands = { wall: Date.UTC(2026, 10, 20, 3), mono: 1_000 }
  const clock: Clock = { now: () => hands.wall, mono: () => hands.mono, after: () => () => undefined }
  return {
    clock,
    hands,
    pass(ms: number) {
      hands.wall += ms
      hands.mono += ms
    },
  }
}

async function codes(outlets: string[] = [depot, shop]) {
  const time = twoHands()
  const bench: TestBench = testBench(time.clock)
  const consignmentId = bench.transfer({ 'p-tea': 2 })
  const secrets = pocketSecrets()
  const staff = staffOver(bench.store, time.clock, secrets)
  const ids = await fillStaff(bench.store, staff, outlets)
  const be = (role: PersonRole, at: Staff = staff) =>
    at.signIn(ids[role], role === 'AD' ? adminPin : otherPin)
  const one = {
    ...time,
    bench,
    staff,
    ids,
    be,
    consignmentId,
    code: bench.consignment(consignmentId).code,
    /** A code by a store manager for the store assistant, who is signed in then. */
    async issued(action: Overridable = 'cancel-before-sent', by: PersonRole = 'SM', minutes = 15) {
      await be(by)
      const made = await staff.overrides.issue({ consignment: one.code, action, personId: ids.SA, minutes })
      await be('SA')
      return made
    },
    enter: (digits: string, ask: Ask = 'consignment:cancel', at: Staff = staff) =>
      at.overrides.enter({ ask, about: { consignmentId }, digits }),
    /** Cancels as whoever is signed in, through the same gate as every request. */
    cancel(at: Staff = staff, id = consignmentId) {
      const taken = { consignmentId: id, reason: 'not wanted' }
      return as(bench, at.admit('consignment:cancel', taken), () => cancelConsignment(bench, taken))
    },
    kinds: () => bench.store.journal.lastKinds(30).map(({ kind }) => kind),
    again: () => staffOver(bench.store, time.clock, secrets),
  }
  return one
}

function as<T>(bench: TestBench, actor: Actor, work: () => T): T {
  bench.actAs(actor.role, actor.id)
  const before = bench.actor
  bench.actor = () => actor
  try {
    return work()
  } finally {
    bench.actor = before
  }
}

const thrown = (work: () => unknown) => {
  try {
    work()
    return 'done'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('a code that allows one act once', () => {
  it('S20 lets the person do that act on that consignment, once, and the journal says who allowed it', async () => {
    const { issued, enter, cancel, kinds, bench, ids, consignmentId } = await codes()
    const { digits, overrideId } = await issued()
    expect(digits).toMatch(/^[2-9]{6}$/)
    expect(thrown(cancel)).toBe('not-allowed')
    await enter(digits)
    expect(thrown(cancel)).toBe('done')
    expect(bench.state(consignmentId)).toBe('cancelled')
    expect(bench.store.overrides.get(overrideId)).toMatchObject({ state: 'used', issuedBy: ids.SM })
    const [act] = bench.store.journal.newestOf(consignmentId, 1)
    expect(act).toMatchObject({ kind: 'consignment:cancel', actor: ids.SA, role: 'SM' })
    expect(act?.changes).toContain(overrideId)
    expect(kinds()).toEqual(expect.arrayContaining(['override:issued', 'override:accepted']))
    await expect(enter(digits)).rejects.toMatchObject({ code: 'override-never' })
  })

  it('S20 is refused for another person, act or consignment, and after it was used', async () => {
    const one = await codes(['outlet-far'])
    const other = one.bench.transfer({ 'p-jam': 1 })
    const { digits } = await one.issued('pack')
    await expect(one.enter(digits)).rejects.toMatchObject({ code: 'wrong-code' })
    await expect(
      one.staff.overrides.enter({ ask: 'pack:new-box', about: { consignmentId: other }, digits }),
    ).rejects.toMatchObject({ code: 'wrong-code' })
    await one.be('FI')
    await expect(one.enter(digits, 'pack:new-box')).rejects.toMatchObject({ code: 'wrong-code' })
    const use = () => {
      const taken = { consignmentId: one.consignmentId }
      return as(one.bench, one.staff.admit('pack:new-box', taken), () => newBox(one.bench, taken))
    }
    await one.be('FI')
    expect(thrown(use)).toBe('not-allowed')
  })

  it('S20 lets the next scan count at the desk that is shown, and only that one', async () => {
    const one = await codes(['outlet-far'])
    const { digits } = await one.issued('pack')
    one.bench.at('pack', one.consignmentId)
    const scan = () =>
      takeScan(one.bench, deskRoutes, readRaw('TEA-1', 'serial'), 'serial', one.staff.standingAt).outcome
    expect(scan()).toMatchObject({ is: 'not-now', needsRight: true })
    one.bench.at('receive', one.consignmentId)
    await expect(one.enter(digits, 'desk:scan')).rejects.toMatchObject({ code: 'wrong-code' })
    one.bench.at('pack', one.consignmentId)
    await one.enter(digits, 'desk:scan')
    expect(scan()).toMatchObject({ counted: 1 })
    const [row] = one.bench.store.journal.newestOf(one.consignmentId, 1)
    expect(row).toMatchObject({ kind: 'pack:scan', actor: one.ids.SA })
    expect(row?.changes).toContain('"state":"used"')
    expect(scan()).toMatchObject({ is: 'not-now', needsRight: true })
  })

  it('S20 allows the second of two requests nothing: what it writes uses the code up', async () => {
    const one = await codes(['outlet-far'])
    const { digits } = await one.issued('pack')
    await one.enter(digits, 'pack:new-box')
    const taken = { consignmentId: one.consignmentId }
    const [first, second] = [one.staff.admit('pack:new-box', taken), one.staff.admit('pack:new-box', taken)]
    expect(first.role).toBe('SA')
    expect(thrown(() => as(one.bench, first, () => newBox(one.bench, taken)))).toBe('done')
    const boxes = one.bench.store.parcels.of(one.consignmentId).length
    expect(thrown(() => as(one.bench, second, () => newBox(one.bench, taken)))).toBe('override-used')
    expect(one.bench.store.parcels.of(one.consignmentId)).toHaveLength(boxes)
    expect(thrown(() => one.staff.admit('pack:new-box', taken))).toBe('not-your-outlet')
  })

  it('S20 stays open when the act was refused, and survives a restart unused, but is never used twice', async () => {
    const one = await codes()
    const { digits, overrideId } = await one.issued()
    await one.enter(digits)
    const actor = one.staff.admit('consignment:cancel', { consignmentId: one.consignmentId })
    const refused = () =>
      as(one.bench, actor, () => cancelConsignment(one.bench, { consignmentId: 'gone', reason: 'none' }))
    expect(thrown(refused)).toBe('no-such-consignment')
    expect(one.bench.store.overrides.get(overrideId)?.state).toBe('open')
    const staff = one.again()
    await one.be('SA', staff)
    expect(thrown(() => one.cancel(staff))).toBe('not-allowed')
    await one.enter(digits, 'consignment:cancel', staff)
    expect(thrown(() => one.cancel(staff))).toBe('done')
    const db = new SqliteDatabase(join(one.bench.folder, 'station.sqlite'))
    for (const sql of [
      "UPDATE override SET state = 'open'",
      "UPDATE override SET person_id = 'else'",
      'DELETE FROM override',
      `INSERT INTO override SELECT 'x', action, consignment_id, person_id, issued_by, issued_role, issued_at, minutes,
        'used', NULL FROM override`,
    ]) {
      expect(() => db.exec(sql), sql).toThrow(/override code/)
    }
    db.close()
  })

  it('S20 ends by time on either clock, by five wrong tries, by being withdrawn, or by a newer one', async () => {
    const late = await codes()
    const first = await late.issued('cancel-before-sent', 'SM', 5)
    late.pass(5 * 60_000)
    await expect(late.enter(first.digits)).rejects.toMatchObject({ code: 'wrong-code' })
    const second = await late.issued()
    late.hands.wall -= 3_600_000
    await expect(late.enter(second.digits)).rejects.toMatchObject({ code: 'wrong-code' })
    late.hands.wall += 3_600_000
    late.hands.mono += 16 * 60_000
    await expect(late.enter(second.digits)).rejects.toMatchObject({ code: 'wrong-code' })

    const one = await codes()
    const guessed = await one.issued()
    for (let guess = 0; guess < 5; guess += 1) {
      await expect(one.enter('000000')).rejects.toMatchObject({ code: 'wrong-code' })
    }
    expect(one.bench.store.overrides.get(guessed.overrideId)?.state).toBe('spent')
    await expect(one.enter(guessed.digits)).rejects.toMatchObject({ code: 'code-wait' })
    one.pass(31_000)
    await expect(one.enter(guessed.digits)).rejects.toMatchObject({ code: 'wrong-code' })

    const two = await codes()
    const old = await two.issued()
    const fresh = await two.issued()
    await expect(two.enter(old.digits)).rejects.toMatchObject({ code: 'wrong-code' })
    await two.be('SM')
    expect(two.staff.overrides.list().open.map(({ id }) => id)).toEqual([fresh.overrideId])
    two.staff.overrides.withdraw(fresh.overrideId)
    expect(two.staff.overrides.list().open).toEqual([])
    await two.be('SA')
    await expect(two.enter(fresh.digits)).rejects.toMatchObject({ code: 'wrong-code' })
  })

  it('is issued only by somebody who may do it, or could give the right for good, and never to oneself', async () => {
    const { staff, be, ids, code, consignmentId, bench } = await codes()
    const tryIssue = (action: Overridable, personId = ids.SA) =>
      staff.overrides.issue({ consignment: code, action, personId, minutes: 15 })
    await be('SM')
    await expect(tryIssue('pack', ids.SM)).rejects.toMatchObject({ code: 'override-own' })
    await expect(tryIssue('cancel-sent')).rejects.toMatchObject({ code: 'override-state' })
    await expect(tryIssue('pack')).rejects.toMatchObject({ code: 'override-not-needed' })
    const sent = bench.sentTransfer({ 'p-jam': 1 })
    const ofSent = { consignment: bench.consignment(sent).code, personId: ids.SA, minutes: 15 }
    await expect(staff.overrides.issue({ ...ofSent, action: 'cancel-sent' })).rejects.toMatchObject({
      code: 'override-not-yours',
    })
    await be('AD')
    await expect(staff.overrides.issue({ ...ofSent, action: 'cancel-sent' })).resolves.toMatchObject({
      code: ofSent.consignment,
    })
    await be('SM')
    bench.actAs('SM', ids.SM)
    cancelConsignment(bench, { consignmentId, reason: 'not wanted' })
    await expect(tryIssue('cancel-before-sent')).rejects.toMatchObject({ code: 'override-state' })
  })

  it('allows what only a director may with one that has left, and nothing that nobody may', async () => {
    const one = await codes()
    const sent = one.bench.sentTransfer({ 'p-jam': 1 })
    await one.be('DI')
    const { digits } = await one.staff.overrides.issue({
      consignment: sent,
      action: 'cancel-sent',
      personId: one.ids.SM,
      minutes: 15,
    })
    await one.be('SM')
    expect(thrown(() => one.cancel(one.staff, sent))).toBe('TRANSITION_NOT_PERMITTED')
    await one.staff.overrides.enter({ ask: 'consignment:cancel', about: { consignmentId: sent }, digits })
    const code = thrown(() => one.cancel(one.staff, sent))
    expect(code).not.toBe('TRANSITION_NOT_PERMITTED')
    for (const ask of ['approval:approve', 'staff:add', 'setup:connect', 'record:list', 'nothing'] as Ask[]) {
      await expect(one.enter(digits, ask)).rejects.toMatchObject({ code: 'override-never' })
    }
  })

  it('is kept as a hash under the pepper, and gone once it has ended', async () => {
    const one = await codes()
    const { digits, overrideId } = await one.issued()
    const db = new SqliteDatabase(join(one.bench.folder, 'station.sqlite'), { readonly: true })
    const kept = () => db.prepare('SELECT * FROM override_key').all()
    expect(kept()).toHaveLength(1)
    const everything = JSON.stringify([kept(), [...one.bench.store.journalRowsInOrder()]])
    expect(everything).not.toContain(digits)
    await one.be('SM')
    one.staff.overrides.withdraw(overrideId)
    expect(kept()).toEqual([])
    db.close()
  })
})
