import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cancelConsignment } from '../../../../src-main/ordering/transfer.ts'
import { closeReceiving, stopReceiving } from '../../../../src-main/receiving/close.ts'
import { changeReceived } from '../../../../src-main/receiving/count.ts'
import { reconcileScreen } from '../../../../src-main/sync/reconcile/reconcile-screen.ts'
import { settleDifference } from '../../../../src-main/sync/reconcile/settle-difference.ts'
import { syncLine } from '../../../../src-main/sync/sync-screen.ts'
import type { State } from '../../../../src-shared/model/consignment.ts'
import type { DifferenceView } from '../../../../src-shared/model/difference.ts'
import { givenIn } from '../../bench.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from '../sync-bench.ts'

let bench: SyncBench
const [tea = '', cup = '', pot = ''] = someProducts(3)
const packed = [
  { productId: tea, units: 12, costCents: 420 },
  { productId: cup, units: 4, costCents: 99 },
]
/** Lists may lag behind what was written so long. */
const lagMs = 160_000

beforeEach(async () => {
  bench = await openSyncBench()
})
afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

const isTold = () => bench.store.outbox.allOpen().length === 0
const screen = () => reconcileScreen(bench.store, true)
const differences = (): DifferenceView[] => screen().differences
const remoteId = (id: string) => bench.store.consignments.get(id)?.remoteId ?? ''
const linesThere = (id: string) =>
  Object.fromEntries(bench.sandbox.control.lines(remoteId(id)).map((line) => [line.productId, line.count]))
const kindsOf = () => bench.store.differences.open(99).map((row) => JSON.parse(row.body).kind as string)
const writes = () =>
  bench.sandbox.ledger().lastCalls.filter((call) => /^(PUT|POST|DELETE) \/cons/.test(call.route))

/** A transfer whose boxes hold 12 and 4, told to Lightspeed with this status. */
async function told(status: 'OPEN' | 'SENT'): Promise<string> {
  const { id } = bench.transfer({ [tea]: 12, [cup]: 4 }, status === 'OPEN' ? 'packed' : 'sent')
  bench.write((store) => {
    store.parcels.open(`box-${id}`, id, 1, store.now())
    for (const { productId, units } of packed) {
      store.parcels.add(`box-${id}`, store.lines.ofProduct(id, productId)?.id ?? '', units)
    }
  })
  bench.startPusher()
  bench.tell(id, { status, packed })
  await bench.runUntil(isTold)
  bench.clock.pass(lagMs)
  return id
}

/** Compares this one now, as a person asks for it. */
async function compare(id: string): Promise<void> {
  const reconciler = bench.startReconciler()
  reconciler.ask(id)
  await bench.runUntil(() => bench.store.reconcile.counts(null).waiting === 0)
  await reconciler.close()
}

const edit = (id: string, productId: string, count: number) =>
  bench.sandbox.control.editLine({ consignmentId: remoteId(id), productId, count })

function choose(choice: string): void {
  const [one] = differences()
  expect(one?.choices.map((offered) => offered.choice)).toContain(choice)
  settleDifference(bench.bench(), { differenceId: one?.id ?? '', choice, reason: 'Counted the boxes again' })
}

const settled = () =>
  [...bench.store.journalRowsInOrder()]
    .filter((row) => row.kind === 'reconcile:settle')
    .map((row) => givenIn(bench.store, row))

