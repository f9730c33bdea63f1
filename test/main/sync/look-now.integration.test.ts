import { afterEach, beforeEach, expect, it } from 'vitest'
import { tokenAccess } from '../../../src-main/lightspeed/line-access.ts'
import { type Link, openLink } from '../../../src-main/sync/link.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from './sync-bench.ts'

let bench: SyncBench
let link: Link
const [tea = ''] = someProducts(1)
const calls = () => bench.sandbox.ledger().calls
const isFirstLookOver = () => !bench.store.feeds.get('consignments').isFirstPull && !link.puller.isLooking()

beforeEach(async () => {
  // Room for every look of the test: with one register the feeds would slow down in the middle of it.
  bench = await openSyncBench({ registers: 4 })
  link = openLink({
    bench: bench.bench(),
    url: bench.sandbox.url,
    apiVersion: '2026-07',
    access: tokenAccess(() => bench.sandbox.token),
    userAgent: 'Test',
    onChange: () => undefined,
  })
  await settle(() => isFirstLookOver())
  await run(10_000)
})
afterEach(async () => {
  await link.close()
  expect(bench.bugs).toEqual([])
  await bench.close()
})

/** Lets calls come back until it is so. The clock stands still. */
async function settle(isSo: () => boolean): Promise<void> {
  const givenUpAt = performance.now() + 15_000
  while (!isSo() && performance.now() < givenUpAt) {
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(isSo()).toBe(true)
}

/** Passes the time in fortieths of a second, with what is given in each. */
async function run(ms: number, each: () => void = () => undefined): Promise<void> {
  for (let at = 0; at < ms; at += 25) {
    each()
    bench.clock.pass(25)
    await settle(() => !link.puller.isLooking())
  }
}

it('asked to look 40 times a second, looks once in two seconds, and once more after the last', async () => {
  const before = calls()
  link.now()
  await settle(() => !link.puller.isLooking())
  const oneLook = calls() - before
  expect(oneLook).toBeGreaterThan(0)
  await run(2_000)
  const from = calls()
  await run(19_500, () => link.now())
  // Feeds that brought something lately take a call more or less than the first look did.
  expect(calls() - from).toBeLessThanOrEqual(11 * oneLook)
  expect(calls() - from).toBeGreaterThan(5 * oneLook)
  const atEnd = calls()
  await run(2_000)
  expect(calls() - atEnd).toBeGreaterThan(0)
  expect(calls() - atEnd).toBeLessThan(2 * oneLook)
  expect(bench.sandbox.ledger().status429).toBe(0)
})

it('says whether a look was begun or one is joined, and what came since is found without asking again', async () => {
  expect(link.now()).toBe(true)
  expect(link.now()).toBe(false)
  await settle(() => !link.puller.isLooking())
  const { id } = bench.sandbox.control.transferToPack({
    fromOutletId: warehouse,
    toOutletId: ponsonby,
    lines: [{ productId: tea, count: 2 }],
  })
  expect(link.now()).toBe(false)
  bench.clock.pass(2_000)
  await settle(() => bench.store.consignments.byRemoteId(id) !== null)
})

it('tries what waits no oftener however often it is asked: a refused call is not tried to its end in a second', async () => {
  bench.sandbox.faults.add({
    on: 'POST /consignments',
    fault: { is: 'status-before', status: 500 },
    times: 99,
  })
  const { id } = bench.transfer({ [tea]: 2 })
  bench.tell(id, { status: 'SENT', packed: [{ productId: tea, units: 2, costCents: null }] })
  link.pusher.wake()
  await run(1_000, () => link.now())
  expect(bench.store.outbox.inLane(id)[0]?.tries).toBeLessThanOrEqual(2)
})

it('a feed that answers with nonsense is tried again in its time, and the others are not made to run for it', async () => {
  bench.sandbox.faults.add({ on: 'GET /suppliers', fault: { is: 'html', status: 200 }, times: 999 })
  link.now()
  await settle(() => !link.puller.isLooking())
  await run(3_000)
  const before = calls()
  await run(30_000)
  // In half a minute: the consignments twice, the other feeds once at most, and the broken one again.
  expect(calls() - before).toBeLessThan(30)
})

it('F17 any call that gets through shows that the network is back: every feed looks at once', async () => {
  await bench.sandbox.faults.network('down')
  bench.clock.pass(60_000)
  await settle(() => link.state().isOffline)
  await bench.sandbox.faults.network('up')
  await settle(() => !link.puller.isLooking())
  const { id } = bench.sandbox.control.transferToPack({
    fromOutletId: warehouse,
    toOutletId: ponsonby,
    lines: [{ productId: tea, count: 2 }],
  })
  expect((await link.lightspeed.outlets({ after: 0, deleted: false })).is).toBe('answer')
  expect(link.state().isOffline).toBe(false)
  await settle(() => !link.puller.isLooking())
  await settle(() => bench.store.remote.get(id) !== null)
})

it('F16 a permission that is missing stops only the feed that needs it, and says so there', async () => {
  bench.sandbox.faults.add({ on: 'GET /suppliers', fault: { is: 'status-before', status: 403 }, times: 999 })
  link.now()
  await settle(() => !link.puller.isLooking())
  const { id } = bench.sandbox.control.transferToPack({
    fromOutletId: warehouse,
    toOutletId: ponsonby,
    lines: [{ productId: tea, count: 2 }],
  })
  bench.clock.pass(30_000)
  await settle(() => bench.store.consignments.byRemoteId(id) !== null)
  const problems = bench.store.feeds.all().flatMap(({ name, problem }) => (problem === null ? [] : [name]))
  expect(problems).toEqual(['suppliers'])
  expect(link.state()).toMatchObject({ isOffline: false, isSignedOut: false })
})
