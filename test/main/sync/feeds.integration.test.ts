import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { feedViews } from '../../../src-main/sync/sync-screen.ts'
import { grownCatalogue } from '../../../src-main/training/store/grown-catalogue.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from './sync-bench.ts'

let bench: SyncBench
const [tea = '', cup = '', pot = ''] = someProducts(3)
const feedNames = ['outlets', 'registers', 'suppliers', 'users', 'products', 'inventory', 'consignments']

beforeEach(async () => {
  bench = await openSyncBench()
})
afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

const isPulled = () => feedNames.every((name) => !bench.store.feeds.get(name).isFirstPull)
const byRemote = (id: string) => bench.store.consignments.byRemoteId(id)
const linesOf = (remoteId: string) =>
  Object.fromEntries(
    bench.store.lines
      .of(byRemote(remoteId)?.id ?? '')
      .map((line) => [line.productId, [line.planned, line.packed, line.received]]),
  )

async function pulled(): Promise<void> {
  bench.startPuller()
  await bench.runUntil(isPulled)
}

/** Passes time until the consignments were polled again. */
async function polled(name = 'consignments'): Promise<void> {
  const before = bench.store.feeds.get(name).pulledAt
  bench.clock.pass(1_000)
  await bench.runUntil(() => bench.store.feeds.get(name).pulledAt !== before)
}

describe('the first pull', () => {
  it.each(['2026-07', '2.0'] as const)(
    'brings products with all codes, stock, outlets and suppliers by API %s',
    async (apiVersion) => {
      await bench.close()
      bench = await openSyncBench({ apiVersion })
      await pulled()
      const { catalogue } = bench.sandbox
      const live = catalogue.products.filter((one) => !one.isDeleted)
      expect(bench.store.products.count()).toBe(live.length)
      for (const one of live) {
        expect(bench.store.products.codesOf(one.id).toSorted()).toEqual(
          [...new Set(one.codes.map(({ code }) => code))].toSorted(),
        )
      }
      for (const { id, madeFrom } of live) {
        if (madeFrom === null) continue
        const inside = bench.store.products.contentsOfPack(madeFrom.sourceProductId)
        expect(inside).toEqual({ unitId: id, units: madeFrom.amount })
      }
      expect(bench.store.catalogue.outlets()).toHaveLength(catalogue.outlets.length)
      expect(bench.store.catalogue.supplier(catalogue.suppliers[0]?.id ?? '')?.name).toBe(
        catalogue.suppliers[0]?.name,
      )
      expect(bench.store.stock.projected(tea, warehouse)).toBe(bench.sandbox.control.level(tea, warehouse))
      expect(bench.store.feeds.get('products').rowCount).toBeGreaterThanOrEqual(live.length)
    },
  )

  it('F27 goes on where it was cut off: every product once, none missing', async () => {
    await bench.close()
    bench = await openSyncBench({ catalogue: grownCatalogue({ products: 2_000, codes: 3_000, seed: 3 }) })
    let hasCrashed = false
    const run = () => {
      bench.crash()
      hasCrashed = true
    }
    bench.sandbox.faults.add({ on: 'GET /products', skip: 4, times: 1, fault: { is: 'meanwhile', run } })
    bench.startPuller()
    await bench.runUntil(() => hasCrashed)
    await bench.restart()
    const cutAt = bench.store.feeds.get('products')
    expect(cutAt).toMatchObject({ isFirstPull: true })
    expect(bench.store.products.count()).toBeGreaterThan(500)
    expect(bench.store.products.count()).toBeLessThan(1_300)
    const calls = bench.sandbox.ledger().callsByRoute['GET /products'] ?? 0
    await pulled()
    expect(bench.store.products.count()).toBe(
      bench.sandbox.catalogue.products.filter((one) => !one.isDeleted).length,
    )
    expect(bench.store.feeds.get('products').cursor).toBeGreaterThan(cutAt.cursor)
    // Not from the beginning: fewer pages than the whole has.
    expect((bench.sandbox.ledger().callsByRoute['GET /products'] ?? 0) - calls).toBeLessThan(8)
  })

  it('F19 a sign-in page leaves every list as it was and names itself', async () => {
    await pulled()
    const before = bench.store.products.count()
    bench.sandbox.faults.add({ on: '*', fault: { is: 'html', status: 200 } })
    bench.clock.pass(120_000)
    await bench.runUntil(() => bench.store.feeds.get('products').problem !== null)
    expect(bench.store.feeds.get('products').problem).toContain('sign-in')
    expect(bench.store.products.count()).toBe(before)
  })
})

