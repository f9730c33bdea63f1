import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Hint } from '../../../src-shared/model/hint.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from './sync-bench.ts'

const [tea = '', mug = ''] = someProducts(2)
let bench: SyncBench
let sequence = 0

beforeEach(async () => {
  sequence = 0
  bench = await openSyncBench({ outlet: ponsonby })
})
afterEach(async () => {
  await bench.close()
  expect(bench.bugs).toEqual([])
})

/** Hints as a relay's page brings them, and the puller told. */
function hint(...hints: Pick<Hint, 'type' | 'subject'>[]): void {
  const page = {
    relay: 'relay-one',
    next: sequence + hints.length,
    isGap: false,
    tallies: [],
    hints: hints.map((one) => {
      sequence += 1
      return { ...one, sequence, at: bench.store.now() }
    }),
  }
  bench.write((store) => store.hints.take(page, store.now()))
  bench.startPullerOnce().hinted()
}

const calls = (route: string) => bench.sandbox.ledger().callsByRoute[route] ?? 0
const isRead = () => bench.store.hints.waiting().length === 0
const level = (productId: string) => bench.store.stock.projected(productId, ponsonby)

/** All feeds pulled once, and a transfer known here. */
async function pulled() {
  const incoming = bench.sandbox.control.incomingTransfer({
    toOutletId: ponsonby,
    fromOutletId: warehouse,
    lines: [{ productId: tea, count: 3 }],
  })
  bench.startPullerOnce()
  await bench.runUntil(
    () => bench.store.feeds.all().every((feed) => !feed.isFirstPull) && bench.store.feeds.all().length === 7,
  )
  expect(bench.store.consignments.byRemoteId(incoming.id)).not.toBeNull()
  return incoming
}

describe('a hint of a relay', () => {
  it('at a known consignment is one reading by its id, however many lines it came for', async () => {
    const { id } = await pulled()
    bench.sandbox.control.receiveInWebApp(id)
    const before = { gets: calls('GET /consignments/:id'), lists: calls('GET /consignments') }
    hint(...Array.from({ length: 40 }, () => ({ type: 'consignment.receive' as const, subject: id })))
    await bench.runUntil(() => isRead() && bench.store.unread.counts().waiting === 0)
    expect(calls('GET /consignments/:id') - before.gets).toBe(1)
    expect(calls('GET /consignments') - before.lists).toBe(0)
    expect(bench.store.remote.get(id)?.status).toBe('RECEIVED')
    expect(bench.store.consignments.byRemoteId(id)?.state).toBe('completed')
  })

  it('at one nobody here knows is one poll of the feed, which brings it when it is work here', async () => {
    await pulled()
    const incoming = bench.sandbox.control.incomingTransfer({
      toOutletId: ponsonby,
      fromOutletId: warehouse,
      lines: [{ productId: mug, count: 2 }],
    })
    const before = calls('GET /consignments/:id')
    hint({ type: 'consignment.send', subject: incoming.id })
    await bench.runUntil(() => bench.store.consignments.byRemoteId(incoming.id) !== null && isRead())
    // Known by then, it may be looked at once more by its id; nothing is read twice for it.
    expect(calls('GET /consignments/:id') - before).toBeLessThanOrEqual(1)
  })

  it('at a level reads the levels, and hints that keep coming poll five times quickly and then every ten seconds', async () => {
    await pulled()
    bench.clock.pass(10_000)
    await bench.calm()
    const before = calls('POST /inventory')
    const startedMs = bench.clock.mono()
    for (let change = 1; change <= 120; change += 1) {
      bench.sandbox.control.setStock({ productId: tea, outletId: ponsonby, level: 100 + change })
      hint({ type: 'inventory.update', subject: tea })
      bench.clock.pass(1_000)
      await bench.calm()
    }
    await bench.runUntil(() => isRead())
    expect(level(tea)).toBe(220)
    const seconds = (bench.clock.mono() - startedMs) / 1_000
    // Each poll of what changed is a page and the empty page behind it.
    expect(calls('POST /inventory') - before).toBeLessThanOrEqual(2 * (Math.ceil(seconds / 10) + 9))
  })

  it('that came before the program ended is followed after the start', async () => {
    const { id } = await pulled()
    await bench.restart()
    bench.sandbox.control.receiveInWebApp(id)
    bench.write((store) =>
      store.hints.take(
        {
          relay: 'relay-one',
          next: 1,
          isGap: false,
          tallies: [],
          hints: [{ sequence: 1, type: 'consignment.receive', subject: id, at: store.now() }],
        },
        store.now(),
      ),
    )
    bench.startPullerOnce()
    await bench.runUntil(() => isRead() && bench.store.consignments.byRemoteId(id)?.state === 'completed')
  })

  it('at something that is not there does no harm and is done with', async () => {
    await pulled()
    hint(
      { type: 'consignment.receive', subject: '00000000-0000-0000-0000-000000000000' },
      { type: 'product.update', subject: null },
    )
    await bench.runUntil(isRead)
  })

  it('waits for the network, and is followed when it is back', async () => {
    const { id } = await pulled()
    await bench.sandbox.faults.network('down')
    hint({ type: 'consignment.receive', subject: id })
    bench.clock.pass(5_000)
    await bench.calm()
    expect(isRead()).toBe(false)
    await bench.sandbox.faults.network('up')
    bench.sandbox.control.receiveInWebApp(id)
    await bench.runUntil(() => isRead() && bench.store.remote.get(id)?.status === 'RECEIVED')
  })

  it('of a type that comes in lets its feed be polled a third as often, while the relay is heard', async () => {
    await pulled()
    const pollsIn = async (ms: number) => {
      const before = calls('POST /inventory')
      for (let passed = 0; passed < ms; passed += 1_000) {
        bench.clock.pass(1_000)
        await bench.calm()
      }
      return calls('POST /inventory') - before
    }
    const usual = await pollsIn(9 * 60_000)
    bench.setListening(true)
    hint({ type: 'inventory.update', subject: tea })
    await bench.runUntil(isRead)
    await pollsIn(60_000)
    const rare = await pollsIn(9 * 60_000)
    expect(usual).toBeGreaterThanOrEqual(9)
    expect(rare).toBeLessThanOrEqual(4)
    expect(rare).toBeGreaterThanOrEqual(3)
    bench.setListening(false)
    await pollsIn(180_000)
    expect(await pollsIn(9 * 60_000)).toBeGreaterThanOrEqual(9)
  })
})
