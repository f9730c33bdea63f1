import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settleConflict } from '../../../src-main/sync/settle.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from './sync-bench.ts'

let bench: SyncBench
const many = someProducts(30)
const [tea = '', cup = '', pot = ''] = many

beforeEach(async () => {
  bench = await openSyncBench()
})
afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

const isDone = () => bench.store.outbox.allOpen().length === 0
const isParked = () => bench.store.outbox.allOpen().some((entry) => entry.state === 'parked')
const remoteId = (id: string) => bench.store.consignments.get(id)?.remoteId ?? ''
const level = (productId: string, outletId: string) => bench.sandbox.control.level(productId, outletId)

/** Notes an intention and waits until Lightspeed was told. */
async function tell(id: string, wanted: Parameters<SyncBench['tell']>[1]): Promise<void> {
  bench.tell(id, wanted)
  await bench.runUntil(isDone)
}

function statusesOf(reference: string): string[] | undefined {
  return bench.sandbox.ledger().byReference[reference]?.statuses
}

describe('a return to the supplier', () => {
  const packed = [{ productId: tea, units: 4, costCents: 420 }]

  it('is made open with its counts, then sent, which lowers the stock of its outlet; nothing is refused', async () => {
    const before = level(tea, warehouse)
    const { id, reference } = bench.transfer({ [tea]: 4 }, 'packed', 'RETURN')
    bench.startPusher()
    await tell(id, { status: 'OPEN', packed })
    expect(bench.sandbox.control.consignment(remoteId(id))).toMatchObject({ type: 'RETURN', status: 'OPEN' })
    await tell(id, { status: 'SENT', packed })
    expect(statusesOf(reference)).toEqual(['SENT'])
    expect(level(tea, warehouse)).toBe(before - 4)
    expect(bench.sandbox.ledger().refused).toEqual([])
  })

  it('is cancelled while it is open; once sent, a person decides', async () => {
    const open = bench.transfer({ [tea]: 4 }, 'packed', 'RETURN')
    const sent = bench.transfer({ [tea]: 4 }, 'packed', 'RETURN')
    bench.startPusher()
    await tell(open.id, { status: 'OPEN', packed })
    await tell(open.id, { status: 'CANCELLED' })
    expect(bench.sandbox.control.consignment(remoteId(open.id)).status).toBe('CANCELLED')
    await tell(sent.id, { status: 'SENT', packed })
    bench.tell(sent.id, { status: 'CANCELLED' })
    await bench.runUntil(isParked)
    expect(bench.store.conflicts.open()[0]).toMatchObject({ kind: 'push-status', there: 'it is SENT there' })
    expect(bench.sandbox.ledger().refused).toEqual([])
  })
})