describe('rows that change', () => {
  it('F27 a row that is listed late, below versions already read, still arrives', async () => {
    await pulled()
    bench.sandbox.faults.delayLists(90_000, 90_001)
    const late = bench.sandbox.control.transferToPack({
      fromOutletId: warehouse,
      toOutletId: ponsonby,
      lines: [{ productId: tea, count: 2 }],
    })
    bench.sandbox.faults.delayLists(0)
    for (let at = 0; at < 12; at += 1) {
      bench.sandbox.control.transferToPack({
        fromOutletId: warehouse,
        toOutletId: ponsonby,
        lines: [{ productId: cup, count: 1 }],
      })
    }
    await polled()
    expect(byRemote(late.id)).toBeNull()
    await bench.runUntil(() => byRemote(late.id) !== null, 200)
    expect(linesOf(late.id)).toEqual({ [tea]: [2, 0, 0] })
  })

  it('F40 one odd row among a page does not hold up the others, and goes once it can be read', async () => {
    await pulled()
    const { control, faults } = bench.sandbox
    const make = () =>
      control.transferToPack({
        fromOutletId: warehouse,
        toOutletId: ponsonby,
        lines: [{ productId: tea, count: 2 }],
      })
    const [one, other] = [make(), make()]
    const data = [{ ...one, name: { text: 'odd' } }, other]
    faults.add({
      on: 'GET /consignments',
      times: 1,
      fault: {
        is: 'status-after',
        status: 200,
        body: JSON.stringify({ data, version: { min: 1, max: other.version } }),
      },
    })
    await polled()
    expect([byRemote(one.id)?.state, byRemote(other.id)?.state]).toEqual([undefined, 'approved'])
    expect(bench.store.feeds.countOdd('consignments')).toBe(1)
    const view = feedViews(bench.store, null).find(({ name }) => name === 'consignments')
    expect(view?.lastProblem).toContain('1 row is')
    // The next poll begins a little earlier and reads it again.
    await polled()
    expect(byRemote(one.id)?.state).toBe('approved')
    expect(bench.store.feeds.countOdd('consignments')).toBe(0)
  })

  it('a change of outlet reads the consignments from their beginning, also in the middle of a pull', async () => {
    await pulled()
    const other = bench.sandbox.control.transferToPack({
      fromOutletId: ponsonby,
      toOutletId: warehouse,
      lines: [{ productId: tea, count: 2 }],
    })
    await polled()
    expect(byRemote(other.id)).toBeNull()
    bench.sandbox.faults.add({
      on: 'GET /consignments',
      times: 1,
      skip: 1,
      fault: {
        is: 'meanwhile',
        run: () => {
          bench.setOutlet(ponsonby)
          bench.write((store) => store.feeds.restart('consignments'))
        },
      },
    })
    await bench.runUntil(() => byRemote(other.id) !== null, 200)
    expect(byRemote(other.id)?.state).toBe('approved')
    expect(linesOf(other.id)).toEqual({ [tea]: [2, 0, 0] })
  })

  it('once in 24 hours each feed is read whole, between the polls', async () => {
    await pulled()
    bench.write((store) =>
      store.products.put({
        id: tea,
        sku: 'LOST',
        name: 'Lost',
        supplierId: null,
        categoryId: null,
        priceCents: null,
        costCents: null,
        weightGrams: null,
        pictureUrl: null,
        isActive: true,
        hasInventory: true,
        isComposite: false,
        containsNicotine: false,
        version: 1,
        deletedAt: null,
        codes: [],
        supplierCodes: [],
        packs: [],
      }),
    )
    const open = bench.sandbox.control.transferToPack({
      fromOutletId: warehouse,
      toOutletId: ponsonby,
      lines: [{ productId: tea, count: 2 }],
    })
    await polled()
    for (const name of feedNames) expect(bench.store.feeds.get(name).fullAt).toEqual(expect.any(String))
    // Most of the day has passed.
    const long = new Date(bench.clock.now() - 23.5 * 3_600_000).toISOString()
    const before = Object.fromEntries(feedNames.map((name) => [name, long]))
    bench.write((store) => {
      for (const name of feedNames) store.feeds.put({ ...store.feeds.get(name), fullAt: long })
    })
    await fetch(`${bench.sandbox.url}/api/2026-07/consignments/${open.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${bench.sandbox.token}` },
    })
    // Deleted rows are not listed: only asking for it by its id tells.
    bench.sandbox.faults.add({ on: 'GET /consignments', fault: { is: 'missing-row' } })
    await bench.runUntil(
      () => feedNames.every((name) => bench.store.feeds.get(name).fullAt !== before[name]),
      4_000,
    )
    const hours = (Date.parse(bench.store.feeds.get('products').fullAt ?? '') - Date.parse(long)) / 3_600_000
    expect(hours).toBeGreaterThanOrEqual(24)
    expect(hours).toBeLessThan(24.5)
    expect(byRemote(open.id)?.state).toBe('cancelled')
  })
})

