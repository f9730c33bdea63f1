import { afterEach, describe, expect, it } from 'vitest'
import { feedViews } from '../../../src-main/sync/sync-screen.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from './sync-bench.ts'

let bench: SyncBench
const [tea = '', cup = ''] = someProducts(2)
const minuteMs = 60_000
const lineRoute = 'GET /consignments/:id/products'

afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

const toPack = (count = 2) =>
  bench.sandbox.control.transferToPack({
    fromOutletId: warehouse,
    toOutletId: ponsonby,
    lines: [
      { productId: tea, count },
      { productId: cup, count: 1 },
    ],
  })
const isKnown = ({ id }: { id: string }) => bench.store.consignments.byRemoteId(id) !== null
const planned = ({ id }: { id: string }) =>
  bench.store.lines.of(bench.store.consignments.byRemoteId(id)?.id ?? '').map((line) => line.planned)
const problem = () => feedViews(bench.store, null).find(({ name }) => name === 'consignments')?.lastProblem

async function pulled(options: Parameters<typeof openSyncBench>[0] = {}): Promise<void> {
  bench = await openSyncBench(options)
  bench.startPuller()
  await bench.runUntil(() => !bench.store.feeds.get('consignments').isFirstPull)
}

async function passed(ms: number): Promise<void> {
  const until = bench.clock.mono() + ms
  await bench.runUntil(() => bench.clock.mono() >= until)
}

describe('what can never be work here', () => {
  it('costs no reading of lines: counts and returns that are over, orders not sent, transfers of others', async () => {
    await pulled()
    const outlets = { outlet_id: warehouse, source_outlet_id: null }
    const rows = [
      { type: 'STOCKTAKE', status: 'STOCKTAKE_COMPLETE', ...outlets },
      { type: 'STOCKTAKE', status: 'STOCKTAKE_IN_PROGRESS', ...outlets, outlet_id: ponsonby },
      { type: 'RETURN', status: 'SENT', updated_at: '2026-01-05T08:00:00+00:00', ...outlets },
      { type: 'SUPPLIER', status: 'OPEN', ...outlets },
      { type: 'SUPPLIER', status: 'RECEIVED', ...outlets },
      { type: 'OUTLET', status: 'SENT', outlet_id: ponsonby, source_outlet_id: warehouse },
      { type: 'OUTLET', status: 'OPEN', outlet_id: warehouse, source_outlet_id: ponsonby },
    ].map((row, at) => ({ id: `other-${at}`, name: 'Other', version: 9_000_000_001 + at, ...row }))
    const before = bench.sandbox.ledger().callsByRoute[lineRoute] ?? 0
    bench.sandbox.faults.add({
      on: 'GET /consignments',
      times: 1,
      fault: {
        is: 'status-after',
        status: 200,
        body: JSON.stringify({ data: rows, version: { min: 9_000_000_001, max: 9_000_000_007 } }),
      },
    })
    await bench.runUntil(() => bench.store.remote.get('other-6') !== null)
    await passed(minuteMs)
    expect(bench.sandbox.ledger().callsByRoute[lineRoute] ?? 0).toBe(before)
    expect(bench.store.feeds.get('consignments').cursor).toBe(9_000_000_007)
  })
})

describe('lines that cannot be read', () => {
  it.each([
    ['they are said to be none (404)', { is: 'status-after', status: 404, body: '{"error":"not found"}' }],
    ['their page is of another shape', { is: 'status-after', status: 200, body: '{"data":{"lines":1}}' }],
    ['Lightspeed breaks over them', { is: 'status-before', status: 500 }],
  ] as const)('hold up nobody else where %s, and are read once they can be', async (_why, fault) => {
    await pulled()
    // Safe calls are tried three times where trying again may help.
    bench.sandbox.faults.add({ on: lineRoute, times: fault.status === 500 ? 3 : 1, fault })
    const [one, other] = [toPack(5), toPack(7)]
    await bench.runUntil(() => isKnown(other))
    expect(isKnown(one)).toBe(false)
    expect(problem()).toContain('1 consignment could not be read yet')
    await bench.runUntil(() => isKnown(one))
    expect(planned(one).toSorted()).toEqual([1, 5])
    expect(problem()).toBeNull()
  })

  it('hold up nobody else where they need more calls than a window has', async () => {
    await pulled({ registers: 1 })
    const useUp = { is: 'meanwhile', run: () => bench.sandbox.faults.spendAllowance(400) } as const
    bench.sandbox.faults.add({ on: 'GET /consignments/:id/totals', times: 2, fault: useUp })
    const [one, other] = [toPack(5), toPack(7)]
    await bench.runUntil(() => isKnown(other))
    expect(isKnown(one)).toBe(false)
    await bench.runUntil(() => isKnown(one))
  })

  it('wait their turn without blame while others use up every window', async () => {
    await pulled({ registers: 1 })
    const useUp = { is: 'meanwhile', run: () => bench.sandbox.faults.spendAllowance(400) } as const
    bench.sandbox.faults.add({ on: lineRoute, times: 5, fault: useUp })
    const one = toPack(5)
    await passed(24 * minuteMs)
    expect(problem() ?? '').not.toContain('could not be read')
    await passed(3 * minuteMs)
    expect(isKnown(one)).toBe(true)
  })

  it('of work that is known here leave its plan as it was: a 404 is no empty list', async () => {
    await pulled()
    const one = toPack(5)
    await bench.runUntil(() => isKnown(one))
    bench.sandbox.faults.add({ on: lineRoute, times: 1, fault: { is: 'status-after', status: 404 } })
    bench.sandbox.control.editLine({ consignmentId: one.id, productId: tea, count: 6 })
    await bench.runUntil(() => problem() !== null)
    expect(planned(one).toSorted()).toEqual([1, 5])
    await bench.runUntil(() => problem() === null)
    expect(planned(one).toSorted()).toEqual([1, 6])
  })
})

