import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reconcileScreen } from '../../../src-main/sync/reconcile/reconcile-screen.ts'
import { discardEntry, retryEntry, settleConflict } from '../../../src-main/sync/settle.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from './sync-bench.ts'

let bench: SyncBench
const [tea = '', cup = '', pot = ''] = someProducts(3)
const packed = [
  { productId: tea, units: 6, costCents: 420 },
  { productId: cup, units: 4, costCents: 99 },
]

beforeEach(async () => {
  bench = await openSyncBench()
})
afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

const open = () => bench.store.outbox.allOpen()
const isDone = () => open().length === 0
const isParked = () => open().some((entry) => entry.state === 'parked')
const conflicts = () => bench.store.conflicts.open()
const remote = (id: string) =>
  bench.sandbox.control.consignment(bench.store.consignments.get(id)?.remoteId ?? '')
const counts = (id: string) =>
  Object.fromEntries(bench.sandbox.control.lines(remote(id).id).map((line) => [line.productId, line.count]))

/** A transfer Lightspeed knows, packed and OPEN. */
async function told(): Promise<string> {
  const { id } = bench.transfer({ [tea]: 6, [cup]: 4 })
  bench.startPusher()
  bench.tell(id, { status: 'OPEN', packed })
  await bench.runUntil(isDone)
  return id
}

async function settle(choice: string): Promise<void> {
  const [conflict] = conflicts()
  expect(conflict?.choices.map((one) => one.choice)).toContain(choice)
  settleConflict(bench.bench(), { conflictId: conflict?.id ?? '', choice, reason: 'The office said so' })
}