describe('the journal', () => {
  const rows = () => [...bench.store.journalRowsInOrder()].length

  it('has no row of a poll, and one of a poll that brought work', async () => {
    await pulled()
    const before = rows()
    for (let at = 0; at < 5; at += 1) await polled()
    expect(rows()).toBe(before)
    bench.sandbox.control.transferToPack({
      fromOutletId: warehouse,
      toOutletId: ponsonby,
      lines: [{ productId: tea, count: 2 }],
    })
    await polled()
    expect(rows()).toBe(before + 1)
  })
})

describe('what a consignment found there becomes here', () => {
  it('an open transfer of this outlet is to pack; one sent here and an order sent or begun are to receive', async () => {
    const { control } = bench.sandbox
    const toPack = control.transferToPack({
      fromOutletId: warehouse,
      toOutletId: ponsonby,
      lines: [{ productId: tea, count: 2 }],
    })
    const coming = control.incomingTransfer({
      toOutletId: warehouse,
      fromOutletId: ponsonby,
      lines: [{ productId: tea, count: 3 }],
    })
    const order = control.incomingOrder({ outletId: warehouse, lines: [{ productId: tea, count: 4 }] })
    const begun = control.incomingOrder({
      outletId: warehouse,
      lines: [
        { productId: tea, count: 5 },
        { productId: cup, count: 6 },
      ],
    })
    control.editLine({ consignmentId: begun.id, productId: tea, received: 2 })
    const elsewhere = control.transferToPack({ fromOutletId: ponsonby, toOutletId: warehouse })
    await pulled()
    expect([toPack, coming, order, begun, elsewhere].map((one) => byRemote(one.id)?.state ?? null)).toEqual([
      'approved',
      'sent',
      'sent',
      'partial',
      null,
    ])
    expect(linesOf(begun.id)).toEqual({ [tea]: [5, 0, 2], [cup]: [6, 0, 0] })
    const receipts = bench.store.receipts.of(byRemote(begun.id)?.id ?? '')
    expect(receipts.map((one) => [one.state, one.closing])).toEqual([['closed', 'partial']])
  })

  it('a fraction is shown read-only with the reason', async () => {
    const order = bench.sandbox.control.incomingOrder({
      outletId: warehouse,
      lines: [{ productId: tea, count: 1.5 }],
    })
    await pulled()
    expect(byRemote(order.id)?.readOnlyBecause).toContain('1.5')
  })

  it('a create of ours that the feed shows first is the same consignment', async () => {
    await pulled()
    const { id, reference } = bench.transfer({ [tea]: 6 })
    bench.sandbox.faults.add({ on: 'POST /consignments', times: 1, fault: { is: 'drop-after' } })
    bench.startPusher()
    bench.tell(id, { status: 'OPEN', packed: [{ productId: tea, units: 6, costCents: null }] })
    await bench.runUntil(
      () => bench.store.outbox.allOpen().length === 0 && bench.store.consignments.get(id)?.remoteId !== null,
    )
    expect(bench.sandbox.ledger().byReference[reference]?.consignmentIds).toEqual([
      bench.store.consignments.get(id)?.remoteId,
    ])
    await polled()
    expect(
      bench.store.consignments
        .inStates(['approved', 'packed'], 50)
        .filter((one) => one.reference === reference),
    ).toHaveLength(1)
  })

  it('a second consignment with our reference is shown, never made work', async () => {
    await pulled()
    const { id, reference } = bench.transfer({ [tea]: 6 })
    bench.startPusher()
    bench.tell(id, { status: 'OPEN', packed: [{ productId: tea, units: 6, costCents: null }] })
    await bench.runUntil(() => bench.store.outbox.allOpen().length === 0)
    await bench.lightspeed.createConsignment({
      name: 'Twin',
      type: 'OUTLET',
      reference,
      outlet_id: ponsonby,
      source_outlet_id: warehouse,
    })
    await bench.runUntil(() => bench.store.conflicts.open().length > 0, 200)
    expect(bench.store.conflicts.open()[0]).toMatchObject({ consignmentId: id, kind: 'twin' })
    expect(
      bench.store.consignments.inStates(['approved'], 50).filter((one) => one.reference.includes(reference)),
    ).toEqual([])
  })

  it('planned units are Lightspeed’s until our counts are told, and our own counts coming back change nothing', async () => {
    const toPack = bench.sandbox.control.transferToPack({
      fromOutletId: warehouse,
      toOutletId: ponsonby,
      lines: [{ productId: tea, count: 6 }],
    })
    await pulled()
    const local = byRemote(toPack.id)
    bench.sandbox.control.editLine({ consignmentId: toPack.id, productId: tea, count: 7 })
    await polled()
    // Nothing is packed: Lightspeed still says what is asked for.
    expect(linesOf(toPack.id)).toEqual({ [tea]: [7, 0, 0] })
    const id = local?.id ?? ''
    const line = bench.store.lines.of(id)[0]
    bench.write((store) => {
      store.parcels.open('box', id, 1, store.now())
      store.parcels.add('box', line?.id ?? '', 4)
      store.states.move(id, {
        to: 'packing',
        trigger: 'test',
        actor: { id: 'bench', role: 'SM' },
        station: store.station.id,
        traceId: 'req_t',
      })
    })
    bench.sandbox.control.editLine({ consignmentId: toPack.id, productId: cup, count: 2 })
    bench.sandbox.control.editLine({ consignmentId: toPack.id, productId: tea, count: 9 })
    await polled()
    // What is changed while packing is asked for too: nothing of ours was told yet.
    expect(linesOf(toPack.id)).toEqual({ [tea]: [9, 4, 0], [cup]: [2, 0, 0] })
    bench.startPusher()
    bench.tell(id, {
      status: 'OPEN',
      packed: [
        { productId: tea, units: 4, costCents: null },
        { productId: cup, units: 0, costCents: null },
      ],
    })
    await bench.runUntil(() => bench.store.outbox.allOpen().length === 0)
    bench.sandbox.control.editLine({ consignmentId: toPack.id, productId: pot, count: 9 })
    await polled()
    expect(linesOf(toPack.id)).toEqual({ [tea]: [9, 4, 0], [cup]: [2, 0, 0] })
  })

  it('inbound never moves back, an unknown status is a conflict that a person settles once (F40)', async () => {
    const coming = bench.sandbox.control.incomingTransfer({
      toOutletId: warehouse,
      fromOutletId: ponsonby,
      lines: [{ productId: tea, count: 3 }],
    })
    await pulled()
    const id = byRemote(coming.id)?.id ?? ''
    const odd = {
      data: [{ ...coming, status: 'IN_TRANSIT', version: coming.version + 100_000 }],
      version: { min: 1, max: coming.version + 100_000 },
    }
    bench.sandbox.faults.add({
      on: 'GET /consignments',
      times: 1,
      fault: { is: 'status-after', status: 200, body: JSON.stringify(odd) },
    })
    await bench.runUntil(() => bench.store.conflicts.open().length > 0, 200)
    expect(byRemote(coming.id)?.state).toBe('sent')
    expect(bench.store.remote.get(coming.id)?.status).toBe('IN_TRANSIT')
    const [conflict] = bench.store.conflicts.open()
    expect(conflict).toMatchObject({ consignmentId: id, kind: 'inbound', choices: [{ choice: 'keep-ours' }] })
    bench.write((store) =>
      store.conflicts.settle(conflict?.id ?? '', store.now(), 'keep-ours', 'It is on its way'),
    )
    bench.sandbox.faults.add({
      on: 'GET /consignments',
      times: 1,
      fault: { is: 'status-after', status: 200, body: JSON.stringify(odd) },
    })
    await polled()
    await polled()
    expect(bench.store.conflicts.open()).toEqual([])
  })

  it('received there with more than came here: the rest becomes a closed receipt of its own', async () => {
    const coming = bench.sandbox.control.incomingTransfer({
      toOutletId: warehouse,
      fromOutletId: ponsonby,
      lines: [{ productId: tea, count: 3 }],
    })
    await pulled()
    bench.sandbox.control.receiveInWebApp(coming.id)
    await polled()
    expect(byRemote(coming.id)?.state).toBe('completed')
    expect(linesOf(coming.id)).toEqual({ [tea]: [3, 0, 3] })
  })

  it('a line that came before its product gets its name when the product comes', async () => {
    const coming = bench.sandbox.control.incomingTransfer({
      toOutletId: warehouse,
      fromOutletId: ponsonby,
      lines: [{ productId: tea, count: 3 }],
    })
    const off = bench.sandbox.faults.add({ on: 'GET /products', fault: { is: 'status-before', status: 500 } })
    bench.startPuller()
    await bench.runUntil(() => byRemote(coming.id) !== null)
    const name = () => bench.store.lines.of(byRemote(coming.id)?.id ?? '')[0]?.name
    const product = bench.sandbox.catalogue.products.find((one) => one.id === tea)
    expect(name()).toBe(product?.sku)
    off()
    await bench.runUntil(() => !bench.store.feeds.get('products').isFirstPull)
    await bench.calm()
    expect(name()).toBe(bench.store.products.get(tea)?.name)
  })
})