describe('what somebody changed in Lightspeed while nothing of ours waited', () => {
  it('a count: both numbers, what was done there and when; nothing is written by either side', async () => {
    const id = await told('SENT')
    const before = writes().length
    const editedAt = new Date(bench.clock.now()).toISOString()
    edit(id, tea, 10)
    await compare(id)
    expect(differences()).toMatchObject([
      {
        consignmentId: id,
        product: { id: tea },
        here: '12 counted',
        there: '10 sent',
        because: 'two units taken off there',
        asks: true,
      },
    ])
    expect(Date.parse(differences()[0]?.thereAt ?? '')).toBeCloseTo(Date.parse(editedAt), -4)
    expect(writes().length).toBe(before)
    expect(bench.store.lines.ofProduct(id, tea)?.packed).toBe(12)
    expect(syncLine(bench.store, bench.clock, null).conflicts).toBe(1)
  })

  it('is found as soon as the feed hears of it, without a call more', async () => {
    const id = await told('OPEN')
    bench.startPuller()
    await bench.runUntil(() => !bench.store.feeds.get('consignments').isFirstPull)
    edit(id, tea, 10)
    edit(id, pot, 1)
    await bench.runUntil(() => screen().open > 0)
    expect(kindsOf().sort()).toEqual(['count', 'line-added'])
    edit(id, tea, 12)
    edit(id, pot, 0)
    await bench.runUntil(() => screen().open === 0)
  })

  it('is gone when it is gone there', async () => {
    const id = await told('SENT')
    edit(id, tea, 10)
    await compare(id)
    edit(id, tea, 12)
    await compare(id)
    expect(screen()).toMatchObject({ differences: [], open: 0, asks: 0 })
    expect(syncLine(bench.store, bench.clock, null).conflicts).toBe(0)
  })

  it('before it was sent: ours is told again when a person says so, with a journal row', async () => {
    const id = await told('OPEN')
    edit(id, tea, 10)
    edit(id, pot, 3)
    await compare(id)
    expect(kindsOf().sort()).toEqual(['count', 'line-added'])
    choose('tell-again')
    await bench.runUntil(isTold)
    expect(linesThere(id)).toEqual({ [tea]: 12, [cup]: 4, [pot]: 0 })
    bench.clock.pass(lagMs)
    await compare(id)
    expect(screen().open).toBe(0)
    expect(settled()).toHaveLength(1)
    expect(settled()[0]).toMatchObject({ reason: 'Counted the boxes again' })
  })

  it('what may stand is not brought up again until its numbers change', async () => {
    const id = await told('SENT')
    edit(id, tea, 10)
    await compare(id)
    choose('seen')
    await compare(id)
    expect(screen().open).toBe(0)
    edit(id, tea, 9)
    await compare(id)
    expect(differences()).toMatchObject([{ there: '9 sent' }])
  })

  it('a second row of a product is shown, and left to Lightspeed', async () => {
    const id = await told('SENT')
    bench.sandbox.control.addDuplicateLine({ consignmentId: remoteId(id), productId: tea, count: 5 })
    await compare(id)
    expect(kindsOf().sort()).toEqual(['count', 'rows'])
    expect(differences().map((one) => one.there)).toContain(
      'it stands on 2 rows: 12 + 5 sent, 0 + 0 received',
    )
  })

  it('a line Lightspeed keeps but does not list: its total is not the sum of the lines', async () => {
    const id = await told('SENT')
    bench.sandbox.faults.add({
      on: 'GET /consignments/:id/products',
      fault: { is: 'missing-row' },
    })
    await compare(id)
    expect(kindsOf().sort()).toEqual(['line-missing', 'totals'])
  })

  it('what was just told may not be shown yet: nothing is found before lists have caught up', async () => {
    const { id } = bench.transfer({ [tea]: 12 }, 'sent')
    bench.startPusher()
    bench.tell(id, { status: 'SENT', packed: [{ productId: tea, units: 11, costCents: 1 }] })
    await bench.runUntil(isTold)
    bench.write((store) => {
      store.parcels.open('box', id, 1, store.now())
      store.parcels.add('box', store.lines.ofProduct(id, tea)?.id ?? '', 12)
    })
    const from = bench.clock.mono()
    const reconciler = bench.startReconciler()
    reconciler.ask(id)
    await bench.runUntil(() => screen().open > 0)
    expect(bench.clock.mono() - from).toBeGreaterThan(100_000)
  })

  it('deleted there: it is said, and nothing is done before all were read again', async () => {
    const id = await told('OPEN')
    bench.sandbox.faults.add({
      on: 'GET /consignments/:id',
      fault: { is: 'status-before', status: 404, body: '{}' },
    })
    await compare(id)
    expect(differences()).toMatchObject([{ here: 'it is packed', there: 'it is not there any more' }])
    expect(bench.store.consignments.get(id)?.state).toBe('packed')
    bench.write((store) =>
      store.feeds.put({ ...store.feeds.get('consignments'), isFirstPull: false, fullAt: 'then' }),
    )
    choose('ask-again')
    expect(bench.store.feeds.get('consignments').fullAt).toBeNull()
  })

  it('cancelled there while boxes stand here: the question is put once, not twice', async () => {
    const id = await told('OPEN')
    bench.write((store) => {
      const by = { id: 'bench', role: 'SM' } as const
      store.states.move(id, {
        to: 'packing',
        trigger: 'test',
        actor: by,
        station: store.station.id,
        traceId: 'req_t',
      })
    })
    bench.sandbox.control.cancel(remoteId(id))
    await compare(id)
    expect(bench.store.conflicts.open()).toHaveLength(1)
    expect(screen().open).toBe(0)
  })
})

