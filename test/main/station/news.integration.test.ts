import { expect, it } from 'vitest'
import { createOrder, orderLine } from '../../../src-main/ordering/order.ts'
import { recountDone, recountList } from '../../../src-main/ordering/recount.ts'
import { closeReceiving } from '../../../src-main/receiving/close.ts'
import { changeReceived } from '../../../src-main/receiving/count.ts'
import { openDeskMemory } from '../../../src-main/station/desk-memory.ts'
import { newsOf } from '../../../src-main/station/news.ts'
import type { AnyNews } from '../../../src-shared/contract/news.ts'
import { depot, feed, shop, supplier, testBench } from '../bench.ts'

function benchWithNews() {
  const bench = testBench()
  const told: AnyNews[] = []
  const memory = openDeskMemory(bench.store)
  bench.store.onWritten((written) => told.push(...newsOf(bench, memory, written)))
  const outcomes = () =>
    told
      .splice(0)
      .flatMap((one) => (one.topic === 'pack' || one.topic === 'receive' ? [one.body] : []))
      .map(({ scan }) => scan?.outcome.is)
  return { bench, told, outcomes }
}

it('tells what a scan did, also of the one that starts the packing', () => {
  const { bench, outcomes } = benchWithNews()
  const id = bench.transfer({ 'p-tea': 3 })
  bench.at('pack', id)
  outcomes()
  bench.scan('TEA-1')
  expect(outcomes()).toEqual(['counted'])
  bench.scan('TEA-1')
  expect(outcomes()).toEqual(['counted'])
})

it('tells what a scan did, also of the one that opens the receipt', () => {
  const { bench, outcomes } = benchWithNews()
  const id = bench.sentTransfer({ 'p-tea': 2 })
  bench.standIn(shop)
  bench.at('receive', id)
  outcomes()
  bench.scan('TEA-1')
  bench.scan('TEA-1')
  expect(outcomes()).toEqual(['counted', 'all-complete'])
})

it('tells a scan with its line, its box and the sums of the desk', () => {
  const { bench, told } = benchWithNews()
  const id = bench.transfer({ 'p-tea': 3, 'p-jam': 2 })
  bench.at('pack', id)
  bench.scan('TEA-1')
  bench.scan('JAM-1')
  told.splice(0)
  bench.scan('TEA-1')
  const body = told.find((one) => one.topic === 'pack')?.body
  expect(body?.lines).toMatchObject([
    { productId: 'p-tea', planned: 3, packed: 2, boxes: [{ number: 1, quantity: 2 }] },
  ])
  expect(body?.parcels).toMatchObject([
    { number: 1, units: 3, expectedGrams: 150 + 3 * 110, coverage: { P: 3 } },
  ])
  expect(body?.totals).toEqual({ planned: 5, packed: 3, shortLines: 2, overLines: 0, extraLines: 0 })
})

it('tells the lists of a draft as soon as it is made and as it grows: no bench shows it yet', () => {
  const { bench, told } = benchWithNews()
  const work = { topic: 'changed', body: { what: 'work' } }
  const { consignmentId } = createOrder(bench, { supplierId: supplier, note: '', dueAt: null })
  expect(told.splice(0)).toContainEqual(work)
  orderLine(bench, { consignmentId, productId: 'p-tea', units: 2 })
  expect(told).toContainEqual(work)
})

it('tells the lists when something was recounted', () => {
  const { bench, told } = benchWithNews()
  const id = bench.sentTransfer({ 'p-tea': 2 })
  bench.standIn(shop)
  const lineId = bench.line(id, 'p-tea').id
  changeReceived(bench, { consignmentId: id, lineId, received: 1, damaged: 0 })
  closeReceiving(bench, { consignmentId: id, reason: 'lost' })
  bench.standIn(depot)
  told.splice(0)
  recountDone(bench, { recountId: recountList(bench.store, depot)[0]?.id ?? '', counted: 4 })
  expect(told).toContainEqual({ topic: 'changed', body: { what: 'work' } })
})

it('tells the cards when Lightspeed cancelled what is packed here', () => {
  const { bench, told } = benchWithNews()
  const row = { remoteId: 'r1', type: 'OUTLET', planned: { 'p-tea': 6 }, outletId: shop } as const
  feed(bench, { ...row, status: 'OPEN', sourceOutletId: depot })
  const id = bench.store.consignments.byRemoteId('r1')?.id ?? ''
  bench.at('pack', id)
  bench.scan('TEA-1')
  told.splice(0)
  feed(bench, { ...row, status: 'CANCELLED', sourceOutletId: depot, version: 2 })
  expect(told).toContainEqual({ topic: 'changed', body: { what: 'work' } })
  expect(told).toContainEqual({ topic: 'consignment', body: { consignmentId: id } })
})
