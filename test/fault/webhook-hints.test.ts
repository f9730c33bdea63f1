import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sandboxApp } from '../../src-main/training/store/sandbox-store.ts'
import { openTestRelay } from '../main/relay/open-relay.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from '../main/sync/sync-bench.ts'
import { chosen } from './wishes.ts'

const [tea = '', mug = '', jam = '', oil = ''] = someProducts(4)
const types = ['consignment.send', 'consignment.receive', 'inventory.update'] as const

let bench: SyncBench
let folder: string
let relay: Awaited<ReturnType<typeof openTestRelay>>

beforeAll(async () => {
  bench = await openSyncBench({ outlet: ponsonby, seed: 26 })
  folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'hints-'))
  relay = await openTestRelay({ folder, secrets: [sandboxApp.clientSecret] })
  for (const type of types) {
    await fetch(`${bench.sandbox.url}/api/2026-07/webhooks`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bench.sandbox.token}` },
      body: JSON.stringify({ active: true, type, url: `${relay.url}/hooks/ls/${type.replace('.', '-')}` }),
    })
  }
  bench.startPullerOnce()
  await bench.runUntil(() => {
    const feeds = bench.store.feeds.all()
    return feeds.length === 7 && feeds.every((feed) => !feed.isFirstPull)
  })
  bench.sandbox.webhooks.hold(true)
})
afterAll(async () => {
  await bench?.close()
  await relay?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Every order of so many things. */
function orders(count: number): number[][] {
  if (count === 0) return [[]]
  return orders(count - 1).flatMap((rest) =>
    Array.from({ length: count }, (_, place) => [...rest.slice(0, place), count - 1, ...rest.slice(place)]),
  )
}

const allOrders = orders(6)
const chosenOrders = chosen(allOrders, 20)

const incoming = (productId: string) =>
  bench.sandbox.control.incomingTransfer({
    toOutletId: ponsonby,
    fromOutletId: warehouse,
    lines: [{ productId, count: 2 }],
  }).id

/** Six webhooks: one transfer is received in the web application, another one sent, two levels set by hand. */
function sixChanges(received: string, level: number): { sent: string; webhooks: number[] } {
  const before = bench.sandbox.webhooks.deliveries().length
  bench.sandbox.control.receiveInWebApp(received)
  const sent = incoming(mug)
  bench.sandbox.control.setStock({ productId: jam, outletId: ponsonby, level })
  bench.sandbox.control.setStock({ productId: oil, outletId: ponsonby, level: level + 1 })
  const after = bench.sandbox.webhooks.deliveries().length
  return { sent, webhooks: Array.from({ length: after - before }, (_, place) => before + place) }
}

/** As a station does: the page behind the cursor, kept with it, and the puller told. */
async function askRelay(): Promise<void> {
  const page = await relay.hints(`?after=${bench.store.hints.cursor()?.cursor ?? 0}`)
  bench.write((store) => store.hints.take(page, store.now()))
  bench.startPullerOnce().hinted()
}

/** Everything of these transfers and levels, here and at the store, in one form. */
function compared(ids: string[]): { here: unknown; there: unknown } {
  const { control } = bench.sandbox
  const { store } = bench
  const stateFor = { SENT: 'sent', RECEIVED: 'completed' } as Record<string, string>
  return {
    here: [
      ids.map((id) => [
        store.consignments.byRemoteId(id)?.state,
        store.remote.get(id)?.version,
        store.remote.linesOf(id).map((line) => [line.productId, Number(line.count), Number(line.received)]),
      ]),
      [tea, mug, jam, oil].map((productId) => store.stock.projected(productId, ponsonby)),
      store.hints.waiting(),
      store.conflicts.open().length,
    ],
    there: [
      ids.map((id) => [
        stateFor[control.consignment(id).status],
        control.consignment(id).version,
        control.lines(id).map((line) => [line.productId, line.count ?? 0, line.received ?? 0]),
      ]),
      [tea, mug, jam, oil].map((productId) => control.level(productId, ponsonby)),
      [],
      0,
    ],
  }
}

const isSame = (ids: string[]) => {
  const { here, there } = compared(ids)
  return JSON.stringify(here) === JSON.stringify(there)
}

describe('F26 webhook hints', () => {
  it(`doubled, late or lost, in ${chosenOrders.length} of the 720 orders of 6, end in what the store has`, async () => {
    expect(new Set(allOrders.map(String)).size).toBe(720)
    const told = { orders: 0, doubled: 0, late: 0, lost: 0 }
    const byIdBefore = bench.sandbox.ledger().callsByRoute['GET /consignments/:id'] ?? 0
    for (const [number, order] of chosenOrders.entries()) {
      const received = incoming(tea)
      bench.startPullerOnce().lookNow()
      await bench.runUntil(
        () =>
          bench.store.consignments.byRemoteId(received)?.state === 'sent' &&
          !bench.startPullerOnce().isLooking(),
      )
      const { sent, webhooks } = sixChanges(received, 1_000 + number * 2)
      expect(webhooks).toHaveLength(6)
      const lost = number % 3 === 2 ? order[(number >> 2) % 6] : null
      const going = order.filter((place) => place !== lost)
      const early = number % (going.length + 1)
      for (const [turn, place] of going.entries()) {
        if (turn === early) await askRelay()
        const webhook = webhooks[place] ?? 0
        expect(await bench.sandbox.webhooks.send(webhook)).toBe(204)
        if ((number + turn) % 4 === 0) {
          expect(await bench.sandbox.webhooks.send(webhook)).toBe(204)
          told.doubled += 1
        }
        if (turn === early) await bench.calm()
      }
      await askRelay()
      const askedMs = bench.clock.mono()
      await bench.runUntil(
        () => bench.store.hints.waiting().length === 0 && (lost !== null || isSame([received, sent])),
      )
      if (lost === null) {
        // By hints alone: the next poll of the consignments comes 15 s after the look, that of the levels later.
        expect(bench.clock.mono() - askedMs).toBeLessThan(14_000)
      } else {
        // The next poll finds it: that of the consignments within 15 s, that of the levels within 60 s.
        const startedMs = bench.clock.mono()
        await bench.runUntil(() => isSame([received, sent]))
        expect(bench.clock.mono() - startedMs).toBeLessThanOrEqual(61_000)
        told.lost += 1
      }
      expect(compared([received, sent]).here, `order ${number}: ${order}`).toEqual(
        compared([received, sent]).there,
      )
      told.orders += 1
      if (early < going.length) told.late += 1
    }
    const page = await relay.hints('')
    const taken = page.tallies.reduce((sum, one) => sum + one.taken, 0)
    const doubled = page.tallies.reduce((sum, one) => sum + one.doubled, 0)
    const byId = (bench.sandbox.ledger().callsByRoute['GET /consignments/:id'] ?? 0) - byIdBefore
    console.log(
      `F26: ${JSON.stringify(told)}, hints ${taken}, kept off ${doubled}, consignments read by id ${byId}`,
    )
    expect(told.orders).toBe(chosenOrders.length)
    expect(taken).toBe(chosenOrders.length * 6 - told.lost)
    expect(doubled).toBe(told.doubled)
    expect(bench.bugs).toEqual([])
  })
})
