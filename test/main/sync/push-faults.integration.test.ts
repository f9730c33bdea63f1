import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FaultRule } from '../../../src-main/training/store/faults.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from './sync-bench.ts'

let bench: SyncBench
const [tea = '', cup = '', pot = ''] = someProducts(3)
const packed = [
  { productId: tea, units: 6, costCents: 420 },
  { productId: cup, units: 4, costCents: 99 },
]
const received = [
  { productId: tea, units: 5 },
  { productId: cup, units: 0 },
]

beforeEach(async () => {
  bench = await openSyncBench()
})
afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

const isDone = () => bench.store.outbox.allOpen().length === 0

/** Packed, sent, received and closed: four things to tell, one after the other. */
async function pushAll(): Promise<{ id: string; reference: string; remoteId: string }> {
  const { id, reference } = bench.transfer({ [tea]: 6, [cup]: 4 })
  bench.startPusher()
  bench.tell(id, { status: 'OPEN', packed })
  await bench.runUntil(isDone)
  bench.tell(id, { status: 'SENT', packed })
  await bench.runUntil(isDone)
  bench.tell(id, { status: 'SENT', received })
  await bench.runUntil(isDone)
  bench.tell(id, { status: 'RECEIVED', received })
  await bench.runUntil(isDone)
  return { id, reference, remoteId: bench.store.consignments.get(id)?.remoteId ?? '' }
}

/** One consignment of the reference, the units told, stock moved once, and no line ever added to twice. */
function expectOneEffect(reference: string, remoteId: string): void {
  const ledger = bench.sandbox.ledger()
  expect(ledger.byReference[reference]?.consignmentIds).toEqual([remoteId])
  expect(ledger.accumulatedLines).toEqual([])
  expect(ledger.creates).toBe(1)
  expect(ledger.sendsBeforeCreates).toBe(0)
  expect(bench.sandbox.control.consignment(remoteId).status).toBe('RECEIVED')
  const lines = bench.sandbox.control.lines(remoteId)
  expect(Object.fromEntries(lines.map((line) => [line.productId, [line.count, line.received]]))).toEqual({
    [tea]: [6, 5],
    [cup]: [4, 0],
  })
}

const writes = [
  'POST /consignments',
  'POST /consignments/:id/products',
  'PUT /consignments/:id',
  'PUT /consignments/:id/products/:product',
]

describe('a push in normal operation', () => {
  it('sends nothing the store refuses and reads back what it wrote', async () => {
    const levels = () =>
      [tea, cup].map((id) => [warehouse, ponsonby].map((at) => bench.sandbox.control.level(id, at)))
    const before = levels()
    const { reference, remoteId } = await pushAll()
    expectOneEffect(reference, remoteId)
    const ledger = bench.sandbox.ledger()
    expect(ledger.refused).toEqual([])
    expect(ledger.byReference[reference]?.statuses).toEqual(['SENT', 'RECEIVED'])
    // Two lines made, one received count written, one zero written before the end.
    expect(ledger.byReference[reference]?.lineWrites).toBe(4)
    expect(levels()).toEqual(
      before.map(([from = 0, to = 0], at) => [
        from - (packed[at]?.units ?? 0),
        to + (received[at]?.units ?? 0),
      ]),
    )
    console.log(JSON.stringify(ledger.callsByRoute))
  })
})
