import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lineCounts } from '../../src-main/counting/sheet.ts'
import { openAllowance } from '../../src-main/lightspeed/allowance.ts'
import { openLightspeed } from '../../src-main/lightspeed/lightspeed.ts'
import { quietLog } from '../../src-main/log/log.ts'
import type { ConsignmentRow } from '../../src-main/store/consignment-rows.ts'
import { verifyFile } from '../../src-main/store/verify-file.ts'
import { openPusher } from '../../src-main/sync/pusher.ts'
import { openSandboxInProcess } from '../../src-main/training/store/in-process.ts'
import { trainingCatalogue } from '../../src-main/training/store/training-catalogue.ts'
import { type Role, states } from '../../src-shared/model/consignment.ts'
import { isAtOrBeyond, remoteStatusFor, remoteTypeOf } from '../../src-shared/rule/status-map.ts'
import { depot, goods, shop, supplier, type TestBench, testBench } from '../main/bench.ts'
import { doStep, stepsOf } from '../main/random-day.ts'
import { wrongsIn } from '../main/wrongs.ts'
import { type SimClock, simClock } from './engine/sim-clock.ts'
import { wishes } from './wishes.ts'

const commands = wishes.isLong ? 2_000 : 200
const mostSteps = 400_000

/** Eight people of every role that works at a bench or decides. */
const people: readonly [Role, string][] = [
  ['SA', 'bench-1'],
  ['SA', 'bench-2'],
  ['SM', 'bench-3'],
  ['SM', 'bench-4'],
  ['SM', 'bench-5'],
  ['OM', 'bench-6'],
  ['DI', 'bench-7'],
  ['AD', 'bench-8'],
]

/** The bench's small catalogue as the store has it. */
function sandboxOf(clock: SimClock) {
  const whole = trainingCatalogue()
  const [product] = whole.products
  const [outlet] = whole.outlets
  if (product === undefined || outlet === undefined) throw new Error('the catalogue is empty')
  return openSandboxInProcess({
    clock,
    registers: 20,
    catalogue: {
      ...whole,
      outlets: [depot, shop].map((id) => ({ ...outlet, id, name: id })),
      suppliers: [supplier, 'supplier-two'].map((id) => ({ id, name: id })),
      registers: [],
      products: Object.values(goods).map(({ id, sku, name, supplierId }) => ({
        ...product,
        ...{ id, sku, name, supplierId, handle: id },
        ...{ codes: [], isActive: true, isDeleted: false, hasInventory: true },
        ...{ compositeOf: null, madeFrom: null, supplierCode: null },
      })),
      stock: Object.values(goods).flatMap(({ id: productId }) =>
        [depot, shop].map((outletId) => ({ productId, outletId, level: 10_000, reorderPoint: 0 })),
      ),
      consignments: [],
    },
  })
}

type Sandbox = ReturnType<typeof sandboxOf>

/** Sends everything that waits; gives what did not go. */
async function sendAll(bench: TestBench, clock: SimClock, sandbox: Sandbox): Promise<string[]> {
  const { store } = bench
  const lightspeed = openLightspeed(
    { url: sandbox.url, apiVersion: '2026-07', token: () => sandbox.token, userAgent: 'Test' },
    {
      clock,
      log: quietLog,
      allowance: openAllowance({ clock, registers: 20 }),
      dispatcher: sandbox.caller().dispatcher,
      random: () => 0.5,
    },
  )
  const pusher = openPusher({ bench, lightspeed, onTurn: () => undefined })
  pusher.wake()
  const open = () => store.outbox.allOpen()
  for (let step = 0; step < mostSteps && open().some(({ state }) => state !== 'parked'); step += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    if (!clock.step()) break
  }
  return open().map(
    ({ lane, state, lastAnswer, body }) =>
      `${bench.consignment(lane).kind} ${lane} ${state}: ${lastAnswer} ${body}`,
  )
}

/** Work that is on its way already, so that a short day comes to the end of some of it. */
function beginTheDay(bench: TestBench): void {
  bench.actAs('SM', 'bench-3')
  bench.sentTransfer({ 'p-tea': 3, 'p-jam': 2 })
  bench.sentTransfer({ 'p-cup': 1 })
  const packed = bench.approvedReturn({ 'p-tea': 2 })
  bench.at('pack', packed)
  bench.count('TEA-1')
  bench.transfer({ 'p-tea': 4, 'p-mat': 2 })
}