describe('a consignment that is no more', () => {
  const notFound = { is: 'status-before', status: 404, body: '{}' } as const

  it('is let go of after some tries, and found again by a whole reading should it be there after all', async () => {
    await pulled()
    const faults = [lineRoute, 'GET /consignments/:id'].map((on) =>
      bench.sandbox.faults.add({ on, fault: notFound }),
    )
    const one = toPack(5)
    await bench.runUntil(() => problem() !== null)
    await passed(5 * minuteMs)
    expect(bench.store.unread.counts().waiting).toBe(1)
    await passed(15 * minuteMs)
    expect(bench.store.unread.counts().waiting).toBe(0)
    expect(problem()).toBeNull()
    for (const off of faults) off()
    bench.write((store) => store.feeds.askFull('consignments'))
    bench.wake()
    await bench.runUntil(() => isKnown(one))
  })

  it('is not let go of while only its lines are missing', async () => {
    await pulled()
    const off = bench.sandbox.faults.add({ on: lineRoute, fault: notFound })
    const one = toPack(5)
    await passed(30 * minuteMs)
    expect(bench.store.unread.counts().waiting).toBe(1)
    off()
    await bench.runUntil(() => isKnown(one))
  })
})

it('a header kept in a form this version does not know is listed and read again', async () => {
  await pulled()
  const off = bench.sandbox.faults.add({ on: lineRoute, fault: { is: 'missing-row' } })
  const one = toPack(5)
  await bench.runUntil(() => bench.store.unread.get(one.id) !== null)
  bench.write((store) => store.unread.put(one.id, one.version + 1, '{"id":7}'))
  off()
  bench.wake()
  await bench.runUntil(() => bench.store.feeds.get('consignments').fullAt === null)
  bench.wake()
  await bench.runUntil(() => isKnown(one))
  expect(planned(one).toSorted()).toEqual([1, 5])
})

describe('a list of lines that lags', () => {
  it.each([
    ['', false],
    [', also over a restart of the station', true],
  ])('F27 is waited for while later rows go by and the network fails%s', async (_how, restarts) => {
    await pulled()
    const lag = bench.sandbox.faults.add({ on: lineRoute, fault: { is: 'missing-row' } })
    const late = toPack(5)
    // A row that needs no lines moves the cursor on behind it.
    const elsewhere = () =>
      bench.sandbox.control.transferToPack({ fromOutletId: ponsonby, toOutletId: warehouse, lines: [] })
    const passedBy = elsewhere()
    await bench.runUntil(() => bench.store.remote.get(passedBy.id) !== null)
    expect(isKnown(late)).toBe(false)
    lag()
    // Nothing can be read for longer than any poll looks back.
    for (let at = 0; at < 120; at += 1) elsewhere()
    const lines = bench.sandbox.faults.add({ on: 'GET *', fault: { is: 'drop-before' } })
    await passed(3 * minuteMs)
    lines()
    if (restarts) {
      await bench.restart()
      bench.startPuller()
    }
    await passed(minuteMs)
    expect(isKnown(late)).toBe(true)
    expect(planned(late).toSorted()).toEqual([1, 5])
  })

  it('F20 that stands on every row of a page does not look like the end of the feed', async () => {
    bench = await openSyncBench({ pageSizeMax: 2 })
    const made = [toPack(), toPack(), toPack(), toPack(), toPack()]
    const lag = bench.sandbox.faults.add({ on: lineRoute, fault: { is: 'missing-row' } })
    bench.startPuller()
    await bench.runUntil(() => !bench.store.feeds.get('consignments').isFirstPull)
    lag()
    expect(bench.store.feeds.get('consignments').cursor).toBe(Math.max(...made.map(({ version }) => version)))
    await passed(minuteMs)
    expect(made.map(isKnown)).toEqual(made.map(() => true))
  })

  it('is believed after longer than lists lag, and the next one is waited for as long again', async () => {
    await pulled()
    const one = toPack(5)
    bench.sandbox.faults.add({ on: lineRoute, fault: { is: 'missing-row' } })
    await passed(minuteMs)
    expect(isKnown(one)).toBe(false)
    await passed(2 * minuteMs)
    expect(planned(one)).toEqual([1])
    bench.sandbox.control.editLine({ consignmentId: one.id, productId: cup, count: 8 })
    await passed(minuteMs)
    expect(planned(one)).toEqual([1])
    await passed(2 * minuteMs)
    expect(planned(one)).toEqual([8])
  })
})
