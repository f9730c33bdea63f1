import { describe, expect, it } from 'vitest'
import { recall } from '../../../src-main/packing/recall.ts'
import { send } from '../../../src-main/packing/send.ts'
import { depot, feed, goods, shop, type TestBench, testBench, write } from '../bench.ts'

const { tea } = goods
const reason = 'The wrong boxes went out.'
const van = { mode: 'internal', driver: 'Van 1' } as const

function sent(): { bench: TestBench; id: string; stock: () => number | null } {
  const bench = testBench()
  const id = bench.sentTransfer({ [tea.id]: 2 })
  return { bench, id, stock: () => bench.store.stock.projected(tea.id, depot) }
}
const codeOf = (work: () => unknown) => {
  try {
    work()
  } catch (thrown) {
    return (thrown as { code: string }).code
  }
  return 'done'
}

describe('a transfer that is called back', () => {
  it('is packed again, its stock is here, and Lightspeed hears of an open one', () => {
    const { bench, id, stock } = sent()
    expect(stock()).toBe(98)
    recall(bench, { consignmentId: id, reason })
    recall(bench, { consignmentId: id, reason })
    expect(bench.state(id)).toBe('packed')
    expect(stock()).toBe(100)
    expect(bench.told(id)).toMatchObject([{ status: 'OPEN', packed: [{ productId: tea.id, units: 2 }] }])
    expect(bench.store.transitions.of(id).at(-1)).toMatchObject({ from: 'sent', to: 'packed', reason })

    send(bench, { consignmentId: id, handover: van })
    expect(stock()).toBe(98)
    expect(bench.told(id)).toMatchObject([{ status: 'SENT' }])
    write(bench.store, 'sync:done', () => bench.store.stock.acknowledge(id, depot, bench.store.now()))
    expect(stock()).toBe(100)
  })

  it('is packed again where the network was lost before Lightspeed heard of it', () => {
    const { bench, id } = sent()
    const { outbox } = bench.store
    const entry = outbox.inLane(id)[0]?.id ?? ''
    write(bench.store, 'push', () => {
      outbox.begin(entry, '{"do":"create"}', 'req')
      outbox.setInFlightUnknown(bench.store.now())
    })
    recall(bench, { consignmentId: id, reason })
    expect(bench.state(id)).toBe('packed')
    expect(bench.told(id)).toMatchObject([{ status: 'OPEN', packed: [{ units: 2 }] }])
    expect(outbox.get(entry)).toMatchObject({ state: 'unknown', step: '{"do":"create"}' })
  })

  it('stays sent while the answer to being sent is not known', () => {
    const { bench, id } = sent()
    const { outbox } = bench.store
    const entry = outbox.inLane(id)[0]?.id ?? ''
    write(bench.store, 'push', () => {
      outbox.begin(entry, '{"do":"set-status"}', 'req')
      outbox.setInFlightUnknown(bench.store.now())
    })
    expect(codeOf(() => recall(bench, { consignmentId: id, reason }))).toBe('sent-at-lightspeed')
  })

  it('stays sent once Lightspeed has heard of it, or may have', () => {
    const { bench, id, stock } = sent()
    const entry = bench.store.outbox.inLane(id)[0]?.id ?? ''
    const calledBack = () => codeOf(() => recall(bench, { consignmentId: id, reason }))
    write(bench.store, 'push', () => bench.store.outbox.begin(entry, '{"do":"set-status"}', 'req'))
    expect(calledBack()).toBe('sent-at-lightspeed')
    write(bench.store, 'push', () => bench.store.outbox.end(entry, 'done', bench.store.now(), null, null))
    expect(calledBack()).toBe('sent-at-lightspeed')
    expect(bench.state(id)).toBe('sent')
    expect(stock()).toBe(98)
  })

  it('stays sent when Lightspeed shows it as sent while it still waits here', () => {
    const { bench, id } = sent()
    const { reference } = bench.consignment(id)
    const shown = { remoteId: 'r1', type: 'OUTLET', planned: { [tea.id]: 2 }, reference } as const
    feed(bench, { ...shown, status: 'SENT', outletId: shop, sourceOutletId: depot })
    expect(codeOf(() => recall(bench, { consignmentId: id, reason }))).toBe('sent-at-lightspeed')
  })

  it('is nothing a store assistant does, nor anybody elsewhere, nor for what never left', () => {
    const { bench, id } = sent()
    bench.actAs('SA')
    expect(codeOf(() => recall(bench, { consignmentId: id, reason }))).toBe('TRANSITION_NOT_PERMITTED')
    bench.actAs('OM')
    bench.standIn(shop)
    expect(codeOf(() => recall(bench, { consignmentId: id, reason }))).toBe('elsewhere')
    bench.standIn(depot)
    const other = bench.transfer({ [tea.id]: 1 })
    expect(codeOf(() => recall(bench, { consignmentId: other, reason }))).toBe('ILLEGAL_TRANSITION')
  })
})