describe('somebody else changes the consignment meanwhile', () => {
  it('a product added there waits for a person, who says it is not in the boxes', async () => {
    const id = await told()
    bench.sandbox.control.editLine({ consignmentId: remote(id).id, productId: pot, count: 2 })
    bench.tell(id, { status: 'SENT', packed })
    await bench.runUntil(isParked)
    expect(remote(id).status).toBe('OPEN')
    expect(conflicts()[0]).toMatchObject({ there: '1 product was added there' })
    // What is there is known only once it was read: the choice needs it.
    await settle('zero-theirs')
    await bench.runUntil(isDone)
    expect(remote(id).status).toBe('SENT')
    expect(counts(id)).toEqual({ [tea]: 6, [cup]: 4, [pot]: 0 })
    expect(conflicts()).toEqual([])
  })

  it('it was cancelled there: nothing is sent, and a person may drop ours', async () => {
    const id = await told()
    bench.sandbox.control.cancel(remote(id).id)
    bench.tell(id, { status: 'SENT', packed })
    await bench.runUntil(isParked)
    expect(conflicts()[0]).toMatchObject({ here: 'it was sent from here', there: 'it was cancelled there' })
    await settle('drop-ours')
    expect(isDone()).toBe(true)
    expect(bench.sandbox.ledger().refused).toEqual([])
  })

  /** Packed and sent here while somebody cancelled it there. */
  async function cancelledThere(): Promise<string> {
    const { id } = bench.transfer({ [tea]: 6, [cup]: 4 })
    bench.startPusher()
    bench.tell(id, { status: 'OPEN', packed })
    await bench.runUntil(isDone)
    bench.write(({ states, station }) =>
      states.move(id, {
        to: 'sent',
        trigger: 'test',
        actor: { id: 'bench', role: 'SM' },
        station: station.id,
        traceId: 'req_test',
      }),
    )
    bench.sandbox.control.cancel(remote(id).id)
    bench.tell(id, { status: 'SENT', packed })
    await bench.runUntil(isParked)
    return id
  }
  const state = (id: string) => bench.store.consignments.get(id)?.state

  it('cancelled there after it was sent from here: nothing is offered that cannot be', async () => {
    await cancelledThere()
    expect(conflicts()[0]?.choices.map(({ choice }) => choice)).toEqual([
      'make-again',
      'drop-ours',
      'keep-different',
    ])
  })

  it('cancelled there: a person has it cancelled here too', async () => {
    const id = await cancelledThere()
    await settle('drop-ours')
    expect(state(id)).toBe('cancelled')
    expect(conflicts()).toEqual([])
  })

  it.each([false, true])(
    'cancelled there: a person has it made again, and the cancelled one is not taken for it (restart: %s)',
    async (restarts) => {
      const id = await cancelledThere()
      const first = remote(id).id
      // Its first answer is lost, and what was cancelled carries our reference as well.
      bench.sandbox.faults.add({ on: 'POST /consignments', times: 1, fault: { is: 'drop-after' } })
      await settle('make-again')
      if (restarts) {
        await bench.restart()
        bench.startPusher()
      }
      await bench.runUntil(isDone)
      expect(remote(id).id).not.toBe(first)
      expect(remote(id).status).toBe('SENT')
      expect(counts(id)).toEqual({ [tea]: 6, [cup]: 4 })
      expect(state(id)).toBe('sent')
      expect(bench.sandbox.control.consignment(first).status).toBe('CANCELLED')
      // The cancelled one goes on being listed: it is nobody's work, and no second one of ours.
      bench.startPuller()
      bench.write((store) => store.feeds.askFull('consignments'))
      await bench.runUntil(() => bench.store.feeds.get('consignments').fullAt !== null)
      expect(state(id)).toBe('sent')
      expect(conflicts()).toEqual([])
    },
  )

  it('cancelled there: a person keeps it as it is here; no feed takes it back, and comparing notes it', async () => {
    const id = await cancelledThere()
    await settle('keep-different')
    expect([isDone(), conflicts(), state(id)]).toEqual([true, [], 'sent'])
    bench.clock.pass(160_000)
    bench.startReconciler()
    await bench.runUntil(() => bench.store.differences.counts().open === 1)
    const [found] = reconcileScreen(bench.store, true).differences
    expect(found?.advice).toContain('It was decided here that Lightspeed is not told.')
    expect(found?.choices.map(({ choice }) => choice)).toEqual(['seen'])
    bench.startPuller()
    bench.write((store) => store.feeds.askFull('consignments'))
    await bench.runUntil(() => bench.store.feeds.get('consignments').fullAt !== null)
    expect([state(id), conflicts()]).toEqual(['sent', []])
  })

  it('its stock effects no longer count once it is dropped', async () => {
    const id = await told()
    bench.write((store) => {
      store.stock.put({ productId: tea, outletId: warehouse, level: 50, version: 1 })
      const line = store.lines.ofProduct(id, tea)
      store.stock.addEffect({
        id: store.newId(),
        consignmentId: id,
        receiptId: null,
        lineId: line?.id ?? '',
        productId: tea,
        outletId: warehouse,
        units: -6,
        at: store.now(),
      })
    })
    expect(bench.store.stock.projected(tea, warehouse)).toBe(44)
    bench.sandbox.control.cancel(remote(id).id)
    bench.tell(id, { status: 'SENT', packed })
    await bench.runUntil(isParked)
    await settle('drop-ours')
    expect(bench.store.stock.projected(tea, warehouse)).toBe(50)
  })

  it('it was received there with other counts: a conflict, never a write', async () => {
    const id = await told()
    bench.tell(id, { status: 'SENT', packed })
    await bench.runUntil(isDone)
    bench.sandbox.control.receiveInWebApp(remote(id).id)
    const writes = bench.sandbox.ledger().byReference[remote(id).reference ?? '']?.lineWrites
    bench.tell(id, {
      status: 'RECEIVED',
      received: [
        { productId: tea, units: 5 },
        { productId: cup, units: 4 },
      ],
    })
    await bench.runUntil(isParked)
    expect(conflicts()[0]?.there).toContain('6 received, and it is RECEIVED there already')
    expect(bench.sandbox.ledger().byReference[remote(id).reference ?? '']?.lineWrites).toBe(writes)
  })

  it('it was sent there with other counts: the stock has moved, so a person decides', async () => {
    const id = await told()
    bench.sandbox.faults.add({
      on: 'PUT /consignments/:id',
      times: 1,
      fault: {
        is: 'meanwhile',
        run: () => bench.sandbox.control.editLine({ consignmentId: remote(id).id, productId: tea, count: 9 }),
      },
    })
    bench.tell(id, { status: 'SENT', packed })
    await bench.runUntil(isParked)
    expect(conflicts()[0]).toMatchObject({ there: 'it was sent with other counts' })
    expect(counts(id)[tea]).toBe(9)
  })

  it('two rows of one product are never written', async () => {
    const id = await told()
    bench.sandbox.control.addDuplicateLine({ consignmentId: remote(id).id, productId: tea, count: 1 })
    bench.tell(id, { status: 'SENT', packed })
    await bench.runUntil(isParked)
    expect(conflicts()[0]).toMatchObject({ kind: 'push-rows' })
    await settle('try-again')
    await bench.runUntil(() => isParked() && conflicts().length === 1)
    expect(bench.sandbox.ledger().accumulatedLines).toEqual([])
  })

  it('a status nobody knows is never written over (F40)', async () => {
    const id = await told()
    const odd = { ...remote(id), status: 'IN_TRANSIT' }
    bench.sandbox.faults.add({
      on: 'GET /consignments/:id',
      fault: { is: 'status-after', status: 200, body: JSON.stringify({ data: odd }) },
    })
    const puts = bench.sandbox.ledger().callsByRoute['PUT /consignments/:id'] ?? 0
    bench.tell(id, { status: 'SENT', packed })
    await bench.runUntil(isParked)
    expect(open()[0]?.lastAnswer).toContain('IN_TRANSIT')
    expect(bench.sandbox.ledger().callsByRoute['PUT /consignments/:id'] ?? 0).toBe(puts)
  })
})

