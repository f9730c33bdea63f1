import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setCounted } from '../../../src-main/counting/count.ts'
import { startCount } from '../../../src-main/counting/list.ts'
import { approveCount, finishCount } from '../../../src-main/counting/review.ts'
import { takeProduct } from '../../../src-main/packing/count.ts'
import { send } from '../../../src-main/packing/send.ts'
import { reconcileScreen } from '../../../src-main/sync/reconcile/reconcile-screen.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from './sync-bench.ts'

let bench: SyncBench
const [tea = '', cup = '', pot = ''] = someProducts(3)

beforeEach(async () => {
  bench = await openSyncBench()
})
afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

const local = (remoteId: string) => bench.store.consignments.byRemoteId(remoteId)
const stateOf = (remoteId: string) => local(remoteId)?.state ?? null
const planned = (remoteId: string) =>
  Object.fromEntries(
    bench.store.lines.of(local(remoteId)?.id ?? '').map((line) => [line.productId, line.planned]),
  )

/** Pulls, or polls again, until it is so. */
async function pulled(isSo: () => boolean): Promise<void> {
  bench.startPullerOnce()
  bench.wake()
  await bench.runUntil(isSo)
}

/** Passes time until the consignments were polled once more. */
async function polled(): Promise<void> {
  const before = bench.store.feeds.get('consignments').pulledAt
  bench.clock.pass(1_000)
  await pulled(() => bench.store.feeds.get('consignments').pulledAt !== before)
}

/** A command of a person about a consignment, as a screen gives it. */
function touch(remoteId: string): void {
  const id = local(remoteId)?.id ?? ''
  const command = {
    kind: 'test:counted',
    actor: { id: 'bench', role: 'SM' } as const,
    subject: id,
    given: {},
    traceId: 'req_test',
  }
  bench.store.write(command, () => bench.store.consignments.touch(id, bench.store.now()))
}

describe('a return that the office made', () => {
  const make = () =>
    bench.sandbox.control.returnToPack({ outletId: warehouse, lines: [{ productId: tea, count: 4 }] })

  it('comes with its supplier and its lines, ready to be packed', async () => {
    const made = make()
    await pulled(() => local(made.id) !== null)
    expect(local(made.id)).toMatchObject({
      kind: 'RETURN',
      state: 'approved',
      origin: 'store',
      outletId: warehouse,
      supplierId: made.supplier_id,
      code: made.reference,
    })
    expect(planned(made.id)).toEqual({ [tea]: 4 })
  })

  it('is none of our work when another outlet returns it', async () => {
    const other = bench.sandbox.control.returnToPack({ outletId: ponsonby })
    const made = make()
    await pulled(() => local(made.id) !== null)
    expect(local(other.id)).toBeNull()
  })

  it('follows what is changed, sent and cancelled there', async () => {
    const [sent, cancelled] = [make(), make()]
    await pulled(() => local(sent.id) !== null && local(cancelled.id) !== null)
    bench.sandbox.control.editLine({ consignmentId: sent.id, productId: tea, count: 6 })
    await pulled(() => planned(sent.id)[tea] === 6)
    bench.sandbox.control.send(sent.id)
    bench.sandbox.control.cancel(cancelled.id)
    await pulled(() => stateOf(sent.id) === 'sent' && stateOf(cancelled.id) === 'cancelled')
  })

  it('comes as sent when it has left already, but not a month later', async () => {
    const old = make()
    bench.sandbox.control.send(old.id)
    bench.clock.pass(31 * 86_400_000)
    const fresh = make()
    bench.sandbox.control.send(fresh.id)
    await pulled(() => stateOf(fresh.id) === 'sent')
    expect(local(old.id)).toBeNull()
    expect(bench.store.remote.get(old.id)?.status).toBe('SENT')
  })

  it('is packed and sent here as one that was made here: told once, and off the stock at once', async () => {
    const before = bench.sandbox.control.level(tea, warehouse)
    const made = make()
    await pulled(() => local(made.id) !== null)
    await pulled(() => bench.store.stock.projected(tea, warehouse) === before)
    const { id: consignmentId = '' } = local(made.id) ?? {}
    bench.startPusher()
    takeProduct(bench.bench(), { consignmentId, productId: tea, times: 3, scanId: null })
    const [box] = bench.store.parcels.of(consignmentId)
    bench.write((store) => {
      store.parcels.setLabelNumber(box?.id ?? '', 'BOX-1')
      store.parcels.seal(box?.id ?? '', 900, 'typed', null, store.now())
    })
    const handover = { mode: 'internal', driver: 'Van 1' } as const
    send(bench.bench(), { consignmentId, handover })
    expect(bench.store.stock.projected(tea, warehouse)).toBe(before - 3)
    await bench.runUntil(() => bench.store.outbox.allOpen().length === 0)
    expect(bench.store.stock.openEffectsOf(consignmentId)).toEqual([])
    expect(bench.sandbox.control.consignment(made.id).status).toBe('SENT')
    expect(bench.sandbox.control.level(tea, warehouse)).toBe(before - 3)
    expect(bench.sandbox.ledger().refused).toEqual([])
  })

  it('is not asked for again as packed once our counts were told', async () => {
    const made = make()
    await pulled(() => local(made.id) !== null)
    const { id = '' } = local(made.id) ?? {}
    bench.write(({ states, station }) => {
      for (const to of ['packing', 'packed'] as const) {
        states.move(id, {
          to,
          trigger: 'test',
          actor: { id: 'bench', role: 'SM' },
          station: station.id,
          traceId: 'req_test',
        })
      }
    })
    bench.startPusher()
    bench.tell(id, { status: 'SENT', packed: [{ productId: tea, units: 3, costCents: null }] })
    await bench.runUntil(() => bench.store.outbox.allOpen().length === 0)
    await polled()
    expect(bench.sandbox.control.consignment(made.id).status).toBe('SENT')
    expect(bench.sandbox.control.lines(made.id).map(({ count }) => count)).toEqual([3])
    expect(planned(made.id)).toEqual({ [tea]: 4 })
  })
})

