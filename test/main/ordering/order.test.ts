import { describe, expect, it } from 'vitest'
import {
  addCode,
  addRows,
  createOrder,
  orderCost,
  orderHead,
  orderLine,
} from '../../../src-main/ordering/order.ts'
import { orderDesk, orderList } from '../../../src-main/ordering/order-desk.ts'
import { cancelConsignment } from '../../../src-main/ordering/transfer.ts'
import { depot, feed, goods, supplier, type TestBench, testBench, write } from '../bench.ts'

const { tea, jam, cup } = goods
const make = (bench: TestBench, supplierId = supplier) =>
  createOrder(bench, { supplierId, note: '', dueAt: null }).consignmentId
const order = (bench: TestBench, consignmentId: string, productId: string, units: number) =>
  orderLine(bench, { consignmentId, productId, units })
const desk = (bench: TestBench, id: string) => orderDesk(bench.store, bench.consignment(id))

describe('a new order', () => {
  it('is a draft from a supplier to this outlet, with nothing to tell Lightspeed', () => {
    const bench = testBench()
    const id = make(bench)
    expect(bench.consignment(id)).toMatchObject({
      kind: 'PO',
      state: 'draft',
      origin: 'here',
      supplierId: supplier,
      sourceOutletId: null,
      outletId: depot,
    })
    expect(bench.told(id)).toEqual([])
  })

  it('goes to a supplier Lightspeed has', () => {
    const bench = testBench()
    write(bench.store, 'test:gone', () =>
      bench.store.catalogue.putSupplier({ id: 'gone', name: 'Gone', version: 2, deletedAt: '2026-01-01' }),
    )
    expect(() => make(bench, 'gone')).toThrow('not known here')
    expect(() => make(bench, 'nobody')).toThrow('not known here')
  })
})

describe('its lines', () => {
  it('take the cost the catalogue knows, and one that was typed instead', () => {
    const bench = testBench()
    const id = make(bench)
    order(bench, id, cup.id, 12)
    order(bench, id, tea.id, 5)
    const lineId = bench.line(id, tea.id).id
    orderCost(bench, { consignmentId: id, lineId, costCents: 455 })
    expect(desk(bench, id)).toMatchObject({
      canEdit: true,
      lines: [
        { name: 'Stone cup', supplierCode: 'S-CUP', units: 12, costCents: 480, knownCents: 480 },
        { name: 'Black tea 100 g', supplierCode: null, units: 5, costCents: 455, knownCents: 480 },
      ],
      totals: { lines: 2, units: 17, cents: 12 * 480 + 5 * 455, withoutCost: 0 },
    })
  })

  it('are counted apart in the total while nobody knows their cost', () => {
    const bench = testBench()
    const id = make(bench)
    order(bench, id, cup.id, 2)
    order(bench, id, tea.id, 5)
    orderCost(bench, { consignmentId: id, lineId: bench.line(id, tea.id).id, costCents: null })
    expect(desk(bench, id).totals).toEqual({ lines: 2, units: 7, cents: 960, withoutCost: 1 })
  })

  it('go with 0 units, and refuse a product nobody knows', () => {
    const bench = testBench()
    const id = make(bench)
    order(bench, id, tea.id, 3)
    order(bench, id, tea.id, 0)
    expect(desk(bench, id).lines).toEqual([])
    expect(() => order(bench, id, 'nothing', 1)).toThrow('not in the catalogue')
  })

  it('come by product code, by this supplier’s code and by SKU, one unit a scan', () => {
    const bench = testBench()
    const id = make(bench)
    const scan = (text: string) => addCode(bench, { consignmentId: id, text })
    expect(scan('9400000000016')).toEqual({ is: 'added', name: tea.name, units: 1 })
    expect(scan('S-CUP')).toMatchObject({ is: 'added', name: cup.name })
    expect(scan('TEA-1')).toMatchObject({ is: 'added', units: 2 })
    // Another supplier's code says nothing here.
    expect(scan('S-ROPE')).toEqual({ is: 'unknown' })
    expect(scan('TWINCODE')).toMatchObject({ is: 'several', choices: [{ sku: 'TWIN-A' }, { sku: 'TWIN-B' }] })
    expect(bench.store.lines.of(id).map(({ sku, planned }) => [sku, planned])).toEqual([
      ['TEA-1', 2],
      ['CUP-1', 1],
    ])
  })

  it('are added many at once on top of what is there: all of them or none', () => {
    const bench = testBench()
    const id = make(bench)
    order(bench, id, tea.id, 3)
    const rows = [
      { productId: tea.id, units: 2, costCents: null },
      { productId: jam.id, units: 4, costCents: 333 },
    ]
    addRows(bench, { consignmentId: id, rows })
    expect(bench.store.lines.of(id).map(({ planned, costCents }) => [planned, costCents])).toEqual([
      [5, 480],
      [4, 333],
    ])
    const broken = [...rows, { productId: 'nothing', units: 1, costCents: null }]
    expect(() => addRows(bench, { consignmentId: id, rows: broken })).toThrow('not in the catalogue')
    expect(bench.line(id, tea.id).planned).toBe(5)
    const many = [{ productId: tea.id, units: 99_999, costCents: null }]
    expect(() => addRows(bench, { consignmentId: id, rows: many })).toThrow('More than')
  })
})