describe('it is gone there', () => {
  it('is a conflict, and a person may have it made again', async () => {
    const id = await told()
    const first = remote(id).id
    await fetch(`${bench.sandbox.url}/api/2026-07/consignments/${first}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${bench.sandbox.token}` },
    })
    bench.tell(id, { status: 'SENT', packed })
    await bench.runUntil(isParked)
    expect(conflicts()[0]).toMatchObject({ kind: 'push-gone', there: 'it is gone there' })
    await settle('make-again')
    await bench.runUntil(isDone)
    expect(remote(id).id).not.toBe(first)
    expect(remote(id).status).toBe('SENT')
    expect(counts(id)).toEqual({ [tea]: 6, [cup]: 4 })
  })
})

describe('what Lightspeed refuses', () => {
  it('F16 F35 one read-back, then parked with advice; other lanes go on; retry keeps the key', async () => {
    const poison = bench.transfer({ [tea]: 6 })
    const other = bench.transfer({ [cup]: 4 })
    bench.startPusher()
    const heal = bench.sandbox.faults.add({
      on: 'POST /consignments/:id/products',
      times: 1,
      fault: { is: 'status-before', status: 422, body: '{"error":"No","message":"not this one"}' },
    })
    bench.tell(poison.id, { status: 'OPEN', packed: packed.slice(0, 1) })
    bench.tell(poison.id, { status: 'SENT', packed: packed.slice(0, 1) })
    await bench.runUntil(isParked)
    bench.tell(other.id, { status: 'OPEN', packed: packed.slice(1) })
    await bench.runUntil(() => open().every((entry) => entry.lane === poison.id))
    const [entry] = open()
    expect(entry).toMatchObject({ state: 'parked', lastAnswer: 'not this one' })
    expect(entry?.advice).toContain('The office adds it there')
    // Sent once; what followed the refusal was a read.
    expect(bench.sandbox.ledger().callsByRoute['POST /consignments/:id/products']).toBe(2)
    // The lane waits: its second entry stands behind the parked one.
    bench.clock.pass(3_600_000)
    await bench.calm()
    expect(open().filter((one) => one.lane === poison.id)[0]?.state).toBe('parked')
    heal()
    retryEntry(bench.bench(), { entryId: entry?.id ?? '' })
    await bench.runUntil(isDone)
    expect(bench.store.outbox.get(entry?.id ?? '')?.state).toBe('done')
    expect(remote(poison.id).status).toBe('SENT')
  })

  it('a refused over-receipt parks with advice while the count stays here', async () => {
    const id = await told()
    bench.tell(id, { status: 'SENT', packed })
    await bench.runUntil(isDone)
    bench.sandbox.faults.add({
      on: 'PUT /consignments/:id/products/:id',
      fault: { is: 'status-before', status: 422 },
    })
    bench.tell(id, {
      status: 'RECEIVED',
      received: [
        { productId: tea, units: 7 },
        { productId: cup, units: 4 },
      ],
    })
    await bench.runUntil(isParked)
    expect(open()[0]?.advice).toContain('The count stays here')
    const entryId = open()[0]?.id ?? ''
    discardEntry(bench.bench(), { entryId, reason: 'The office corrected the stock' })
    expect(isDone()).toBe(true)
    expect(() => retryEntry(bench.bench(), { entryId })).toThrow('not waiting')
  })

  it('what is not parked can be neither retried nor discarded', async () => {
    const { id } = bench.transfer({ [tea]: 6 })
    bench.tell(id, { status: 'OPEN', packed: packed.slice(0, 1) })
    const entryId = open()[0]?.id ?? ''
    expect(() => retryEntry(bench.bench(), { entryId })).toThrow('not waiting')
    expect(() => discardEntry(bench.bench(), { entryId, reason: 'No' })).toThrow('Only parked')
  })
})

