import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { openDoor } from '../../../src-main/host/door.ts'
import { openStationLog } from '../../../src-main/log/station-log.ts'
import { systemRandom } from '../../../src-main/random.ts'
import { openKeychain } from '../../../src-main/secret/keychain.ts'
import { openStation, type Station } from '../../../src-main/station.ts'
import { outletId } from '../../../src-main/training/store/training-names.ts'
import { type Ask, contract, type Gives, type Takes } from '../../../src-shared/contract/contract.ts'
import type { Settled } from '../../../src-shared/failure.ts'
import { testFolder } from '../bench.ts'
import { standInKeytar } from '../secret/stand-in-keytar.ts'
import { adminPin, otherPin } from './staff-bench.ts'

const soon = { timeout: 15_000, interval: 20 }
const badge = 'STAFF-CARD-77231'
const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** A whole station in training with a keychain, behind its door, that can be started again. */
async function opened() {
  const folder = testFolder()
  const log = openStationLog(join(folder, 'log'), systemClock)
  const keytar = standInKeytar()
  const open = (more: { forgetsPins?: boolean } = {}) =>
    openStation({
      ...more,
      profileFolder: folder,
      clock: systemClock,
      log,
      random: systemRandom,
      keychain: openKeychain(keytar.keytar, systemClock, log),
      pinCost: 2,
    })
  let station: Station = await open()
  closers.push(async () => {
    await station.close()
    log.close()
  })
  await expect.poll(() => station.workplace().bench.store.catalogue.outlets().length, soon).toBeGreaterThan(1)
  const settle = async <A extends Ask>(ask: A, takes: Takes<A>): Promise<Settled<Gives<A>>> => {
    const door = openDoor({ handlers: station.handlers, clock: systemClock, log, random: systemRandom })
    return (await door.answer(ask, takes)) as Settled<Gives<A>>
  }
  return {
    folder,
    keytar,
    settle,
    station: () => station,
    /** The newest journal row of a kind. */
    row: (kind: string) =>
      [...station.workplace().bench.store.journalRowsInOrder()].findLast((one) => one.kind === kind),
    rows: () => [...station.workplace().bench.store.journalRowsInOrder()],
    async ask<A extends Ask>(ask: A, takes: Takes<A>): Promise<Gives<A>> {
      const settled = await settle(ask, takes)
      if (!settled.ok) throw new Error(`${ask}: ${settled.failure.code} ${settled.failure.say}`)
      return settled.value
    },
    async codeOf<A extends Ask>(ask: A, takes: Takes<A>): Promise<string> {
      const settled = await settle(ask, takes)
      return settled.ok ? 'in' : settled.failure.code
    },
    async restart(more: Parameters<typeof open>[0] = {}) {
      await station.close()
      station = await open(more)
    },
  }
}

type Opened = Awaited<ReturnType<typeof opened>>

const first = { name: 'Head of the depot', role: 'AD', pin: adminPin } as const

async function withAssistant(at: Opened, outlets: string[] = [outletId('Ponsonby')]) {
  const admin = await at.ask('staff:first', first)
  const { personId } = await at.ask('staff:add', {
    name: 'Second pair of hands',
    role: 'SA',
    outletIds: outlets,
    remoteUserId: null,
    pin: otherPin,
  })
  return { admin, personId }
}

describe('a station where nobody is set up', () => {
  it('works as the bench, and takes its first administrator once', async () => {
    const at = await opened()
    expect(await at.ask('staff:state', {})).toEqual({ is: 'open' })
    await at.ask('transfer:create', { toOutletId: outletId('Hamilton') })
    expect(at.row('transfer:create')).toMatchObject({ actor: 'bench' })
    expect(await at.codeOf('staff:add', { ...first, outletIds: [], remoteUserId: null })).toBe('set-up-first')
    for (const pin of ['12345', '123456', '111111', '121212', '12ab56', '987654', '1234567890'])
      expect(await at.codeOf('staff:first', { ...first, pin }), pin).toMatch(/^pin-/)
    const person = await at.ask('staff:first', first)
    expect(await at.ask('staff:state', {})).toMatchObject({ is: 'on', person })
    expect(await at.codeOf('staff:first', first)).toBe('set-up-already')
  })

  it('without a keychain sets nobody up, and says why', async () => {
    const at = await opened()
    at.keytar.state.is = 'locked'
    expect(await at.codeOf('staff:first', first)).toBe('keychain-locked')
    await expect(at.ask('staff:first', first)).rejects.toThrow('no PIN can be kept safely')
    expect(await at.ask('staff:state', {})).toEqual({ is: 'open' })
  })
})

