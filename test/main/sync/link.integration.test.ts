import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Clock, systemClock } from '../../../src-main/clock.ts'
import { tokenAccess } from '../../../src-main/lightspeed/line-access.ts'
import { quietLog } from '../../../src-main/log/log.ts'
import { keepSetting } from '../../../src-main/station-settings.ts'
import { openStore, type Store, systemActor } from '../../../src-main/store/store.ts'
import { type Link, openLink } from '../../../src-main/sync/link.ts'
import { syncLine, syncScreen } from '../../../src-main/sync/sync-screen.ts'
import { openSandboxStore, type SandboxStore } from '../../../src-main/training/store/sandbox-store.ts'
import { trainingCatalogue } from '../../../src-main/training/store/training-catalogue.ts'
import { ponsonby, someProducts, warehouse } from './sync-bench.ts'

const [tea = ''] = someProducts(1)
let folder: string
let store: Store
let sandbox: SandboxStore
let link: Link | null
let bugs: unknown[]
/** Waits are a hundredth of what they are, so that a minute is no minute. */
const fast: Clock = {
  ...systemClock,
  mono: () => systemClock.mono() * 100,
  after: (ms, run) => systemClock.after(ms / 100, run),
  now: () => startMs + (systemClock.now() - startMs) * 100,
}
const startMs = Date.now()

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'link-'))
  store = openStore(folder, fast).store
  sandbox = await openSandboxStore({
    clock: systemClock,
    catalogue: trainingCatalogue(),
    lineDelayMs: 0,
    registers: 400,
  })
  store.write({ kind: 'test', actor: systemActor, subject: null, given: {}, traceId: 'req_test' }, () =>
    keepSetting(store, 'outlet-id', warehouse),
  )
  bugs = []
  link = null
})
afterEach(async () => {
  await link?.close()
  store.close()
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
  expect(bugs).toEqual([])
})

function connect(): Link {
  let traces = 0
  link = openLink({
    bench: {
      store,
      clock: fast,
      log: { ...quietLog, bug: (_event, thrown) => void bugs.push(thrown) },
      actor: () => systemActor,
      outletId: () => warehouse,
      newTraceId() {
        traces += 1
        return `req_${traces}`
      },
    },
    url: sandbox.url,
    apiVersion: '2026-07',
    access: tokenAccess(() => sandbox.token),
    userAgent: 'Test',
    onChange: () => undefined,
  })
  const { pusher } = link
  store.onWritten(pusher.hear)
  return link
}

const say = () => syncLine(store, fast, link).say
const soon = { timeout: 15_000, interval: 5 }

/** Notes so many transfers, each packed and to be told. */
function note(count: number): void {
  store.write({ kind: 'test', actor: systemActor, subject: null, given: {}, traceId: 'req_test' }, () => {
    for (let at = 0; at < count; at += 1) {
      const id = store.newId()
      store.states.add({
        id,
        station: store.station.id,
        code: `ST${id.slice(-8)}`,
        kind: 'OUTLET',
        state: 'packed',
        reference: `PK-${id}`,
        remoteId: null,
        origin: 'here',
        sourceOutletId: warehouse,
        outletId: ponsonby,
        supplierId: null,
        note: '',
        dueAt: null,
        createdAt: store.now(),
        createdBy: 'bench',
        readOnlyBecause: null,
      })
      const body = {
        type: 'OUTLET',
        reference: `PK-${id}`,
        name: `PK-${id}`,
        outletId: ponsonby,
        sourceOutletId: warehouse,
        supplierId: null,
        dueAt: null,
        status: 'SENT',
        packed: [{ productId: tea, units: 1, costCents: null }],
        received: null,
      }
      store.outbox.put(store.newId(), id, 'tell-consignment', JSON.stringify(body), store.now())
    }
  })
}

const waiting = () => store.outbox.counts().waiting

