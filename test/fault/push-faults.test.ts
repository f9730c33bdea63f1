import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FaultRule } from '../../src-main/training/store/faults.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from '../main/sync/sync-bench.ts'
import { chosen } from './wishes.ts'

let bench: SyncBench
const [tea = '', cup = ''] = someProducts(2)
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

/** Every write call of the whole push, in order: which call to a route it is. */
const writes: [route: string, nth: number][] = [
  ['POST /consignments', 0],
  ['POST /consignments/:id/products', 0],
  ['POST /consignments/:id/products', 1],
  ['PUT /consignments/:id', 0],
  ['PUT /consignments/:id/products/:id', 0],
  ['PUT /consignments/:id/products/:id', 1],
  ['PUT /consignments/:id', 1],
]
const faults: Record<string, FaultRule['fault']> = {
  'the answer is dropped after it was applied': { is: 'drop-after' },
  'the call is dropped before it was applied': { is: 'drop-before' },
  'it answers 500 before it was applied': { is: 'status-before', status: 500 },
  'it answers 500 after it was applied': { is: 'status-after', status: 500 },
  'the answer is cut short': { is: 'truncated' },
  'the answer is lost in time': { is: 'delay-answer', ms: 45_000 },
  'it answers 429': { is: 'too-many', retryAfter: '7' },
  'it answers 401': { is: 'status-before', status: 401 },
  'a sign-in page of the network answers': { is: 'html', status: 200 },
}

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
  })
})

it('no entry is started a second time by its own writes', async () => {
  await pushAll()
  expect([...bench.store.journalRowsInOrder()].filter((row) => row.kind === 'sync:interrupted')).toEqual([])
})

it('F10 a line whose answer was lost is not added again before half a minute has passed', async () => {
  const on = 'POST /consignments/:id/products'
  const atMs: number[] = []
  bench.sandbox.faults.add({ on, fault: { is: 'meanwhile', run: () => atMs.push(bench.clock.now()) } })
  bench.sandbox.faults.add({ on, times: 1, fault: { is: 'drop-before' } })
  await pushAll()
  expect(atMs).toHaveLength(3)
  expect((atMs[1] ?? 0) - (atMs[0] ?? 0)).toBeGreaterThanOrEqual(30_000)
})

/** What may go wrong at a write, and the push that meets it. */
const troubles: Record<string, (on: string, skip: number) => Promise<void>> = {
  ...Object.fromEntries(
    Object.entries(faults).map(([name, fault]) => [
      `F10 F16 F19 ${name}`,
      (on: string, skip: number) => {
        bench.sandbox.faults.add({ on, skip, fault, times: 1 })
        return pushWithOneEffect()
      },
    ]),
  ),
  'F10 the answer is lost and lists lag two minutes': (on, skip) => {
    bench.sandbox.faults.delayLists(119_000, 120_000)
    bench.sandbox.faults.add({ on, skip, fault: { is: 'drop-after' }, times: 1 })
    return pushWithOneEffect()
  },
  // No attempt is counted meanwhile.
  'F17 the network goes away for an hour': (on, skip) => {
    const run = () => {
      void bench.sandbox.faults.network('down')
      bench.clock.after(3_600_000, () => void bench.sandbox.faults.network('up'))
    }
    bench.sandbox.faults.add({ on, skip, times: 1, fault: { is: 'meanwhile', run } })
    return pushWithOneEffect()
  },
  'the process ends while the call is out, and it was applied': (on, skip) =>
    endMeanwhile(on, skip, 'drop-after'),
  'the process ends while the call is out, and it was not applied': (on, skip) =>
    endMeanwhile(on, skip, 'drop-before'),
}

async function pushWithOneEffect(): Promise<void> {
  const { reference, remoteId } = await pushAll()
  expectOneEffect(reference, remoteId)
}

async function endMeanwhile(on: string, skip: number, ending: 'drop-after' | 'drop-before'): Promise<void> {
  const { id, reference } = bench.transfer({ [tea]: 6, [cup]: 4 })
  let hasCrashed = false
  const run = () => {
    bench.crash()
    hasCrashed = true
  }
  bench.sandbox.faults.add({ on, skip, times: 1, fault: { is: 'meanwhile', run } })
  bench.sandbox.faults.add({ on, skip, times: 1, fault: { is: ending } })
  bench.startPusher()
  for (const wanted of [
    { status: 'OPEN', packed },
    { status: 'SENT', packed },
    { status: 'SENT', received },
    { status: 'RECEIVED', received },
  ] as const) {
    bench.tell(id, wanted)
    await bench.runUntil(() => hasCrashed || isDone())
    if (!hasCrashed) continue
    await bench.restart()
    bench.startPusher()
    hasCrashed = false
    await bench.runUntil(isDone)
  }
  const remoteId = bench.store.consignments.get(id)?.remoteId ?? ''
  expect(bench.sandbox.ledger().byReference[reference]?.consignmentIds).toEqual([remoteId])
  expect(bench.sandbox.ledger().accumulatedLines).toEqual([])
  expect(bench.sandbox.control.consignment(remoteId).status).toBe('RECEIVED')
}

const cases = writes.flatMap(([on, nth]) =>
  Object.entries(troubles).map(([name, meet]) => [name, on, nth, meet] as const),
)

it.each(chosen(cases, 13))('%s at %s (call %i): it has one effect', (_name, on, nth, meet) => meet(on, nth))