describe('an order counted here in part, and in the web application too', () => {
  async function counted(): Promise<string> {
    const order = bench.sandbox.control.incomingOrder({
      outletId: warehouse,
      lines: [{ productId: tea, count: 12 }],
    })
    bench.startPuller()
    await bench.runUntil(() => bench.store.consignments.byRemoteId(order.id) !== null)
    const id = bench.store.consignments.byRemoteId(order.id)?.id ?? ''
    bench.write((store) => {
      const by = { id: 'bench', role: 'SM' } as const
      const step = { trigger: 'test', actor: by, station: store.station.id, traceId: 'req_t' }
      for (const to of ['receiving', 'partial'] as const) store.states.move(id, { to, ...step })
      store.receipts.addClosed('receipt', id, store.now(), 'counted')
      const lineId = store.lines.ofProduct(id, tea)?.id ?? ''
      store.receipts.putLine({ receiptId: 'receipt', lineId, received: 5, damaged: 0, note: '' })
    })
    bench.startPusher()
    bench.tell(id, { status: 'DISPATCHED', received: [{ productId: tea, units: 5 }] })
    await bench.runUntil(isTold)
    bench.clock.pass(lagMs)
    bench.sandbox.control.editLine({ consignmentId: order.id, productId: tea, received: 8 })
    await compare(id)
    return id
  }
  const received = (id: string) => bench.sandbox.control.lines(remoteId(id))[0]?.received

  it('both are right: theirs are added here, and Lightspeed keeps its number', async () => {
    const id = await counted()
    expect(differences()).toMatchObject([
      { here: '5 counted', there: '8 received', because: 'three units added there, after both had 5' },
    ])
    choose('theirs-is-all')
    await bench.runUntil(isTold)
    expect(bench.store.lines.ofProduct(id, tea)?.received).toBe(8)
    expect(received(id)).toBe(8)
  })

  it('only ours is right: it is told, and Lightspeed takes it', async () => {
    const id = await counted()
    choose('ours-is-all')
    await bench.runUntil(isTold)
    expect(received(id)).toBe(5)
    bench.clock.pass(lagMs)
    await compare(id)
    expect(screen().open).toBe(0)
  })

  it('counted on here since the question was put: it is compared again first', async () => {
    const id = await counted()
    bench.write((store) => {
      const lineId = store.lines.ofProduct(id, tea)?.id ?? ''
      store.receipts.addClosed('another', id, store.now(), 'counted')
      store.receipts.putLine({ receiptId: 'another', lineId, received: 1, damaged: 0, note: '' })
    })
    expect(() => choose('theirs-is-all')).toThrow('counted on here since')
  })
})

