import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { discardEntry, retryEntry } from '../../../src-main/sync/settle.ts'
import { openSyncBench, type SyncBench, someProducts } from './sync-bench.ts'

let bench: SyncBench
const [tea = ''] = someProducts(1)
const nowhere = '00000000-0000-11ee-e000-000000000bad'
const packed = (productId: string, units = 6) => [{ productId, units, costCents: 420 }]

beforeEach(async () => {
  bench = await openSyncBench()
  bench.startPusher()
})
afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

const entries = (id: string) => bench.store.outbox.inLane(id)
const isParked = (id: string) => entries(id).some((entry) => entry.state === 'parked')
const remote = (id: string) =>
  bench.sandbox.control.consignment(bench.store.consignments.get(id)?.remoteId ?? '')

/** A transfer of a product that Lightspeed does not have: it can be made, and its line is refused. */
async function poisoned(): Promise<{ id: string; reference: string; entry: string }> {
  const { id, reference } = bench.transfer({ [nowhere]: 6 })
  bench.tell(id, { status: 'OPEN', packed: packed(nowhere) })
  await bench.runUntil(() => isParked(id))
  return { id, reference, entry: entries(id)[0]?.id ?? '' }
}

describe('F35 a job that Lightspeed refuses', () => {
  it('is parked with what was said and what to do, after one read-back, while every other lane goes out', async () => {
    const bad = await poisoned()
    const others = Array.from({ length: 12 }, () => bench.transfer({ [tea]: 6 }).id)
    for (const id of others) bench.tell(id, { status: 'SENT', packed: packed(tea) })
    await bench.runUntil(() => others.every((id) => entries(id).length === 0))
    expect(others.map((id) => remote(id).status)).toEqual(others.map(() => 'SENT'))
    expect(entries(bad.id)).toMatchObject([
      {
        state: 'parked',
        lastAnswer: 'product_id is unknown',
        advice: 'Lightspeed does not take this product. The office adds it there, then retry.',
      },
    ])
    const posts = bench.sandbox.ledger().callsByRoute['POST /consignments/:id/products'] ?? 0
    expect(posts).toBe(1 + others.length)
  })

  it('goes out again with the same key: the same entry, the same reference, the same consignment', async () => {
    const bad = await poisoned()
    const before = bench.store.consignments.get(bad.id)?.remoteId
    retryEntry(bench.bench(), { entryId: bad.entry })
    expect(entries(bad.id)[0]).toMatchObject({ id: bad.entry, state: 'pending', tries: 0 })
    await bench.runUntil(() => isParked(bad.id))
    expect(entries(bad.id)[0]?.id).toBe(bad.entry)
    expect(bench.sandbox.ledger().byReference[bad.reference]?.consignmentIds).toEqual([before])
    expect(bench.sandbox.ledger().creates).toBe(1)
  })

  it('holds what is told later of its own consignment, which folds while it waits and goes out in order', async () => {
    const bad = await poisoned()
    bench.tell(bad.id, { status: 'OPEN', packed: packed(tea, 3) })
    bench.tell(bad.id, { status: 'SENT', packed: packed(tea, 4) })
    await bench.calm()
    expect(entries(bad.id).map((entry) => entry.state)).toEqual(['parked', 'pending'])
    expect(remote(bad.id).status).toBe('OPEN')
    discardEntry(bench.bench(), { entryId: bad.entry, reason: 'A product nobody has' })
    await bench.runUntil(() => entries(bad.id).length === 0)
    expect(remote(bad.id).status).toBe('SENT')
    const lines = bench.sandbox.control.lines(remote(bad.id).id)
    expect(lines.map((line) => [line.productId, line.count])).toEqual([[tea, 4]])
  })

  it('and is given up while a create of it may have been lost, is looked for before another is made', async () => {
    const { faults } = bench.sandbox
    faults.add({ on: 'POST /consignments', fault: { is: 'drop-after' }, times: 1 })
    const undo = faults.add({ on: 'GET *', fault: { is: 'status-before', status: 400 } })
    const { id, reference } = bench.transfer({ [tea]: 6 })
    bench.tell(id, { status: 'OPEN', packed: packed(tea) })
    await bench.runUntil(() => isParked(id))
    discardEntry(bench.bench(), { entryId: entries(id)[0]?.id ?? '', reason: 'Will be told again' })
    undo()
    bench.tell(id, { status: 'SENT', packed: packed(tea) })
    await bench.runUntil(() => entries(id).length === 0)
    expect(bench.sandbox.ledger().byReference[reference]?.consignmentIds).toEqual([remote(id).id])
    expect(remote(id).status).toBe('SENT')
  })

  it('is still there after a restart, and nothing of it was tried meanwhile', async () => {
    const bad = await poisoned()
    const calls = bench.sandbox.ledger().calls
    await bench.restart()
    bench.startPusher()
    const later = bench.clock.mono() + 3_600_000
    await bench.runUntil(() => bench.clock.mono() >= later)
    expect(bench.sandbox.ledger().calls).toBe(calls)
    expect(entries(bad.id)[0]).toMatchObject({ id: bad.entry, state: 'parked' })
  })
})