/** Every look at the clock moves it on: what was changed last is told by its time. */
function ticking(clock: SimClock): SimClock {
  let ticks = 0
  const now = () => {
    ticks += 7
    return clock.now() + ticks
  }
  return { ...clock, now }
}

const everyOne = ({ store }: TestBench) => store.consignments.newestIn(states, 100_000)

/** Every consignment Lightspeed was told of stands there as it does here: how far it came, and the units of each line. */
function differing(bench: TestBench, sandbox: Sandbox): string[] {
  return everyOne(bench).flatMap((one) => {
    if (one.remoteId === null) return []
    const there = sandbox.control.consignment(one.remoteId)
    const wanted = remoteStatusFor(one.kind, one.state)
    const isThere = wanted === null || isAtOrBeyond(remoteTypeOf(one.kind), there.status, wanted)
    const say = `${one.kind} ${one.id} is ${one.state} here and ${there.status} there`
    if (!isThere) return [say]
    return one.state === 'cancelled'
      ? []
      : linesDiffering(bench, sandbox, one).map((what) => `${say}: ${what}`)
  })
}

function linesDiffering(bench: TestBench, sandbox: Sandbox, one: ConsignmentRow): string[] {
  const there = new Map(
    sandbox.control.lines(one.remoteId ?? '').map((line) => [line.productId, line] as const),
  )
  return unitsHere(bench, one).flatMap(({ productId, count, received }) => {
    const line = there.get(productId)
    const isSame = (here: number | null, is: number | null | undefined) => here === null || (is ?? 0) === here
    return isSame(count, line?.count) && isSame(received, line?.received)
      ? []
      : [`${productId} ${count}/${received} here, ${line?.count}/${line?.received} there`]
  })
}

/** Units as Lightspeed is to know them; null for what it is not told of yet. */
function unitsHere({ store }: TestBench, { id, kind, state }: ConsignmentRow) {
  if (kind === 'STOCKTAKE') {
    const counted =
      state === 'completed'
        ? lineCounts(store, id).filter(({ skippedBecause }) => skippedBecause === null)
        : []
    return counted.map(({ line, sum }) => ({
      productId: line.productId,
      count: null,
      received: sum?.counted ?? 0,
    }))
  }
  const hasLeft = kind !== 'PO' && !['packed', 'packing'].includes(state)
  return store.lines
    .of(id)
    .map(({ productId, packed, received }) => ({ productId, count: hasLeft ? packed : null, received }))
}

describe('a random day', () => {
  it(`I2 I4 I8: ${commands} commands by 8 people: the tables are what the journal says, its chain verifies, and the store agrees (seed ${wishes.seed})`, async () => {
    const clock = ticking(simClock())
    const bench = testBench(clock)
    beginTheDay(bench)
    const did = { done: 0, refused: 0 }
    for (const step of stepsOf(wishes.seed, 20 * commands)) {
      if (did.done >= commands) break
      const [role, id] = people[step.b % people.length] ?? ['SM', 'bench-3']
      if (step.a % 5 === 0) bench.actAs(role, id)
      did[doStep(bench, step, 'people')] += 1
    }
    expect(did.done).toBeGreaterThanOrEqual(commands)
    expect(wrongsIn(bench)).toEqual([])
    const sandbox = sandboxOf(clock)
    const left = await sendAll(bench, clock, sandbox)
    expect(left).toEqual([])
    expect(differing(bench, sandbox)).toEqual([])
    expect(sandbox.ledger().duplicateReferences).toEqual([])
    expect(everyOne(bench).filter(({ remoteId }) => remoteId !== null).length).toBeGreaterThan(1)
    expect(verifyFile({ path: join(bench.folder, 'station.sqlite') })).toMatchObject({
      verdict: { is: 'sound', rows: bench.store.record.length() },
      differs: null,
    })
    const kinds = new Set(everyOne(bench).map(({ kind }) => kind))
    expect([...kinds].sort()).toEqual(['OUTLET', 'PO', 'RETURN', 'STOCKTAKE'])
  })
})
