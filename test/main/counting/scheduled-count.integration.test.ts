import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { consignmentOrRefuse } from '../../../src-main/bench.ts'
import { setCounted, skipLines } from '../../../src-main/counting/count.ts'
import { countDesk } from '../../../src-main/counting/count-desk.ts'
import { startCount } from '../../../src-main/counting/list.ts'
import { approveCount, countAgain, finishCount } from '../../../src-main/counting/review.ts'
import { openSyncBench, type SyncBench, someProducts, warehouse } from '../sync/sync-bench.ts'

let bench: SyncBench
const [tea = '', cup = '', pot = '', kettle = ''] = someProducts(4)

beforeEach(async () => {
  bench = await openSyncBench()
})
afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

const level = (productId: string) => bench.sandbox.control.level(productId, warehouse)

/** A count of these products that the office put down for this outlet, as it came here. */
async function scheduled(productIds: readonly string[]) {
  const made = bench.sandbox.control.scheduledCount({ outletId: warehouse, productIds })
  const local = () => bench.store.consignments.byRemoteId(made.id)
  bench.startPuller()
  bench.startPusher()
  await bench.runUntil(() => local() !== null)
  const consignmentId = local()?.id ?? ''
  const lineOf = (productId: string) => bench.store.lines.ofProduct(consignmentId, productId)?.id ?? ''
  return {
    consignmentId,
    remoteId: made.id,
    state: () => local()?.state,
    lineOf,
    lines: () => bench.store.lines.of(consignmentId).length,
    set: (productId: string, counted: number) =>
      setCounted(bench.bench(), { consignmentId, lineId: lineOf(productId), counted }),
    there: () => bench.sandbox.control.lines(made.id).map((line) => line.productId),
    status: () => bench.sandbox.control.consignment(made.id).status,
  }
}

describe('a stocktake the office put down', () => {
  it('is started here, counted as Lightspeed lists it, and completed there; what was skipped keeps its stock', async () => {
    const before = level(pot)
    const count = await scheduled([tea, cup, pot])
    const { consignmentId } = count
    expect(count.state()).toBe('scheduled')
    startCount(bench.bench(), { consignmentId, isBlind: true })
    await bench.runUntil(() => count.lines() === 3)
    count.set(tea, level(tea) - 2)
    count.set(cup, level(cup))
    skipLines(bench.bench(), { consignmentId, lineIds: [count.lineOf(pot)], reason: 'Not reached' })
    finishCount(bench.bench(), { consignmentId })
    const teaBefore = level(tea)
    await bench.runUntil(() => !count.there().includes(pot))
    approveCount(bench.bench(), { consignmentId })
    await bench.runUntil(() => count.state() === 'completed')
    expect(count.status()).toBe('STOCKTAKE_COMPLETE')
    expect([level(tea), level(pot)]).toEqual([teaBefore - 2, before])
    expect(bench.store.conflicts.open()).toEqual([])
  })

  it('is not approved while a line that came after the review is uncounted', async () => {
    const count = await scheduled([tea])
    const { consignmentId } = count
    startCount(bench.bench(), { consignmentId, isBlind: false })
    await bench.runUntil(() => count.lines() === 1)
    count.set(tea, level(tea))
    finishCount(bench.bench(), { consignmentId })
    await bench.runUntil(() => bench.store.outbox.allOpen().length === 0)
    const kettleBefore = level(kettle)
    bench.sandbox.control.editLine({ consignmentId: count.remoteId, productId: kettle, received: 0 })
    await bench.runUntil(() => count.lines() === 2)
    expect(() => approveCount(bench.bench(), { consignmentId })).toThrow('Not counted yet')
    countAgain(bench.bench(), { consignmentId, lineIds: [count.lineOf(kettle)] })
    count.set(kettle, kettleBefore - 1)
    finishCount(bench.bench(), { consignmentId })
    expect(countDesk(bench.store, consignmentOrRefuse(bench.store, consignmentId)).sums?.units).toBe(1)
    approveCount(bench.bench(), { consignmentId })
    await bench.runUntil(() => count.state() === 'completed')
    expect(level(kettle)).toBe(kettleBefore - 1)
  })
})
