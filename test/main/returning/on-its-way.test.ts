import { describe, expect, it } from 'vitest'
import { boxLabelOf } from '../../../src-main/label/box-label-of.ts'
import { slipOf } from '../../../src-main/label/slip-of.ts'
import { workLanes } from '../../../src-main/ordering/work.ts'
import { changeCount, takeProduct, undoLast } from '../../../src-main/packing/count.ts'
import { packDesk } from '../../../src-main/packing/pack-desk.ts'
import { sealBox } from '../../../src-main/packing/seal.ts'
import { markPacked, reopenPack, send } from '../../../src-main/packing/send.ts'
import { createReturn, giveReason } from '../../../src-main/returning/draft.ts'
import { noteRefund } from '../../../src-main/returning/refund.ts'
import { returnDesk } from '../../../src-main/returning/return-desk.ts'
import { depot, goods, shop, supplier, type TestBench, testBench } from '../bench.ts'

const { tea, cup } = goods
const typed = { grams: 700, from: 'typed', frame: null } as const
const handover = { mode: 'courier', carrier: 'Van', tracking: [] } as const

/** A return of three teas of which two are in a sealed box. */
function packedReturn(): { bench: TestBench; consignmentId: string; parcelId: string } {
  const bench = testBench()
  const consignmentId = bench.approvedReturn({ [tea.id]: 3 })
  bench.at('pack', consignmentId)
  bench.count('TEA-1')
  bench.count('TEA-1')
  const parcelId = bench.store.parcels.of(consignmentId)[0]?.id ?? ''
  sealBox(bench, parcelId, typed)
  return { bench, consignmentId, parcelId }
}

const stock = (bench: TestBench) => bench.store.stock.projected(tea.id, depot)

describe('packing a return', () => {
  it('is the packing bench as it is, with the supplier on label and slip', () => {
    const { bench, consignmentId, parcelId } = packedReturn()
    expect(boxLabelOf(bench.store, parcelId, null, false)?.to).toEqual({ name: supplier, addressLines: [] })
    expect(slipOf(bench.store, consignmentId, false)).toMatchObject({
      from: { name: 'Depot' },
      to: { name: supplier },
    })
  })

  it('takes nothing that nobody approved', () => {
    const { bench, consignmentId } = packedReturn()
    expect(bench.scan('CUP-1').outcome).toMatchObject({
      is: 'not-now',
      why: expect.stringContaining('make a return of its own'),
    })
    expect(() => takeProduct(bench, { consignmentId, productId: cup.id, times: 1, scanId: null })).toThrow(
      'nobody approved',
    )
    takeProduct(bench, { consignmentId, productId: tea.id, times: 1, scanId: null })
    expect(bench.line(consignmentId, tea.id).packed).toBe(3)
  })

  it('takes no more of a product than were approved', () => {
    const { bench, consignmentId } = packedReturn()
    bench.count('TEA-1')
    const { id: lineId } = bench.line(consignmentId, tea.id)
    const say = 'Only 3 of'
    expect(bench.scan('TEA-1').outcome).toMatchObject({ is: 'not-now', why: expect.stringContaining(say) })
    expect(() => changeCount(bench, { consignmentId, lineId, by: 1 })).toThrow(say)
    expect(() => takeProduct(bench, { consignmentId, productId: tea.id, times: 1, scanId: null })).toThrow(
      say,
    )
    changeCount(bench, { consignmentId, lineId, by: -1 })
    bench.count('TEA-1')
    expect(bench.line(consignmentId, tea.id).packed).toBe(3)
  })

  it('does not begin with the scans that made its list', () => {
    const bench = testBench()
    const { consignmentId } = createReturn(bench, { supplierId: supplier, note: '' })
    bench.at('return', consignmentId)
    bench.scan('TEA-1')
    giveReason(bench, { consignmentId, productId: tea.id, reason: 'OVERSTOCK', text: '' })
    for (const to of ['pending_approval', 'approved'] as const) bench.move(consignmentId, to)
    const desk = () => packDesk(bench.store, bench.consignment(consignmentId))
    expect(desk()).toMatchObject({ lastScans: [], lines: [{ packed: 0, touchedAt: null }] })
    bench.at('pack', consignmentId)
    bench.count('TEA-1')
    expect(desk().lastScans.map(({ outcome }) => outcome)).toMatchObject([{ boxNumber: 1 }])
  })

  it('is done at the outlet it leaves from, and not before it is approved', () => {
    const bench = testBench()
    const consignmentId = bench.approvedReturn({ [tea.id]: 3 })
    bench.at('pack', consignmentId)
    bench.standIn(shop)
    expect(bench.scan('TEA-1').outcome).toMatchObject({ is: 'not-now' })
    bench.standIn(depot)
    bench.count('TEA-1')
    undoLast(bench, { consignmentId })
    expect(() => undoLast(bench, { consignmentId })).toThrow('nothing to take back')
  })
})

