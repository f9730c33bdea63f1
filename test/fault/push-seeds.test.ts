import { expect, it } from 'vitest'
import type { FaultRule } from '../../src-main/training/store/faults.ts'
import { seeded } from '../../src-main/training/store/seeded.ts'
import { openSyncBench, ponsonby, someProducts, warehouse } from '../main/sync/sync-bench.ts'
import { wishes } from './wishes.ts'

const products = someProducts(6)
const faults: FaultRule['fault'][] = [
  { is: 'drop-before' },
  { is: 'drop-after' },
  { is: 'status-before', status: 500 },
  { is: 'status-after', status: 502 },
  { is: 'truncated' },
  { is: 'delay-answer', ms: 45_000 },
  { is: 'too-many', retryAfter: '3' },
  { is: 'html', status: 200 },
  { is: 'missing-row' },
]

/** Three transfers, told in up to four turns each, in a world that loses, doubles, delays and dies. */
async function run(seed: number): Promise<void> {
  const random = seeded(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const bench = await openSyncBench({ seed, lineDelayMs: random() < 0.5 ? 0 : 4_000 })
  const before = bench.sandbox.control
  const levels = new Map(
    products.map((id) => [id, [before.level(id, warehouse), before.level(id, ponsonby)] as const]),
  )
  if (random() < 0.5) bench.sandbox.faults.delayLists(0, 120_000)
  for (const fault of faults) {
    const on = pick(['*', 'POST *', 'PUT *', 'POST /consignments', 'GET *'])
    bench.sandbox.faults.add({ on, fault, chance: 0.15, times: 4 })
  }
  const wants = [1, 2, 3].map(() => {
    const units = Object.fromEntries(
      products.slice(0, 2 + Math.floor(random() * 4)).map((id) => [id, 1 + Math.floor(random() * 9)]),
    )
    const { id, reference } = bench.transfer(units)
    const packed = Object.entries(units).map(([productId, count]) => ({
      productId,
      units: count,
      costCents: 100,
    }))
    const received = packed.map((line) => ({
      productId: line.productId,
      units: Math.floor(random() * (line.units + 1)),
    }))
    return { id, reference, packed, received }
  })
  const isDone = () => bench.store.outbox.allOpen().length === 0
  bench.startPusher()
  for (const turn of [0, 1, 2]) {
    for (const { id, packed, received } of wants) {
      if (turn === 0) bench.tell(id, { status: 'OPEN', packed })
      if (turn === 1) bench.tell(id, { status: 'SENT', packed })
      if (turn === 2) bench.tell(id, { status: 'RECEIVED', received })
    }
    // Now and then the process dies in the middle of the turn.
    const dieAfter =
      random() < 0.3 ? bench.sandbox.ledger().calls + Math.floor(random() * 20) : Number.POSITIVE_INFINITY
    await bench.runUntil(() => isDone() || bench.sandbox.ledger().calls >= dieAfter)
    if (!isDone()) {
      bench.crash()
      await bench.restart()
      bench.startPusher()
      await bench.runUntil(isDone)
    }
  }
  const ledger = bench.sandbox.ledger()
  const seen = wants.map(({ id, reference }) => ({
    ids: ledger.byReference[reference]?.consignmentIds,
    status: before.consignment(bench.store.consignments.get(id)?.remoteId ?? '').status,
    lines: before
      .lines(bench.store.consignments.get(id)?.remoteId ?? '')
      .map((line) => [line.productId, line.count, line.received]),
  }))
  expect(seen).toEqual(
    wants.map(({ id, packed, received }) => ({
      ids: [bench.store.consignments.get(id)?.remoteId],
      status: 'RECEIVED',
      lines: expect.arrayContaining(
        packed.map((line, at) => [line.productId, line.units, received[at]?.units]),
      ),
    })),
  )
  expect(ledger.accumulatedLines).toEqual([])
  expect(ledger.creates).toBe(3)
  expect(bench.bugs).toEqual([])
  await bench.runUntil(() => levelsAre(wants, levels, before), 50)
  await bench.close()
}

function levelsAre(
  wants: {
    packed: { productId: string; units: number }[]
    received: { productId: string; units: number }[]
  }[],
  before: Map<string, readonly [number, number]>,
  control: { level(productId: string, outletId: string): number },
): boolean {
  const sum = (productId: string, side: 'packed' | 'received') =>
    wants
      .flatMap((want) => want[side])
      .filter((line) => line.productId === productId)
      .reduce((all, line) => all + line.units, 0)
  return products.every((id) => {
    const [from = 0, to = 0] = before.get(id) ?? []
    return (
      control.level(id, warehouse) === from - sum(id, 'packed') &&
      control.level(id, ponsonby) === to + sum(id, 'received')
    )
  })
}

it.each(Array.from({ length: wishes.pushes }, (_, at) => wishes.seed + at))(
  'F10 F11 F12 F20 in the random world of seed %i effects equal intentions',
  run,
)
