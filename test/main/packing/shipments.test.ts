import { describe, expect, it } from 'vitest'
import { headOf } from '../../../src-main/consignment/head.ts'
import { cancelConsignment } from '../../../src-main/ordering/transfer.ts'
import { packDesk } from '../../../src-main/packing/pack-desk.ts'
import { recall } from '../../../src-main/packing/recall.ts'
import { sealBox } from '../../../src-main/packing/seal.ts'
import { markPacked, send } from '../../../src-main/packing/send.ts'
import { closeReceiving } from '../../../src-main/receiving/close.ts'
import { receiveAll } from '../../../src-main/receiving/count.ts'
import { depot, goods, shop, type TestBench, testBench } from '../bench.ts'

const { tea, jam } = goods
const van = { mode: 'internal', driver: 'Van 1' } as const
const reason = 'random'

/** Packs so many units of tea into one sealed box and sends them; the rest goes later. Gives the shipment of the rest. */
function sendPart(bench: TestBench, id: string, units: number): string | null {
  bench.at('pack', id)
  for (let unit = 0; unit < units; unit += 1) bench.count('TEA-1')
  sealBox(bench, bench.store.parcels.of(id).at(-1)?.id ?? '', { grams: 500, from: 'typed', frame: null })
  send(bench, { consignmentId: id, handover: van, rest: 'goes-later' })
  return bench.store.consignments.restsOf(id).at(-1)?.id ?? null
}
const planOf = (bench: TestBench, id: string) =>
  bench.store.lines.of(id).map(({ productId, planned }) => [productId, planned])

describe('a transfer that leaves in several shipments', () => {
  it('keeps what is not in the boxes as a shipment to be packed, released by the station itself', () => {
    const bench = testBench()
    const id = bench.transfer({ [tea.id]: 5, [jam.id]: 2 })
    const rest = sendPart(bench, id, 3) ?? ''
    expect(bench.state(id)).toBe('sent')
    expect(bench.consignment(rest)).toMatchObject({
      state: 'approved',
      kind: 'OUTLET',
      sourceOutletId: depot,
      outletId: shop,
      restOf: id,
    })
    expect(planOf(bench, rest)).toEqual([
      [tea.id, 2],
      [jam.id, 2],
    ])
    expect(bench.store.transitions.of(rest)).toMatchObject([
      { from: 'draft', to: 'approved', actor: 'station', trigger: 'transfer:next-shipment' },
    ])
    expect(bench.told(rest)).toEqual([])
    expect(bench.told(id)).toMatchObject([{ status: 'SENT', reference: `PK-${id}` }])

    send(bench, { consignmentId: id, handover: van, rest: 'goes-later' })
    expect(bench.store.consignments.restsOf(id)).toHaveLength(1)
  })

  it('is three at Lightspeed when it leaves in three, with every unit once, and each is received', () => {
    const bench = testBench()
    const first = bench.transfer({ [tea.id]: 6 })
    const second = sendPart(bench, first, 1) ?? ''
    const third = sendPart(bench, second, 2) ?? ''
    expect(sendPart(bench, third, 3)).toBeNull()
    const all = [first, second, third]
    expect(all.map((id) => bench.told(id)[0]?.packed?.[0]?.units)).toEqual([1, 2, 3])
    expect(bench.store.stock.projected(tea.id, depot)).toBe(94)
    expect(headOf(bench.store, bench.consignment(second)).shipment).toEqual({
      number: 2,
      others: [
        { id: first, code: bench.consignment(first).code, number: 1 },
        { id: third, code: bench.consignment(third).code, number: 3 },
      ],
      laterUnits: 3,
    })
    // What leaves later is not short: the first says that five of its six do, the last that none does.
    const laterOf = (id: string) => headOf(bench.store, bench.consignment(id)).shipment?.laterUnits
    expect([laterOf(first), laterOf(third)]).toEqual([5, 0])

    bench.standIn(shop)
    for (const id of all) {
      receiveAll(bench, { consignmentId: id })
      closeReceiving(bench, { consignmentId: id, reason: null })
      expect(bench.state(id)).toBe('received')
    }
    expect(bench.store.stock.projected(tea.id, shop)).toBe(16)
  })

  it('plans no unit twice when the first shipment is called back and sent again', () => {
    const bench = testBench()
    const id = bench.transfer({ [tea.id]: 5 })
    const rest = sendPart(bench, id, 3) ?? ''
    recall(bench, { consignmentId: id, reason })
    send(bench, { consignmentId: id, handover: van, rest: 'goes-later' })
    expect(bench.store.consignments.restsOf(id)).toHaveLength(1)
    recall(bench, { consignmentId: id, reason })
    cancelConsignment(bench, { consignmentId: rest, reason })
    send(bench, { consignmentId: id, handover: van, rest: 'goes-later' })
    const [, again] = bench.store.consignments.restsOf(id)
    expect(planOf(bench, again?.id ?? '')).toEqual([[tea.id, 2]])
  })

  it('is one when nobody wants the rest, when nothing is left, and of a return', () => {
    const bench = testBench()
    const short = bench.transfer({ [tea.id]: 5 })
    bench.at('pack', short)
    bench.count('TEA-1')
    sealBox(bench, bench.store.parcels.of(short)[0]?.id ?? '', { grams: 1, from: 'typed', frame: null })
    send(bench, { consignmentId: short, handover: van })
    expect(bench.store.consignments.restsOf(short)).toEqual([])
    expect(headOf(bench.store, bench.consignment(short)).shipment).toBeNull()

    const whole = bench.transfer({ [tea.id]: 1 })
    expect(sendPart(bench, whole, 1)).toBeNull()

    const back = bench.approvedReturn({ [tea.id]: 2 })
    expect(sendPart(bench, back, 1)).toBeNull()
  })
})

describe('how goods go, said when they are packed', () => {
  it('is kept and shown, and may be said anew until they leave', () => {
    const bench = testBench()
    const id = bench.transfer({ [tea.id]: 1 })
    bench.at('pack', id)
    bench.count('TEA-1')
    sealBox(bench, bench.store.parcels.of(id)[0]?.id ?? '', { grams: 1, from: 'typed', frame: null })
    markPacked(bench, { consignmentId: id, handover: van })
    expect(packDesk(bench.store, bench.consignment(id)).handover).toEqual(van)
    const courier = { mode: 'courier', carrier: 'NZ Post', tracking: ['A1', 'A2'] } as const
    const tell = (tracking: string[]) =>
      markPacked(bench, { consignmentId: id, handover: { ...courier, tracking } })
    expect(() => tell(['A1', 'A2'])).toThrow('1 boxes but 2 tracking')
    tell(['A1'])
    markPacked(bench, { consignmentId: id })
    expect(bench.consignment(id).handover).toEqual({ ...courier, tracking: ['A1'] })
    bench.standIn(shop)
    expect(() => tell(['A1'])).toThrow('another outlet')
  })
})