describe('comparing everything', () => {
  /** Orders that are on their way here. */
  async function orders(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      bench.sandbox.control.incomingOrder({ outletId: warehouse, lines: [{ productId: tea, count: n + 1 }] })
    }
    bench.startPuller()
    await bench.runUntil(
      () =>
        !bench.store.feeds.get('inventory').isFirstPull && !bench.store.feeds.get('consignments').isFirstPull,
    )
  }
  const isOver = () => screen().run?.endedAt != null

  it('begins by itself after the start, and tells how far it is', async () => {
    await orders(8)
    bench.startReconciler()
    await bench.runUntil(() => (screen().run?.done ?? 0) > 2)
    expect(screen().run).toMatchObject({ why: 'start', endedAt: null })
    await bench.runUntil(isOver)
    const run = screen().run
    expect(run?.total).toBeGreaterThanOrEqual(9)
    expect(run).toMatchObject({ isCancelled: false, done: run?.total, problem: null })
    expect(screen().open).toBe(0)
  })

  it('goes on after a restart where it was, and asks for nothing twice', async () => {
    await orders(12)
    bench.startReconciler()
    await bench.runUntil(() => (screen().run?.done ?? 0) >= 6)
    const before = screen().run
    await bench.restart()
    bench.startReconciler()
    expect(screen().run?.beganAt).toBe(before?.beganAt)
    const asked = () =>
      bench.sandbox.ledger().lastCalls.filter((call) => call.route === 'GET /consignments/:id').length
    const askedBefore = asked()
    await bench.runUntil(isOver)
    expect(asked() - askedBefore).toBeLessThanOrEqual((before?.total ?? 0) - (before?.done ?? 0))
  })

  it('asked for while one is under way, is made once more after it, however often it was asked for', async () => {
    await orders(8)
    const reconciler = bench.startReconciler()
    await bench.runUntil(() => (screen().run?.done ?? 0) > 2)
    const first = bench.store.reconcile.newest()?.id
    expect(reconciler.isNextAsked()).toBe(false)
    for (let times = 0; times < 3; times += 1) reconciler.ask()
    expect(reconciler.isNextAsked()).toBe(true)
    await bench.runUntil(() => bench.store.reconcile.newest()?.id !== first)
    expect(screen().run).toMatchObject({ why: 'asked', endedAt: null })
    expect(reconciler.isNextAsked()).toBe(false)
    const second = bench.store.reconcile.newest()?.id
    await bench.runUntil(isOver)
    bench.clock.pass(120_000)
    await bench.calm()
    expect(bench.store.reconcile.newest()?.id).toBe(second)
  })

  it('is stopped by a person; what it found stays', async () => {
    const id = await told('SENT')
    edit(id, tea, 10)
    await compare(id)
    await orders(12)
    const reconciler = bench.startReconciler()
    await bench.runUntil(() => (screen().run?.done ?? 0) > 3)
    reconciler.ask()
    reconciler.cancel()
    expect(reconciler.isNextAsked()).toBe(false)
    expect(screen()).toMatchObject({ run: { isCancelled: true }, open: 1 })
    const { done } = screen().run ?? {}
    bench.clock.pass(60_000)
    await bench.calm()
    expect(screen().run?.done).toBe(done)
  })

  it('comes again at night by the clock of the outlet, and not before', async () => {
    bench.write((store) => {
      for (const name of ['consignments', 'inventory']) {
        store.feeds.put({ ...store.feeds.get(name), isFirstPull: false })
      }
    })
    bench.startReconciler()
    await bench.runUntil(isOver)
    await bench.runUntil(() => screen().run?.why === 'night')
    // It is 16:00 in Auckland when the clock of the test begins.
    const hours = (bench.clock.now() - Date.UTC(2026, 10, 20, 3)) / 3_600_000
    expect(hours).toBeGreaterThan(9)
    expect(hours).toBeLessThan(9.1)
  })

  it('without a network it waits, and loses nothing of its list', async () => {
    await orders(6)
    bench.startReconciler()
    await bench.runUntil(() => (screen().run?.done ?? 0) > 1)
    const fault = bench.sandbox.faults.add({ on: 'GET /consignments/:id', fault: { is: 'drop-before' } })
    for (let n = 0; n < 40; n += 1) {
      bench.clock.step()
      await bench.calm()
    }
    expect(isOver()).toBe(false)
    fault()
    await bench.runUntil(isOver)
    expect(screen().run).toMatchObject({ isCancelled: false })
  })
})

describe('an outcome that was not known', () => {
  it('is compared once its lane is empty', async () => {
    bench.startReconciler()
    bench.sandbox.faults.add({ on: 'POST /consignments', times: 1, fault: { is: 'drop-after' } })
    const { id } = bench.transfer({ [tea]: 12 }, 'sent')
    bench.startPusher()
    const compared = () =>
      bench.sandbox.ledger().lastCalls.filter((call) => call.route === 'GET /consignments/:id/totals').length
    bench.tell(id, { status: 'SENT', packed: [{ productId: tea, units: 12, costCents: 420 }] })
    await bench.runUntil(isTold)
    const before = compared()
    await bench.runUntil(() => compared() > before)
    await bench.runUntil(() => bench.store.reconcile.counts(null).waiting === 0)
    expect(screen().open).toBe(0)
  })
})