describe('what Lightspeed hears of a return', () => {
  it('is its packed counts as OPEN, then SENT, booked at the outlet it leaves from, without a source', () => {
    const { bench, consignmentId } = packedReturn()
    markPacked(bench, { consignmentId })
    const wanted = {
      type: 'RETURN',
      outletId: depot,
      sourceOutletId: null,
      supplierId: supplier,
      packed: [{ productId: tea.id, units: 2, costCents: 480 }],
      received: null,
    }
    expect(bench.told(consignmentId)).toMatchObject([{ ...wanted, status: 'OPEN' }])
    expect(stock(bench)).toBe(100)
    reopenPack(bench, { consignmentId })
    send(bench, { consignmentId, handover: { ...handover, tracking: [] } })
    expect(bench.told(consignmentId)).toMatchObject([{ ...wanted, status: 'SENT' }])
    expect(stock(bench)).toBe(98)
    expect(bench.state(consignmentId)).toBe('sent')
    expect(returnDesk(bench.store, bench.consignment(consignmentId)).totals).toMatchObject({
      units: 2,
      valueCents: 960,
    })
  })
})

describe('the refund of a return', () => {
  function sent() {
    const packed = packedReturn()
    const { bench, consignmentId } = packed
    send(bench, { consignmentId, handover: { ...handover, tracking: [] } })
    return packed
  }

  it('ends it, with an amount or with none, and tells Lightspeed nothing more', () => {
    const { bench, consignmentId } = sent()
    const before = bench.told(consignmentId)
    noteRefund(bench, { consignmentId, refund: { is: 'amount', cents: 960 }, note: 'credit 77' })
    expect(bench.state(consignmentId)).toBe('completed')
    expect(returnDesk(bench.store, bench.consignment(consignmentId)).refund).toMatchObject({
      refund: { is: 'amount', cents: 960 },
      note: 'credit 77',
    })
    expect(bench.told(consignmentId)).toEqual(before)
    expect(() => noteRefund(bench, { consignmentId, refund: { is: 'none' }, note: '' })).toThrow('already')
    const none = sent()
    noteRefund(none.bench, { consignmentId: none.consignmentId, refund: { is: 'none' }, note: '' })
    expect(none.bench.store.returns.refundOf(none.consignmentId)).toMatchObject({ cents: null })
  })

  it('is not for a store assistant, not before it is sent, and not for a transfer', () => {
    const { bench, consignmentId } = sent()
    const none = { refund: { is: 'none' }, note: '' } as const
    bench.actAs('SA')
    expect(() => noteRefund(bench, { consignmentId, ...none })).toThrow('a store manager')
    bench.actAs('OM')
    const early = bench.approvedReturn({ [tea.id]: 1 })
    expect(() => noteRefund(bench, { consignmentId: early, ...none })).toThrow('cannot become completed')
    bench.actAs('SM')
    const transfer = bench.sentTransfer({ [tea.id]: 1 })
    expect(() => noteRefund(bench, { consignmentId: transfer, ...none })).toThrow('no supplier return')
    expect(bench.store.returns.refundOf(consignmentId)).toBeNull()
  })
})

it('stands in the lanes of the outlet it leaves from, and is never something to receive', () => {
  const { bench, consignmentId } = packedReturn()
  const lane = (outletId: string) => {
    const lanes = workLanes(bench.store, outletId, '')
    return Object.entries(lanes).flatMap(([name, heads]) =>
      heads.some(({ id }) => id === consignmentId) ? [name] : [],
    )
  }
  expect(lane(depot)).toEqual(['toPack'])
  send(bench, { consignmentId, handover: { ...handover, tracking: [] } })
  expect(lane(depot)).toEqual(['waiting'])
  expect(lane(shop)).toEqual([])
  noteRefund(bench, { consignmentId, refund: { is: 'none' }, note: '' })
  expect(lane(depot)).toEqual(['done'])
})