describe('the line to the store', () => {
  it('F17 says how long it has been offline, and sends everything at once when the network is back', async () => {
    connect()
    await vi.waitFor(() => expect(store.feeds.get('consignments').isFirstPull).toBe(false), soon)
    expect(say()).toBe('All sent')
    await sandbox.faults.network('down')
    note(8)
    await vi.waitFor(() => expect(say()).toMatch(/^Offline for .*, 8 waiting, nothing lost$/), soon)
    expect(syncScreen(store, fast, link).entries).toHaveLength(8)
    await sandbox.faults.network('up')
    await vi.waitFor(() => expect(waiting()).toBe(0), soon)
    expect(say()).toBe('All sent')
    expect(store.outbox.allOpen()).toEqual([])
    expect(sandbox.ledger().creates).toBe(8)
    expect(sandbox.ledger().accumulatedLines).toEqual([])
  })

  it('F15 a store in trouble for ten minutes is asked once a minute, by whoever comes first, and loses nothing', async () => {
    const { breaker } = connect()
    await vi.waitFor(() => expect(store.feeds.get('consignments').isFirstPull).toBe(false), soon)
    const heal = sandbox.faults.add({ on: '*', fault: { is: 'status-before', status: 503 } })
    note(8)
    const brokeAtMs = fast.mono()
    await vi.waitFor(() => expect(breaker.state().is).toBe('open'), soon)
    await vi.waitFor(() => expect(fast.mono() - brokeAtMs).toBeGreaterThan(600_000), soon)
    heal()
    const refused = sandbox.ledger().lastCalls.filter((call) => call.status === 503).length
    // Three find it out, or as many as were out already when it began: six at most. Then nine, one a minute.
    expect(refused).toBeLessThanOrEqual(6 + 9)
    expect(store.outbox.counts()).toMatchObject({ waiting: 8, parked: 0 })
    await vi.waitFor(() => expect(waiting()).toBe(0), soon)
    expect(breaker.state().is).toBe('closed')
  })

  it('F17 started again without a network, says since when the store was last heard', async () => {
    store.write({ kind: 'test', actor: systemActor, subject: null, given: {}, traceId: 'req_test' }, () => {
      const pulledAt = (hours: number) => new Date(fast.now() - hours * 3_600_000).toISOString()
      store.feeds.put({ ...store.feeds.get('products'), isFirstPull: false, pulledAt: pulledAt(30) })
      store.feeds.put({ ...store.feeds.get('consignments'), isFirstPull: false, pulledAt: pulledAt(3) })
    })
    await sandbox.faults.network('down')
    connect()
    await vi.waitFor(() => expect(say()).toMatch(/^Offline for 3 h \d+ min, 0 waiting, nothing lost$/), soon)
  })

  it('F16 a token that is not taken is said, tried once in a while, and forgotten when it works again', async () => {
    sandbox.faults.changeToken(null)
    note(5)
    connect()
    await vi.waitFor(
      () =>
        expect(say()).toBe(
          'Lightspeed does not take the token: connect again in Set-up, 5 waiting, nothing lost',
        ),
      soon,
    )
    expect(link?.state().isSignedOut).toBe(true)
    // One feed and one entry a minute try for all: in ten such minutes few calls go out.
    const before = sandbox.ledger().calls
    const from = fast.mono()
    await vi.waitFor(() => expect(fast.mono() - from).toBeGreaterThan(600_000), soon)
    expect(sandbox.ledger().calls - before).toBeLessThanOrEqual(40)
    sandbox.faults.changeToken(sandbox.token)
    await vi.waitFor(() => expect(waiting()).toBe(0), soon)
    await vi.waitFor(() => expect(say()).toBe('All sent'), soon)
    expect(link?.state().isSignedOut).toBe(false)
  })

  it('says what waits, what needs somebody and that nothing is connected', async () => {
    expect(say()).toBe('Not connected to a store')
    note(2)
    expect(say()).toBe('Not connected to a store, 2 waiting, nothing lost')
    sandbox.faults.add({ on: 'POST /consignments', fault: { is: 'status-before', status: 422 } })
    connect()
    await vi.waitFor(() => expect(say()).toBe('2 need you'), soon)
    const [entry] = syncScreen(store, fast, link).entries
    expect(entry).toMatchObject({
      what: 'packed and sent',
      state: 'parked',
      nextTryAt: null,
      traceId: expect.any(String),
    })
    expect(entry?.lastAnswer).toContain('422')
  })

  it('counts a parked change and the question about it once, and says beside it that it is offline', async () => {
    note(2)
    sandbox.faults.add({ on: 'POST /consignments', fault: { is: 'status-before', status: 422 } })
    connect()
    await vi.waitFor(() => expect(say()).toBe('2 need you'), soon)
    const [asked, other] = store.outbox.allOpen()
    const raise = (consignmentId: string) =>
      store.write({ kind: 'test', actor: systemActor, subject: null, given: {}, traceId: 'req_test' }, () =>
        store.conflicts.raise({
          id: store.newId(),
          consignmentId,
          kind: 'push-gone',
          here: 'it is known here',
          there: 'it is gone there',
          choices: [],
          raisedAt: store.now(),
        }),
      )
    raise(asked?.lane ?? '')
    expect(syncLine(store, fast, link)).toMatchObject({
      parked: 2,
      conflicts: 1,
      needs: 2,
      say: '2 need you',
    })
    raise(other?.lane ?? '')
    expect(syncLine(store, fast, link)).toMatchObject({
      parked: 2,
      conflicts: 2,
      needs: 2,
      say: '2 need you',
    })
    await sandbox.faults.network('down')
    await vi.waitFor(() => expect(say()).toMatch(/^2 need you\. Offline for \d+ (s|min)$/), soon)
    note(3)
    expect(say()).toMatch(/^2 need you\. Offline for \d+ (s|min), 3 waiting$/)
  })

  it.each(['at once', 'while a page is out', 'while a create is out'])(
    'closes %s and leaves nothing running',
    async (when) => {
      if (when !== 'at once')
        sandbox.faults.add({
          on: when === 'while a page is out' ? 'GET *' : 'POST *',
          fault: { is: 'delay', ms: 60_000 },
        })
      const one = connect()
      note(3)
      if (when !== 'at once') {
        await vi.waitFor(
          () => expect(store.outbox.allOpen().some((entry) => entry.state === 'in_flight')).toBe(true),
          soon,
        )
      }
      const unhandled: unknown[] = []
      const hear = (thrown: unknown) => unhandled.push(thrown)
      process.on('unhandledRejection', hear)
      await one.close()
      // What was on its way when it closed may still arrive there.
      await new Promise<void>((resolve) => systemClock.after(50, resolve))
      const calls = sandbox.ledger().calls
      const rows = [...store.journalRowsInOrder()].length
      // An outcome that is not known is kept as such: nothing is lost by closing.
      expect(store.outbox.allOpen()).toHaveLength(3)
      store.close()
      one.now()
      one.pusher.wake()
      one.puller.lookNow()
      await new Promise<void>((resolve) => systemClock.after(50, resolve))
      expect(sandbox.ledger().calls).toBe(calls)
      expect(unhandled).toEqual([])
      process.off('unhandledRejection', hear)
      link = null
      store = openStore(folder, fast).store
      expect([...store.journalRowsInOrder()]).toHaveLength(rows)
    },
  )
})