describe('a stocktake', () => {
  it('covers its own products only and sets their levels, a counted zero, a found product and a level below zero too', async () => {
    bench.sandbox.control.setStock({ productId: tea, outletId: ponsonby, level: -3 })
    const listed = [tea, cup]
    const untouched = level(many[5] ?? '', ponsonby)
    const { id, reference } = bench.transfer({ [tea]: 0, [cup]: 0 }, 'approved', 'STOCKTAKE')
    bench.startPusher()
    await tell(id, { status: 'STOCKTAKE_SCHEDULED', listed })
    await tell(id, { status: 'STOCKTAKE_IN_PROGRESS', listed })
    const received = [
      { productId: tea, units: 7 },
      { productId: cup, units: 0 },
      { productId: pot, units: 3 },
    ]
    await tell(id, { status: 'STOCKTAKE_IN_PROGRESS_PROCESSED', received })
    await tell(id, { status: 'STOCKTAKE_COMPLETE', received })
    expect(statusesOf(reference)).toEqual(['STOCKTAKE_IN_PROGRESS', 'STOCKTAKE_COMPLETE'])
    expect([tea, cup, pot].map((product) => level(product, ponsonby))).toEqual([7, 0, 3])
    expect(level(many[5] ?? '', ponsonby)).toBe(untouched)
    expect(bench.sandbox.control.lines(remoteId(id))).toHaveLength(3)
    expect(bench.sandbox.ledger().refused).toEqual([])
    expect(bench.sandbox.ledger().accumulatedLines).toEqual([])
    expect(bench.store.consignments.get(id)?.state).toBe('completed')
  })

  it('of more products than the vendor takes filters for is made with 25 and added to', async () => {
    const { id } = bench.transfer({}, 'approved', 'STOCKTAKE')
    bench.startPusher()
    const received = many.map((productId) => ({ productId, units: 2 }))
    await tell(id, { status: 'STOCKTAKE_COMPLETE', listed: many, received })
    expect(bench.sandbox.control.lines(remoteId(id))).toHaveLength(30)
    expect(bench.sandbox.ledger().refused).toEqual([])
  })

  it('leaves the stock of a skipped product alone, although its line was on the list already', async () => {
    const before = level(cup, ponsonby)
    const { id } = bench.transfer({}, 'approved', 'STOCKTAKE')
    bench.startPusher()
    await tell(id, { status: 'STOCKTAKE_IN_PROGRESS', listed: [tea, cup] })
    await bench.runUntil(() => bench.sandbox.control.lines(remoteId(id)).length === 2)
    const received = [{ productId: tea, units: 7 }]
    await tell(id, { status: 'STOCKTAKE_IN_PROGRESS_PROCESSED', received, skipped: [cup] })
    expect(bench.sandbox.control.lines(remoteId(id)).map((line) => line.productId)).toEqual([tea])
    const isTakenOff = ({ why }: { why: string }) => /DELETE|not found|no such/i.test(why)
    await tell(id, { status: 'STOCKTAKE_COMPLETE', received, skipped: [cup] })
    expect(bench.sandbox.ledger().refused.filter(isTakenOff)).toEqual([])
    expect(bench.sandbox.ledger().callsByRoute['DELETE /consignments/:id/products/:id']).toBe(1)
    expect(level(tea, ponsonby)).toBe(7)
    expect(level(cup, ponsonby)).toBe(before)
    expect(before).not.toBe(0)
  })

  it('with a line that nobody counted is not completed until a person says that it is zero', async () => {
    const { id } = bench.transfer({}, 'approved', 'STOCKTAKE')
    bench.startPusher()
    const received = [{ productId: tea, units: 7 }]
    bench.tell(id, { status: 'STOCKTAKE_COMPLETE', listed: [tea, cup], received })
    await bench.runUntil(isParked)
    const [conflict] = bench.store.conflicts.open()
    expect(conflict).toMatchObject({ kind: 'push-uncounted', here: '1 product was not counted here' })
    expect(bench.sandbox.control.consignment(remoteId(id)).status).toBe('STOCKTAKE_IN_PROGRESS_PROCESSED')
    const reason = 'Looked twice'
    settleConflict(bench.bench(), { conflictId: conflict?.id ?? '', choice: 'count-zero', reason })
    await bench.runUntil(isDone)
    expect([tea, cup].map((product) => level(product, ponsonby))).toEqual([7, 0])
  })

  it('that somebody else counts, too, is for a person', async () => {
    const { id } = bench.transfer({}, 'approved', 'STOCKTAKE')
    bench.startPusher()
    await tell(id, { status: 'STOCKTAKE_IN_PROGRESS', listed: [tea] })
    bench.sandbox.control.editLine({ consignmentId: remoteId(id), productId: tea, received: 5 })
    bench.tell(id, { status: 'STOCKTAKE_COMPLETE', received: [{ productId: tea, units: 7 }] })
    await bench.runUntil(isParked)
    const [conflict] = bench.store.conflicts.open()
    expect(conflict?.choices.map((one) => one.choice)).toEqual(['ours-is-all', 'try-again', 'drop-ours'])
    settleConflict(bench.bench(), { conflictId: conflict?.id ?? '', choice: 'ours-is-all', reason: 'Ours' })
    await bench.runUntil(isDone)
    expect(level(tea, ponsonby)).toBe(7)
  })
})

it('a part of an order leaves it DISPATCHED at Lightspeed until it is closed', async () => {
  const order = bench.sandbox.control.incomingOrder({
    outletId: ponsonby,
    lines: [{ productId: tea, count: 10 }],
  })
  const before = level(tea, ponsonby)
  const { id } = bench.transfer({ [tea]: 10 }, 'sent', 'PO')
  bench.write((store) => store.consignments.setRemoteId(id, order.id))
  bench.startPusher()
  await tell(id, { status: 'DISPATCHED', received: [{ productId: tea, units: 4 }] })
  expect(bench.sandbox.control.consignment(order.id).status).toBe('DISPATCHED')
  await tell(id, { status: 'DISPATCHED', received: [{ productId: tea, units: 9 }] })
  expect(bench.sandbox.control.consignment(order.id).status).toBe('DISPATCHED')
  expect(level(tea, ponsonby)).toBe(before)
  await tell(id, { status: 'RECEIVED', received: [{ productId: tea, units: 9 }] })
  expect(level(tea, ponsonby)).toBe(before + 9)
  expect(bench.sandbox.ledger().refused).toEqual([])
})
