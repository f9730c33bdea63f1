import { afterEach, expect, it } from 'vitest'
import { feedViews } from '../../../src-main/sync/sync-screen.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from './sync-bench.ts'

/** The smallest store there is: one register, 350 calls in five minutes. */
let bench: SyncBench
const [tea = '', cup = '', pot = ''] = someProducts(3)
const minuteMs = 60_000

afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

const makeTransfers = (count: number) =>
  Array.from({ length: count }, () =>
    bench.sandbox.control.transferToPack({
      fromOutletId: warehouse,
      toOutletId: ponsonby,
      lines: [{ productId: tea, count: 2 }],
    }),
  )
const known = (made: { id: string }[]) =>
  made.filter(({ id }) => bench.store.consignments.byRemoteId(id) !== null).length
const minutes = () => bench.clock.mono() / minuteMs

/** Tells a packed transfer of three lines and gives the minutes until Lightspeed agrees. */
async function told(): Promise<number> {
  const { id } = bench.transfer({ [tea]: 6, [cup]: 2, [pot]: 1 })
  const from = minutes()
  bench.tell(id, {
    status: 'SENT',
    packed: [tea, cup, pot].map((productId) => ({ productId, units: 1, costCents: null })),
  })
  await bench.runUntil(() => bench.store.outbox.inLane(id).length === 0)
  return minutes() - from
}

it('one register, 150 open transfers: all are known in two windows, and what goes out never waits for them', async () => {
  bench = await openSyncBench({ registers: 1 })
  const made = makeTransfers(150)
  bench.startPuller()
  bench.startPusher()
  const pushes: number[] = []
  // While the first pull is at its busiest, and then again and again in the same window.
  await bench.runUntil(() => known(made) > 10)
  pushes.push(await told())
  for (const at of [1, 2, 3, 4, 4.9]) {
    await bench.runUntil(() => minutes() >= at)
    pushes.push(await told())
  }
  await bench.runUntil(() => known(made) === made.length)
  const allKnown = minutes()
  const { usedByWindow, allowance, status429 } = bench.sandbox.ledger()
  expect(allowance).toBe(350)
  expect(status429).toBe(0)
  expect(allKnown).toBeLessThan(6)
  // Answers take no time here: whatever a push took, it waited for its turn.
  expect(pushes).toEqual([0, 0, 0, 0, 0, 0])
  expect(Math.max(...usedByWindow)).toBeLessThanOrEqual(allowance * 0.9)
})

it('lines that were read stay read when the allowance runs out in the middle of a page', async () => {
  bench = await openSyncBench({ registers: 1 })
  const made = makeTransfers(200)
  bench.startPuller()
  await bench.runUntil(() => minutes() >= 4)
  expect(known(made)).toBeGreaterThan(60)
  const view = feedViews(bench.store, null).find(({ name }) => name === 'consignments')
  expect(view?.lastProblem).toBe(
    `${made.length - known(made)} consignments are still to be read, as the call allowance has room.`,
  )
  const calls = () => bench.sandbox.ledger().callsByRoute['GET /consignments/:id/products'] ?? 0
  await bench.runUntil(() => known(made) === made.length)
  // Each list of lines was asked for once, give or take what a window cut in half.
  expect(calls()).toBeLessThan(made.length * 1.1)
  expect(bench.sandbox.ledger().status429).toBe(0)
})