describe('what may be changed', () => {
  it('ends when the order is no draft any more, and never touches one that Lightspeed has', () => {
    const bench = testBench()
    const id = make(bench)
    order(bench, id, tea.id, 3)
    const dueAt = '2026-12-01T00:00:00.000Z'
    orderHead(bench, { consignmentId: id, note: 'ring first', dueAt })
    expect(bench.consignment(id)).toMatchObject({ note: 'ring first', dueAt })
    cancelConsignment(bench, { consignmentId: id, reason: 'by mistake' })
    expect(() => order(bench, id, tea.id, 4)).toThrow('cannot be changed')
    expect(() => orderHead(bench, { consignmentId: id, note: 'x', dueAt: null })).toThrow('cannot be changed')
    const theirs = bench.order({ [tea.id]: 2 })
    expect(desk(bench, theirs).canEdit).toBe(false)
    expect(() => order(bench, theirs, tea.id, 4)).toThrow('cannot be changed')
  })

  it('is an order, not a transfer', () => {
    const bench = testBench()
    const id = bench.transfer({ [tea.id]: 1 })
    expect(() => order(bench, id, tea.id, 4)).toThrow('no purchase order')
    expect(() => desk(bench, id)).toThrow('no purchase order')
  })
})

describe('another order like it', () => {
  it('is shown with the products on both while it may still bring them', () => {
    const bench = testBench()
    const first = make(bench)
    order(bench, first, tea.id, 3)
    order(bench, first, cup.id, 3)
    const second = make(bench)
    expect(desk(bench, second).likes).toEqual([])
    order(bench, second, tea.id, 1)
    order(bench, second, jam.id, 1)
    expect(desk(bench, second).likes).toMatchObject([{ id: first, shared: 1, products: [tea.name] }])
    cancelConsignment(bench, { consignmentId: first, reason: 'by mistake' })
    expect(desk(bench, second).likes).toEqual([])
  })

  it('is none when it is for another supplier, or for other products', () => {
    const bench = testBench()
    const other = make(bench, 'supplier-two')
    order(bench, other, tea.id, 3)
    const elsewhere = make(bench)
    order(bench, elsewhere, cup.id, 3)
    const id = make(bench)
    order(bench, id, tea.id, 3)
    expect(desk(bench, id).likes).toEqual([])
  })

  it('is none when it is of long ago', () => {
    let now = Date.UTC(2026, 9, 1)
    const bench = testBench({
      now: () => {
        now += 5
        return now
      },
      mono: () => now,
      after: () => () => undefined,
    })
    const old = make(bench)
    order(bench, old, tea.id, 3)
    now += 15 * 86_400_000
    const id = make(bench)
    order(bench, id, tea.id, 3)
    expect(desk(bench, id).likes).toEqual([])
  })
})

it('the list has the orders of this outlet by state, with what they are worth', () => {
  const bench = testBench()
  const draft = make(bench)
  order(bench, draft, tea.id, 2)
  const gone = make(bench)
  cancelConsignment(bench, { consignmentId: gone, reason: 'by mistake' })
  bench.transfer({ [tea.id]: 1 })
  feed(bench, { remoteId: 'r9', type: 'SUPPLIER', status: 'SENT', planned: {}, outletId: 'outlet-shop' })
  const { open, done } = orderList(bench.store, depot)
  expect(open.map(({ head, totals }) => [head.id, totals.cents])).toEqual([[draft, 960]])
  expect(done.map(({ head }) => head.id)).toEqual([gone])
})