describe('a count that the office put down', () => {
  const make = (productIds = [tea, cup]) =>
    bench.sandbox.control.scheduledCount({ outletId: warehouse, productIds })

  it('comes as scheduled, without lines: Lightspeed lists them when it is started', async () => {
    const made = make()
    await pulled(() => local(made.id) !== null)
    expect(local(made.id)).toMatchObject({
      kind: 'STOCKTAKE',
      state: 'scheduled',
      outletId: warehouse,
      note: 'Count of Warehouse',
    })
    expect(planned(made.id)).toEqual({})
  })

  it('is being counted once it was started there, with the units Lightspeed expects on its lines', async () => {
    const made = make()
    await pulled(() => local(made.id) !== null)
    bench.sandbox.control.startCount(made.id)
    await pulled(() => stateOf(made.id) === 'counting' && Object.keys(planned(made.id)).length === 2)
    expect(planned(made.id)[tea]).toBe(bench.sandbox.control.level(tea, warehouse))
    // Listed is not counted: nothing here is to be approved yet.
    expect(bench.sandbox.control.consignment(made.id).status).toBe('STOCKTAKE_IN_PROGRESS_PROCESSED')
    await polled()
    expect(stateOf(made.id)).toBe('counting')
  })

  it('comes as one to be counted when it was begun before this station heard of it', async () => {
    const made = make()
    bench.sandbox.control.startCount(made.id)
    await bench.calm()
    bench.clock.pass(60_000)
    await pulled(() => stateOf(made.id) === 'counting')
    expect(Object.keys(planned(made.id)).toSorted()).toEqual([tea, cup].toSorted())
  })

  it.each([
    ['completed', 'STOCKTAKE_COMPLETE'],
    ['cancelled', 'CANCELLED'],
  ] as const)('that nobody here has counted on is %s when it is there', async (state, status) => {
    const made = make()
    await pulled(() => local(made.id) !== null)
    bench.sandbox.control.startCount(made.id)
    await pulled(() => Object.keys(planned(made.id)).length === 2)
    bench.sandbox.control.endCount(made.id, status)
    await pulled(() => stateOf(made.id) === state)
    expect(bench.store.conflicts.open()).toEqual([])
  })

  it('that somebody here is counting is not ended under their hands: both sides are shown', async () => {
    const made = make()
    await pulled(() => local(made.id) !== null)
    bench.sandbox.control.startCount(made.id)
    await pulled(() => Object.keys(planned(made.id)).length === 2)
    touch(made.id)
    bench.sandbox.control.endCount(made.id, 'STOCKTAKE_COMPLETE')
    await pulled(() => bench.store.conflicts.open().length === 1)
    expect(stateOf(made.id)).toBe('counting')
    expect(bench.store.conflicts.open()[0]).toMatchObject({
      here: 'it is counting',
      there: 'Lightspeed already shows STOCKTAKE_COMPLETE while this is unfinished here.',
    })
  })

  it('is started, counted, reviewed and approved here: Lightspeed completes it with what was counted', async () => {
    const made = make()
    await pulled(() => local(made.id) !== null)
    await pulled(() => bench.store.stock.projected(tea, warehouse) !== null)
    const { id: consignmentId = '' } = local(made.id) ?? {}
    bench.startPusher()
    startCount(bench.bench(), { consignmentId, isBlind: true })
    await pulled(() => Object.keys(planned(made.id)).length === 2)
    const levels = { [tea]: bench.sandbox.control.level(tea, warehouse) - 1, [cup]: 5 }
    for (const line of bench.store.lines.of(consignmentId)) {
      setCounted(bench.bench(), { consignmentId, lineId: line.id, counted: levels[line.productId] ?? 0 })
    }
    finishCount(bench.bench(), { consignmentId })
    approveCount(bench.bench(), { consignmentId })
    await bench.runUntil(() => stateOf(made.id) === 'completed')
    expect(bench.sandbox.control.consignment(made.id).status).toBe('STOCKTAKE_COMPLETE')
    expect([tea, cup].map((id) => bench.sandbox.control.level(id, warehouse))).toEqual([levels[tea], 5])
    expect(bench.sandbox.ledger().refused).toEqual([])
  })

  it('that somebody began to count in the web application comes without a receipt of it', async () => {
    const made = make()
    bench.sandbox.control.startCount(made.id)
    await bench.calm()
    bench.clock.pass(60_000)
    await bench.calm()
    bench.sandbox.control.editLine({ consignmentId: made.id, productId: tea, received: 7 })
    await pulled(() => stateOf(made.id) === 'counting')
    const { id = '' } = local(made.id) ?? {}
    expect(bench.store.receipts.of(id)).toEqual([])
    expect(bench.store.lines.ofProduct(id, tea)).toMatchObject({ received: 0 })
  })

  it('keeps a line here that was taken off the list there after somebody began to count', async () => {
    const [kept, dropped] = [make(), make()]
    await pulled(() => local(kept.id) !== null && local(dropped.id) !== null)
    for (const { id } of [kept, dropped]) bench.sandbox.control.startCount(id)
    await pulled(() => [kept, dropped].every(({ id }) => Object.keys(planned(id)).length === 2))
    touch(kept.id)
    for (const { id } of [kept, dropped]) {
      const gone = await bench.lightspeed.deleteLine(id, cup)
      expect(gone.is).toBe('answer')
    }
    await pulled(() => Object.keys(planned(dropped.id)).length === 1)
    expect(Object.keys(planned(kept.id))).toHaveLength(2)
  })

  it('of another outlet, or one that is over, is none of our work', async () => {
    const other = bench.sandbox.control.scheduledCount({ outletId: ponsonby, productIds: [pot] })
    const over = make()
    bench.sandbox.control.endCount(over.id, 'CANCELLED')
    const made = make()
    await pulled(() => local(made.id) !== null)
    expect([local(other.id), local(over.id)]).toEqual([null, null])
  })
})

describe('comparing', () => {
  it('finds no difference on a return and a count that came, and asks for no totals of the count', async () => {
    const sent = bench.sandbox.control.returnToPack({ outletId: warehouse })
    const count = bench.sandbox.control.scheduledCount({ outletId: warehouse, productIds: [tea] })
    await pulled(() => local(sent.id) !== null && local(count.id) !== null)
    bench.sandbox.control.startCount(count.id)
    await pulled(() => stateOf(count.id) === 'counting' && Object.keys(planned(count.id)).length === 1)
    const reconciler = bench.startReconciler()
    reconciler.ask()
    await bench.runUntil(() => reconcileScreen(bench.store, true).run?.endedAt != null)
    expect(reconcileScreen(bench.store, true).differences).toEqual([])
    expect(bench.sandbox.ledger().refused).toEqual([])
  })
})
