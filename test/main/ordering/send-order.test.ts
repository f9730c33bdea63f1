import { describe, expect, it } from 'vitest'
import { sendOrder, setOrderRules, tellsAtSend } from '../../../src-main/ordering/send-order.ts'
import { cancelConsignment } from '../../../src-main/ordering/transfer.ts'
import { closeReceiving, stopReceiving } from '../../../src-main/receiving/close.ts'
import { changeReceived } from '../../../src-main/receiving/count.ts'
import { goods, supplier, type TestBench, testBench } from '../bench.ts'
import { orderIn } from './order-made.ts'

const { tea, jam, cup } = goods
const send = (bench: TestBench, consignmentId: string) => sendOrder(bench, { consignmentId })
const ordered = [
  { productId: tea.id, units: 4, costCents: 480 },
  { productId: jam.id, units: 2, costCents: 480 },
]
const approved = (bench: TestBench) => orderIn(bench, 'approved', { [tea.id]: 4, [jam.id]: 2 })
const receive = (bench: TestBench, consignmentId: string, productId: string, received: number) =>
  changeReceived(bench, {
    consignmentId,
    lineId: bench.line(consignmentId, productId).id,
    received,
    damaged: 0,
  })

describe('sending an order', () => {
  it('puts it on its way, tells Lightspeed nothing yet, and a second press changes nothing', () => {
    const bench = testBench()
    const id = approved(bench)
    send(bench, id)
    expect(bench.state(id)).toBe('sent')
    send(bench, id)
    expect(bench.store.transitions.of(id)).toMatchObject([{ trigger: 'order:send', to: 'sent' }])
    expect(bench.told(id)).toEqual([])
  })

  it('tells Lightspeed what was ordered where that is wanted', () => {
    const bench = testBench()
    setOrderRules(bench, { tellAtSend: true })
    expect(tellsAtSend(bench.store)).toBe(true)
    const id = approved(bench)
    send(bench, id)
    expect(bench.told(id)).toMatchObject([
      { type: 'SUPPLIER', status: 'SENT', supplierId: supplier, packed: ordered, received: null },
    ])
  })

  it.each(['draft', 'pending_approval', 'rejected'] as const)('waits for its approval: %s', (state) => {
    const bench = testBench()
    const id = orderIn(bench, state, { [tea.id]: 1 })
    expect(() => send(bench, id)).toThrow('Only an approved order')
    expect(bench.state(id)).toBe(state)
  })

  it('is for whoever made it, or a manager', () => {
    const bench = testBench()
    const id = approved(bench)
    bench.actAs('SA', 'else')
    expect(() => send(bench, id)).toThrow('may not')
    bench.actAs('SA', 'somebody')
    send(bench, id)
    expect(bench.state(id)).toBe('sent')
  })

  it('is for orders only', () => {
    const bench = testBench()
    expect(() => send(bench, bench.transfer({ [tea.id]: 1 }))).toThrow('no purchase order')
  })
})

describe('what comes of an order made here', () => {
  it('is received in several deliveries; the first makes it at Lightspeed with what was ordered', () => {
    const bench = testBench()
    const id = approved(bench)
    send(bench, id)
    receive(bench, id, tea.id, 3)
    stopReceiving(bench, { consignmentId: id })
    expect(bench.state(id)).toBe('partial')
    const first = { status: 'DISPATCHED', packed: ordered, received: [{ units: 3 }, { units: 0 }] }
    expect(bench.told(id)).toMatchObject([first])
    receive(bench, id, tea.id, 1)
    receive(bench, id, jam.id, 2)
    closeReceiving(bench, { consignmentId: id, reason: null })
    expect(bench.state(id)).toBe('received')
    expect(bench.told(id)).toMatchObject([
      { status: 'RECEIVED', packed: ordered, received: [{ units: 4 }, { units: 2 }] },
    ])
  })

  it('is closed short with a reason, and what came unasked was not ordered', () => {
    const bench = testBench()
    const id = approved(bench)
    send(bench, id)
    receive(bench, id, tea.id, 3)
    bench.at('receive', id)
    bench.scan('CUP-1')
    expect(() => closeReceiving(bench, { consignmentId: id, reason: null })).toThrow('have not come')
    closeReceiving(bench, { consignmentId: id, reason: 'the supplier has no more' })
    expect(bench.told(id)[0]?.packed).toEqual(ordered)
    expect(bench.store.lines.ofProduct(id, cup.id)?.planned ?? 0).toBe(0)
  })
})

it('a sent order is cancelled by a director alone, and Lightspeed hears of it where it knew it', () => {
  const bench = testBench()
  setOrderRules(bench, { tellAtSend: true })
  const id = approved(bench)
  send(bench, id)
  const cancel = () => cancelConsignment(bench, { consignmentId: id, reason: 'ordered twice' })
  expect(cancel).toThrow('director')
  bench.actAs('DI')
  cancel()
  expect(bench.told(id)).toMatchObject([{ status: 'CANCELLED' }])
})