describe('lines in work at Lightspeed', () => {
  it('a failed line is shown, and the entry is not done', async () => {
    const id = await told()
    bench.tell(id, { status: 'SENT', packed })
    await bench.runUntil(isDone)
    bench.sandbox.control.failReceiving(tea)
    bench.tell(id, {
      status: 'RECEIVED',
      received: [
        { productId: tea, units: 6 },
        { productId: cup, units: 4 },
      ],
    })
    await bench.runUntil(isParked)
    expect(conflicts()[0]).toMatchObject({ there: 'Lightspeed reports lines it could not process' })
  })

  it('F15 ten minutes of 503: few calls, nothing parked, sent once it is over', async () => {
    const { id } = bench.transfer({ [tea]: 6 })
    bench.startPusher()
    const heal = bench.sandbox.faults.add({ on: '*', fault: { is: 'status-before', status: 503 } })
    bench.clock.after(600_000, heal)
    bench.tell(id, { status: 'OPEN', packed: packed.slice(0, 1) })
    await bench.runUntil(isDone)
    const calls = bench.sandbox.ledger().lastCalls.filter((call) => call.status === 503).length
    expect(calls).toBeLessThanOrEqual(12)
    expect(
      bench.sandbox.ledger().byReference[bench.store.consignments.get(id)?.reference ?? '']?.consignmentIds,
    ).toHaveLength(1)
  })
})

describe('folding', () => {
  it('what comes while an entry is being read goes out with it; what comes while it is sent queues behind', async () => {
    const id = await told()
    const less = [{ productId: tea, units: 1, costCents: 420 }, ...packed.slice(1)]
    bench.sandbox.faults.add({
      on: 'GET /consignments/:id/totals',
      times: 1,
      fault: { is: 'meanwhile', run: () => bench.tell(id, { status: 'SENT', packed: less }) },
    })
    bench.tell(id, { status: 'OPEN', packed })
    await bench.runUntil(isDone)
    expect(counts(id)).toEqual({ [tea]: 1, [cup]: 4 })
    expect(remote(id).status).toBe('SENT')
    bench.sandbox.faults.add({
      on: 'PUT /consignments/:id/products/:id',
      times: 1,
      fault: {
        is: 'meanwhile',
        run: () =>
          bench.tell(id, {
            status: 'RECEIVED',
            received: [
              { productId: tea, units: 1 },
              { productId: cup, units: 4 },
            ],
          }),
      },
    })
    bench.tell(id, {
      status: 'SENT',
      received: [
        { productId: tea, units: 1 },
        { productId: cup, units: 3 },
      ],
    })
    await bench.runUntil(isDone)
    expect(remote(id).status).toBe('RECEIVED')
    expect(bench.sandbox.control.lines(remote(id).id).map((line) => line.received)).toEqual([1, 4])
  })
})

describe('an order from a supplier', () => {
  it('is received in parts, with a product that was never ordered, and nothing is refused', async () => {
    const made = bench.sandbox.control.incomingOrder({
      outletId: ponsonby,
      lines: [
        { productId: tea, count: 6 },
        { productId: cup, count: 4 },
      ],
    })
    const { id } = bench.transfer({ [tea]: 6, [cup]: 4 }, 'sent')
    bench.write((store) => store.consignments.setRemoteId(id, made.id))
    const tell = (status: 'DISPATCHED' | 'RECEIVED', units: Record<string, number>) =>
      bench.write((store) =>
        store.outbox.put(
          store.newId(),
          id,
          'tell-consignment',
          JSON.stringify({
            type: 'SUPPLIER',
            reference: made.reference,
            name: made.name,
            outletId: ponsonby,
            sourceOutletId: null,
            supplierId: made.supplier_id,
            dueAt: null,
            status,
            packed: null,
            received: Object.entries(units).map(([productId, count]) => ({ productId, units: count })),
          }),
          store.now(),
        ),
      )
    bench.startPusher()
    tell('DISPATCHED', { [tea]: 2, [cup]: 0, [pot]: 1 })
    await bench.runUntil(isDone)
    expect(remote(id).status).toBe('DISPATCHED')
    tell('RECEIVED', { [tea]: 6, [cup]: 0, [pot]: 1 })
    await bench.runUntil(isDone)
    expect(remote(id).status).toBe('RECEIVED')
    expect(bench.sandbox.ledger().refused).toEqual([])
    expect(
      Object.fromEntries(bench.sandbox.control.lines(made.id).map((line) => [line.productId, line.received])),
    ).toEqual({
      [tea]: 6,
      [cup]: 0,
      [pot]: 1,
    })
  })
})
