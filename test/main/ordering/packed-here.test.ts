import { describe, expect, it } from 'vitest'
import { orderDesk } from '../../../src-main/ordering/order-desk.ts'
import { sendOrder } from '../../../src-main/ordering/send-order.ts'
import { workLanes } from '../../../src-main/ordering/work.ts'
import { takeProduct } from '../../../src-main/packing/count.ts'
import { putBack } from '../../../src-main/packing/put-back.ts'
import { sealBox } from '../../../src-main/packing/seal.ts'
import { send } from '../../../src-main/packing/send.ts'
import { closeReceiving } from '../../../src-main/receiving/close.ts'
import { receiveAll } from '../../../src-main/receiving/count.ts'
import { depot, goods, shop, type TestBench, testBench } from '../bench.ts'
import { orderIn } from './order-made.ts'

const { tea } = goods
const van = { mode: 'internal', driver: 'Van 1' } as const
const lanesOf = (bench: TestBench, id: string) =>
  Object.entries(workLanes(bench.store, depot, ''))
    .filter(([, heads]) => heads.some((head) => head.id === id))
    .map(([lane]) => lane)
const take = (bench: TestBench, consignmentId: string, times: number) =>
  takeProduct(bench, { consignmentId, productId: tea.id, times, scanId: null })

describe('an order whose goods are packed by us', () => {
  it('stands among what is to pack once it is begun, and is received as it was packed', () => {
    const bench = testBench()
    const id = orderIn(bench, 'approved', { [tea.id]: 4 })
    expect(lanesOf(bench, id)).toEqual(['toOrder'])
    take(bench, id, 4)
    expect(lanesOf(bench, id)).toEqual(['toPack'])
    sealBox(bench, bench.store.parcels.of(id)[0]?.id ?? '', { grams: 900, from: 'typed', frame: null })
    send(bench, { consignmentId: id, handover: van })
    expect(lanesOf(bench, id)).toEqual(['toReceive'])
    expect(bench.told(id)).toEqual([])
    expect(bench.store.stock.projected(tea.id, depot)).toBe(100)
    receiveAll(bench, { consignmentId: id })
    closeReceiving(bench, { consignmentId: id, reason: null })
    expect(bench.store.stock.projected(tea.id, depot)).toBe(104)
    expect(bench.told(id)).toMatchObject([
      { status: 'RECEIVED', packed: [{ units: 4 }], received: [{ units: 4 }] },
    ])
  })

  it('is packed at its own outlet only, and not sent past its boxes', () => {
    const bench = testBench()
    const id = orderIn(bench, 'approved', { [tea.id]: 4 })
    bench.standIn(shop)
    expect(() => take(bench, id, 1)).toThrow('another outlet')
    bench.standIn(depot)
    take(bench, id, 1)
    putBack(bench, { consignmentId: id })
    expect(() => sendOrder(bench, { consignmentId: id })).toThrow('in boxes here')
    take(bench, id, -1)
    putBack(bench, { consignmentId: id })
    sendOrder(bench, { consignmentId: id })
    expect(bench.state(id)).toBe('sent')
  })
})

describe('telling the supplier', () => {
  it('keeps how, when and by whom, once; nothing where nobody says', () => {
    const bench = testBench()
    const id = orderIn(bench, 'approved', { [tea.id]: 4 })
    const noticeOf = (one: string) => orderDesk(bench.store, bench.consignment(one)).notice
    expect(noticeOf(id)).toBeNull()
    sendOrder(bench, { consignmentId: id, how: 'phone', note: 'order desk' })
    sendOrder(bench, { consignmentId: id, how: 'e-mail', note: '' })
    expect(noticeOf(id)).toMatchObject({ how: 'phone', note: 'order desk', who: { is: 'bench' } })
    const other = orderIn(bench, 'approved', { [tea.id]: 4 })
    sendOrder(bench, { consignmentId: other })
    expect(noticeOf(other)).toBeNull()
  })
})
