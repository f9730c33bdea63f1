import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { discardEntry, retryEntry } from '../../../src-main/sync/settle.ts'
import { syncScreen } from '../../../src-main/sync/sync-screen.ts'
import { StationError } from '../../../src-shared/failure.ts'
import { openSyncBench, type SyncBench, someProducts } from './sync-bench.ts'

const minuteMs = 60_000
const [tea = ''] = someProducts(1)
const packed = [{ productId: tea, units: 6, costCents: 420 }]

let bench: SyncBench
beforeEach(async () => {
  bench = await openSyncBench()
})
afterEach(() => bench.close())

const open = () => bench.store.outbox.allOpen()
const head = () => open()[0]
const isDone = () => open().length === 0
const isParked = () => head()?.state === 'parked'

function tellOne(): { id: string; reference: string } {
  const made = bench.transfer({ [tea]: 6 })
  bench.tell(made.id, { status: 'OPEN', packed })
  return made
}
const madeOf = (reference: string) => bench.sandbox.ledger().byReference[reference]?.consignmentIds ?? []

describe('a create whose answer was lost, and whose look-up is refused', () => {
  it.each([403, 400])('F12 F22 is looked up first when a person says again (%i)', async (status) => {
    bench.sandbox.faults.add({ on: 'POST /consignments', fault: { is: 'drop-after' }, times: 1 })
    bench.sandbox.faults.add({ on: 'GET /consignments', fault: { is: 'status-before', status } })
    bench.startPusher()
    const { reference } = tellOne()
    await bench.runUntil(isParked)
    expect(head()?.step).toContain('create')
    bench.sandbox.faults.clear()
    retryEntry(bench.bench(), { entryId: head()?.id ?? '' })
    await bench.runUntil(isDone)
    expect(madeOf(reference)).toHaveLength(1)
    expect(bench.sandbox.ledger().creates).toBe(1)
  })
})

describe('F09 a wall clock that is set', () => {
  it('forward by ten minutes makes no look-up early: there is one consignment', async () => {
    bench.sandbox.faults.delayLists(110_000)
    bench.sandbox.faults.add({ on: 'POST /consignments', fault: { is: 'drop-after' }, times: 1 })
    const { reference } = tellOne()
    bench.startPusher()
    await bench.runUntil(() => head()?.state === 'unknown')
    bench.setWallOff(10 * minuteMs)
    await bench.runUntil(isDone)
    expect(madeOf(reference)).toHaveLength(1)
    expect(bench.sandbox.ledger().accumulatedLines).toEqual([])
  })

  it('back by three hours lets nothing wait longer than it would have', async () => {
    bench.setWallOff(3 * 60 * minuteMs)
    bench.sandbox.faults.add({
      on: 'POST /consignments',
      fault: { is: 'status-before', status: 503 },
      times: 2,
    })
    tellOne()
    bench.startPusher()
    await bench.runUntil(() => (head()?.tries ?? 0) > 0)
    bench.setWallOff(0)
    const from = bench.clock.mono()
    await bench.runUntil(isDone)
    expect(bench.clock.mono() - from).toBeLessThan(10 * minuteMs)
  })

  it('back while the station was off leaves nothing waiting for the old time', async () => {
    bench.setWallOff(365 * 24 * 60 * minuteMs)
    tellOne()
    bench.setWallOff(0)
    await bench.restart()
    bench.startPusher()
    const from = bench.clock.mono()
    await bench.runUntil(isDone)
    expect(bench.clock.mono() - from).toBeLessThan(minuteMs)
  })
})

describe('F03 a store that cannot be written', () => {
  it('stops no other work, throws nothing, and goes on when there is room', async () => {
    bench.sandbox.faults.add({ on: 'POST /consignments', fault: { is: 'delay-answer', ms: 3_000 } })
    const { reference } = tellOne()
    const unhandled: unknown[] = []
    const hear = (thrown: unknown) => unhandled.push(thrown)
    process.on('unhandledRejection', hear)
    const pusher = bench.startPusher()
    await bench.calm()
    expect(head()?.state).toBe('in_flight')
    const { write } = bench.store
    bench.store.write = () => {
      throw new StationError('disk-full', 'The disk is full.', 'Make room.')
    }
    for (let turn = 0; turn < 20; turn++) {
      await bench.calm()
      bench.clock.pass(5_000)
    }
    expect(() => pusher.wake()).not.toThrow()
    bench.store.write = write
    await bench.runUntil(isDone)
    process.off('unhandledRejection', hear)
    expect(unhandled).toEqual([])
    expect(madeOf(reference)).toHaveLength(1)
    expect(bench.bugs.length).toBeGreaterThan(0)
  })
})

it('an entry that is done stays done when whoever listens breaks', async () => {
  tellOne()
  bench.startPusher(() => {
    throw new Error('the screen broke')
  })
  await bench.runUntil(isDone)
  bench.clock.pass(1_000)
  await bench.calm()
  expect(open()).toEqual([])
  expect(bench.bugs.map(String)).toEqual(expect.arrayContaining(['Error: the screen broke']))
})

it('a product Lightspeed does not know is said to be refused, not to be changed back', async () => {
  const nowhere = '00000000-0000-11ee-e000-00000000dead'
  const { id } = bench.transfer({ [tea]: 6, [nowhere]: 1 })
  bench.startPusher()
  bench.tell(id, { status: 'OPEN', packed: [...packed, { productId: nowhere, units: 1, costCents: null }] })
  await bench.runUntil(isParked)
  expect(head()?.advice).toContain('does not take this product')
  const posts = bench.sandbox
    .ledger()
    .lastCalls.filter(({ route }) => route === 'POST /consignments/:id/products')
  expect(posts.length).toBeLessThanOrEqual(3)
})

it('F07 an old copy of the store that is brought back makes no second consignment', async () => {
  const { reference } = tellOne()
  const bringBack = bench.copy()
  bench.startPusher()
  await bench.runUntil(isDone)
  bringBack()
  await bench.restart()
  expect(open()).toHaveLength(1)
  bench.startPusher()
  await bench.runUntil(isDone)
  expect(madeOf(reference)).toHaveLength(1)
  expect(bench.sandbox.ledger()).toMatchObject({ creates: 1, accumulatedLines: [] })
})

it('an entry written by another version is shown, and can be discarded', async () => {
  const { id } = tellOne()
  bench.write((store) => store.outbox.setBody(head()?.id ?? '', '{"kind":"of tomorrow"}', store.now()))
  bench.startPusher()
  await bench.runUntil(isParked)
  const shown = syncScreen(bench.store, bench.clock, null).entries
  expect(shown).toMatchObject([{ consignmentId: id, state: 'parked' }])
  discardEntry(bench.bench(), { entryId: shown[0]?.id ?? '', reason: 'made by another version' })
  expect(open()).toEqual([])
})