describe('a station with people', () => {
  it('has no two of one name who could be taken for each other, until one of them has left', async () => {
    const at = await opened()
    const { admin, personId } = await withAssistant(at)
    const third = { role: 'SA' as const, outletIds: [], remoteUserId: null, pin: otherPin }
    expect(await at.codeOf('staff:add', { ...third, name: ' second PAIR of hands ' })).toBe('name-taken')
    expect(await at.codeOf('staff:change', { personId, name: first.name })).toBe('name-taken')
    await at.ask('staff:change', { personId, name: 'Second pair of hands' })
    await at.ask('staff:sign-in', { personId: admin.id, pin: adminPin })
    await at.ask('staff:set-active', { personId, isActive: false })
    await at.ask('staff:add', { ...third, name: 'Second pair of hands' })
  })

  it('tells nobody what is worked on while it is locked, and asks for a person again as soon as there is work', async () => {
    const at = await opened()
    await withAssistant(at)
    const { personId } = await at.ask('staff:add', {
      ...first,
      name: 'Shop manager',
      role: 'SM',
      outletIds: [],
      remoteUserId: null,
      pin: otherPin,
    })
    await at.ask('staff:sign-in', { personId, pin: otherPin })
    const { consignmentId } = await at.ask('transfer:create', { toOutletId: outletId('Hamilton') })
    const topics: string[] = []
    at.station().subscribe(({ topic }) => topics.push(topic))
    const { bench } = at.station().workplace()
    const touch = () =>
      bench.store.write(
        { kind: 'test', actor: bench.actor(), subject: consignmentId, given: {}, traceId: 't' },
        () => bench.store.consignments.touch(consignmentId, bench.store.now()),
      )
    touch()
    expect(topics).toContain('consignment')
    await at.ask('staff:lock', {})
    topics.length = 0
    touch()
    expect(topics).not.toContain('consignment')
  })

  it('begins again with a first administrator when its PINs are taken away at start', async () => {
    const at = await opened()
    const { admin } = await withAssistant(at)
    at.keytar.entries.clear()
    await at.restart()
    expect(await at.codeOf('staff:sign-in', { personId: admin.id, pin: adminPin })).toBe('keychain-not-ready')
    await at.restart({ forgetsPins: true })
    expect(at.row('staff:pins-forgotten')).toMatchObject({ actor: 'station' })
    expect(await at.ask('staff:state', {})).toEqual({ is: 'open' })
    await at.ask('staff:first', { ...first, pin: '730518' })
    expect((await at.ask('staff:people', {})).people.filter(({ hasPin }) => hasPin)).toHaveLength(1)
  })

  it('writes the person into every journal row, and asks for one again after a restart', async () => {
    const at = await opened()
    const { admin, personId } = await withAssistant(at)
    expect(await at.codeOf('transfer:create', { toOutletId: outletId('Hamilton') })).toBe('not-allowed')
    await at.ask('staff:sign-in', { personId, pin: otherPin })
    await at.ask('transfer:create', { toOutletId: outletId('Hamilton') })
    expect(at.row('transfer:create')).toMatchObject({ actor: personId })
    expect(at.row('staff:add')).toMatchObject({ actor: admin.id })
    await at.restart()
    expect(await at.ask('staff:state', {})).toMatchObject({ is: 'locked' })
    expect(await at.codeOf('work:list', {})).toBe('locked')
    expect(await at.codeOf('staff:sign-in', { personId, pin: '135790' })).toBe('wrong-pin')
    expect(await at.codeOf('staff:sign-in', { personId, pin: otherPin })).toBe('in')
    expect(await at.codeOf('work:list', {})).toBe('in')
  })

  it('answers nothing at all to nobody: every request is refused at its door', async () => {
    const at = await opened()
    await withAssistant(at)
    await at.ask('staff:lock', {})
    for (const ask of Object.keys(contract) as Ask[]) {
      if (ask === 'desk:scan' || ask === 'frame:state' || ask.startsWith('staff:')) continue
      // The handler itself, so that no schema stands before the rights.
      await expect(
        (async () => at.station().handlers[ask]({} as never, { traceId: 'req_t', pageId: 'p' }))(),
        ask,
      ).rejects.toMatchObject({ code: 'locked' })
    }
    expect(await at.station().files.file('slip-1.pdf')).toBeNull()
  })

  it('counts no scan while it is locked: says so, and keeps that one came but not what it said', async () => {
    const at = await opened()
    const { personId } = await withAssistant(at)
    await at.ask('staff:lock', {})
    for (const by of ['keyboard', 'typed'] as const) {
      const { outcome } = await at.ask('desk:scan', { text: 'SECRET-LOOKING-CODE', by })
      expect(outcome).toEqual({ is: 'not-now', why: 'Locked: sign in. Use your PIN or scan your badge.' })
      expect(at.row('desk:scan-refused')).toMatchObject({ actor: 'nobody' })
    }
    at.station().workplace().scans.scan('SECRET-LOOKING-CODE', 'serial')
    expect(JSON.stringify(at.rows())).not.toContain('SECRET-LOOKING-CODE')
    await at.ask('staff:sign-in', { personId, pin: otherPin })
    expect((await at.ask('desk:scan', { text: 'NO-SUCH-CODE', by: 'keyboard' })).outcome.is).toBe('unknown')
  })

  it('counts no scan at the desk of another outlet, and says whose it is to do', async () => {
    const at = await opened()
    const { personId } = await withAssistant(at, ['outlet-elsewhere'])
    const { consignmentId } = await at
      .ask('staff:add', {
        ...first,
        name: 'Manager',
        role: 'SM',
        outletIds: [],
        remoteUserId: null,
        pin: '730518',
      })
      .then(async ({ personId: manager }) => {
        await at.ask('staff:sign-in', { personId: manager, pin: '730518' })
        return at.ask('transfer:create', { toOutletId: outletId('Hamilton') })
      })
    await at.ask('desk:show', { screen: 'pack', consignmentId })
    await at.ask('staff:sign-in', { personId, pin: otherPin })
    const { outcome } = await at.ask('desk:scan', { text: '9400000000015', by: 'keyboard' })
    expect(outcome).toMatchObject({ is: 'not-now', why: expect.stringContaining('another outlet') })
    expect(await at.codeOf('pack:new-box', { consignmentId })).toBe('not-your-outlet')
  })

  it('signs in by a badge that was learned, with a PIN besides where the station wants one, and keeps it as a mark', async () => {
    const at = await opened()
    const { admin, personId } = await withAssistant(at)
    const scan = async (text: string) => (await at.ask('desk:scan', { text, by: 'keyboard' })).outcome
    await at.ask('staff:learn-badge', { personId })
    expect(await scan('SHORT')).toMatchObject({ is: 'not-now', why: expect.stringContaining('too short') })
    await at.ask('staff:learn-badge', { personId })
    expect((await scan(badge)).is).toBe('person')
    await at.ask('staff:lock', {})
    expect(await scan(badge)).toEqual({ is: 'person', say: 'Signed in.' })
    expect(await at.ask('staff:state', {})).toMatchObject({ is: 'on', person: { id: personId } })
    // What is typed is no badge.
    await at.ask('staff:lock', {})
    expect((await at.ask('desk:scan', { text: badge, by: 'typed' })).outcome.is).toBe('not-now')

    await at.ask('staff:sign-in', { personId: admin.id, pin: adminPin })
    await at.ask('staff:rules', { lockAfterMinutes: null, badge: 'with-pin' })
    await at.restart()
    await expect.poll(async () => (await scan(badge)).is, soon).toBe('person')
    expect(await at.ask('staff:state', {})).toMatchObject({ is: 'locked', badgeOf: personId })
    expect(await at.codeOf('staff:sign-in', { personId, pin: otherPin })).toBe('in')

    await at.ask('staff:sign-in', { personId: admin.id, pin: adminPin })
    await at.ask('staff:set-active', { personId, isActive: false })
    await at.ask('staff:lock', {})
    expect(await scan(badge)).toEqual({ is: 'not-now', why: 'This badge is no longer in use.' })
    expect(JSON.stringify(at.rows())).not.toContain(badge)
  })

  it('keeps somebody who can set up people, whatever is taken from whom', async () => {
    const at = await opened()
    const { admin, personId } = await withAssistant(at)
    expect(await at.codeOf('staff:set-active', { personId: admin.id, isActive: false })).toBe(
      'last-administrator',
    )
    expect(await at.codeOf('staff:change', { personId: admin.id, role: 'SA' })).toBe('last-administrator')
    await at.ask('staff:change', { personId, role: 'DI' })
    await at.ask('staff:change', { personId: admin.id, role: 'SA' })
    expect(await at.codeOf('staff:add', { ...first, outletIds: [], remoteUserId: null })).toBe('not-allowed')
  })

  it('has no name, PIN or badge in its journal, log or store but where they belong', async () => {
    const at = await opened()
    const { personId } = await withAssistant(at)
    await at.ask('staff:change', { personId, name: 'Renamed pair of hands', remoteUserId: 'user-7' })
    await at.ask('staff:set-pin', { personId, pin: '804217' })
    await at.codeOf('staff:sign-in', { personId, pin: '804218' })
    const people = await at.ask('staff:people', {}).catch(() => null)
    expect(people?.people.find(({ id }) => id === personId)).toMatchObject({
      name: 'Renamed pair of hands',
      remoteUserId: 'user-7',
    })
    const journal = JSON.stringify(at.rows())
    const logs = readdirSync(join(at.folder, 'log')).map((name) =>
      readFileSync(join(at.folder, 'log', name), 'utf8'),
    )
    for (const secret of [first.name, 'pair of hands', adminPin, otherPin, '804217', '804218']) {
      expect(journal, secret).not.toContain(secret)
      expect(logs.join(''), secret).not.toContain(secret)
    }
  })
})