describe('the stock', () => {
  const effect = (id: string, acknowledged: boolean) =>
    bench.write((store) => {
      store.stock.addEffect({
        id: store.newId(),
        consignmentId: id,
        receiptId: null,
        lineId: store.lines.ofProduct(id, tea)?.id ?? '',
        productId: tea,
        outletId: warehouse,
        units: -12,
        at: store.now(),
      })
      if (acknowledged) store.stock.acknowledge(id, warehouse, store.now())
    })

  it('a level that the feed passed over is shown with both numbers, and the one that was read stands', async () => {
    const id = await told('SENT')
    effect(id, true)
    bench.startPuller()
    await bench.runUntil(() => !bench.store.feeds.get('inventory').isFirstPull)
    const before = bench.store.stock.level(tea, warehouse)?.level ?? 0
    bench.sandbox.control.setStock({ productId: tea, outletId: warehouse, level: before - 3 })
    // The list of changes will never show it: the cursor stands beyond it.
    bench.write((store) => store.feeds.put({ ...store.feeds.get('inventory'), cursor: 9_000_000_000_000 }))
    bench.startReconciler().ask()
    await bench.runUntil(() => screen().run?.endedAt != null)
    expect(differences()).toMatchObject([
      {
        consignmentId: null,
        here: `its level was ${before} when last heard`,
        there: `its level is ${before - 3}`,
        choices: [],
        asks: false,
      },
    ])
    expect(bench.store.stock.level(tea, warehouse)?.level).toBe(before - 3)
    expect(bench.store.levels.newestOf(tea, warehouse, 9)[0]).toMatchObject({ before, after: before - 3 })
  })

  it('units that go on counting on top of a level that holds them: a person lets the level stand', async () => {
    const id = await told('SENT')
    bench.write((store) => store.stock.put({ productId: tea, outletId: warehouse, level: 50, version: 1 }))
    effect(id, false)
    await compare(id)
    expect(bench.store.stock.projected(tea, warehouse)).toBe(38)
    expect(kindsOf()).toEqual(['stuck-stock'])
    choose('let-stand')
    expect(bench.store.stock.projected(tea, warehouse)).toBe(50)
  })
})

it('ordinary work differs at no moment: an order received in parts, a transfer packed, sent and cancelled', async () => {
  const steps: string[] = []
  const agree = async (id: string, step: string) => {
    await bench.runUntil(isTold)
    bench.clock.pass(lagMs)
    await compare(id)
    if (screen().open > 0) steps.push(`${step}: ${kindsOf().join(', ')}`)
  }
  const order = bench.sandbox.control.incomingOrder({
    outletId: warehouse,
    lines: [
      { productId: tea, count: 12 },
      { productId: cup, count: 3 },
    ],
  })
  bench.startPuller()
  bench.startPusher()
  await bench.runUntil(() => bench.store.consignments.byRemoteId(order.id) !== null)
  const consignmentId = bench.store.consignments.byRemoteId(order.id)?.id ?? ''
  await agree(consignmentId, 'on its way')
  const receive = (received: number, damaged: number) => {
    const lineId = bench.store.lines.ofProduct(consignmentId, tea)?.id ?? ''
    changeReceived(bench.bench(), { consignmentId, lineId, received, damaged })
  }
  receive(5, 0)
  await agree(consignmentId, 'being counted')
  stopReceiving(bench.bench(), { consignmentId })
  await agree(consignmentId, 'counted in part')
  receive(6, 2)
  closeReceiving(bench.bench(), { consignmentId, reason: 'The rest never came' })
  await agree(consignmentId, 'closed')
  expect(bench.store.consignments.get(consignmentId)?.state).toBe('completed')

  const id = await told('OPEN')
  await agree(id, 'packed')
  move(id, 'sent')
  bench.tell(id, { status: 'SENT', packed })
  await agree(id, 'sent')
  const director = { ...bench.bench(), actor: () => ({ id: 'office', role: 'DI' }) as const }
  cancelConsignment(director, { consignmentId: id, reason: 'Not wanted any more' })
  await agree(id, 'cancelled')
  expect(steps).toEqual([])
})

function move(id: string, to: State): void {
  const by = { id: 'bench', role: 'SM' } as const
  bench.write((store) =>
    store.states.move(id, { to, trigger: 'test', actor: by, station: store.station.id, traceId: 'req_t' }),
  )
}

it('what was packed here and never told is found without a call', async () => {
  const { id } = bench.transfer({ [tea]: 12 }, 'packed')
  const calls = bench.sandbox.ledger().calls
  await compare(id)
  expect(kindsOf()).toEqual(['never-told'])
  expect(bench.sandbox.ledger().calls).toBe(calls)
  expect(ponsonby).not.toBe(warehouse)
})

it('a count that is told level by level is missed nowhere', async () => {
  const { id } = bench.transfer({ [tea]: 0 }, 'approved', 'STOCKTAKE')
  bench.write((store) =>
    store.counts.putSheet({ consignmentId: id, isBlind: true, round: 1, listed: null, setsLevels: true }),
  )
  await compare(id)
  expect(kindsOf()).toEqual([])
})
