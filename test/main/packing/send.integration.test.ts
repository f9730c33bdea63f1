import { describe, expect, it } from 'vitest'
import { newBox, useBox } from '../../../src-main/packing/boxes.ts'
import { changeCount } from '../../../src-main/packing/count.ts'
import { sealBox } from '../../../src-main/packing/seal.ts'
import { markPacked, reopenPack, send } from '../../../src-main/packing/send.ts'
import { depot, goods, shop, type TestBench, testBench, write } from '../bench.ts'

const { tea, jam } = goods
const typed = { grams: 700, from: 'typed', frame: null } as const
const van = { mode: 'internal', driver: 'Van 1' } as const
const courier = (...tracking: string[]) => ({ mode: 'courier', carrier: 'NZ Post', tracking }) as const

/** A transfer with `units` of tea in as many sealed boxes as asked for. */
function boxed(boxCount = 1): { bench: TestBench; id: string } {
  const bench = testBench()
  const id = bench.transfer({ [tea.id]: boxCount, [jam.id]: 2 })
  bench.at('pack', id)
  for (let box = 0; box < boxCount; box += 1) {
    bench.count('TEA-1')
    sealBox(bench, bench.store.parcels.of(id).at(-1)?.id ?? '', typed)
  }
  return { bench, id }
}

const stockOf = (bench: TestBench, outletId: string) => bench.store.stock.projected(tea.id, outletId)

describe('packed', () => {
  it('needs something counted and every box sealed', () => {
    const bench = testBench()
    const id = bench.transfer({ [tea.id]: 1 })
    bench.at('pack', id)
    expect(() => markPacked(bench, { consignmentId: id })).toThrow('Nothing is counted yet')
    bench.count('TEA-1')
    expect(() => markPacked(bench, { consignmentId: id })).toThrow('Box 1 is not sealed')
    sealBox(bench, bench.store.parcels.of(id)[0]?.id ?? '', typed)
    markPacked(bench, { consignmentId: id })
    expect(bench.state(id)).toBe('packed')
  })

  it('tells Lightspeed the packed counts once, short lines as they are', () => {
    const { bench, id } = boxed()
    markPacked(bench, { consignmentId: id })
    markPacked(bench, { consignmentId: id })
    expect(bench.told(id)).toEqual([
      expect.objectContaining({
        type: 'OUTLET',
        status: 'OPEN',
        outletId: shop,
        sourceOutletId: depot,
        reference: `PK-${id}`,
        packed: [
          { productId: tea.id, units: 1, costCents: 480 },
          { productId: jam.id, units: 0, costCents: 480 },
        ],
        received: null,
      }),
    ])
  })

  it('takes an empty last box away and refuses an empty one in between', () => {
    const { bench, id } = boxed()
    newBox(bench, { consignmentId: id })
    markPacked(bench, { consignmentId: id })
    expect(bench.store.parcels.of(id)).toHaveLength(1)
    reopenPack(bench, { consignmentId: id })
    const { parcelId } = newBox(bench, { consignmentId: id })
    bench.count('TEA-1')
    newBox(bench, { consignmentId: id })
    bench.count('TEA-1')
    sealBox(bench, bench.store.parcels.of(id)[2]?.id ?? '', typed)
    useBox(bench, { parcelId })
    changeCount(bench, { consignmentId: id, lineId: bench.line(id, tea.id).id, by: -1 })
    expect(() => markPacked(bench, { consignmentId: id })).toThrow('Box 2 is empty')
  })

  it('may be reopened until it is sent, and says the new counts then', () => {
    const { bench, id } = boxed()
    markPacked(bench, { consignmentId: id })
    expect(() => changeCount(bench, { consignmentId: id, lineId: bench.line(id, tea.id).id, by: 1 })).toThrow(
      'packed',
    )
    reopenPack(bench, { consignmentId: id })
    bench.count('JAM-1')
    sealBox(bench, bench.store.parcels.of(id)[1]?.id ?? '', typed)
    send(bench, { consignmentId: id, handover: van })
    expect(bench.told(id)).toHaveLength(1)
    expect(bench.told(id)[0]).toMatchObject({
      status: 'SENT',
      packed: [
        { productId: tea.id, units: 1 },
        { productId: jam.id, units: 1 },
      ],
    })
    expect(() => reopenPack(bench, { consignmentId: id })).toThrow('not packed')
  })
})

describe('sent', () => {
  it('packs first when it was still being packed, and takes the units out of the stock here at once', () => {
    const { bench, id } = boxed()
    send(bench, { consignmentId: id, handover: van })
    expect(bench.state(id)).toBe('sent')
    expect(bench.consignment(id).handover).toEqual(van)
    expect(stockOf(bench, depot)).toBe(99)
    expect(stockOf(bench, shop)).toBe(10)
  })

  it('a second press changes nothing: stock leaves once, Lightspeed is told once', () => {
    const { bench, id } = boxed()
    send(bench, { consignmentId: id, handover: van })
    send(bench, { consignmentId: id, handover: { ...van } })
    expect(stockOf(bench, depot)).toBe(99)
    expect(bench.told(id)).toHaveLength(1)
    expect(() => send(bench, { consignmentId: id, handover: { ...van, driver: 'Van 2' } })).toThrow(
      'has been sent',
    )
    expect(stockOf(bench, depot)).toBe(99)
  })

  it('is not called back by pressing packed again', () => {
    const { bench, id } = boxed()
    send(bench, { consignmentId: id, handover: van })
    expect(() => markPacked(bench, { consignmentId: id })).toThrow('has been sent')
    expect(bench.state(id)).toBe('sent')
  })

  it('shows the level Lightspeed last said once it has acknowledged the units', () => {
    const { bench, id } = boxed()
    send(bench, { consignmentId: id, handover: van })
    write(bench.store, 'sync:done', () => {
      bench.store.stock.acknowledge(id, depot, bench.store.now())
      bench.store.stock.put({ productId: tea.id, outletId: depot, level: 99, version: 2 })
    })
    expect(stockOf(bench, depot)).toBe(99)
  })

  it('by courier takes one tracking number a box, none twice, or none at all', () => {
    const { bench, id } = boxed(2)
    const give = (...tracking: string[]) => send(bench, { consignmentId: id, handover: courier(...tracking) })
    expect(() => give('A1')).toThrow('2 boxes but 1 tracking')
    expect(() => give('A1', ' a1 ')).toThrow('stands there twice')
    expect(() => give('A1', ' ')).toThrow('is empty')
    expect(bench.state(id)).toBe('packing')
    expect(bench.told(id)).toEqual([])
    give('A1', 'A2')
    expect(bench.state(id)).toBe('sent')
    const other = boxed()
    send(other.bench, { consignmentId: other.id, handover: courier() })
    expect(other.bench.state(other.id)).toBe('sent')
  })

  it('needs a state it can leave from', () => {
    const bench = testBench()
    const id = bench.order({ [tea.id]: 2 })
    expect(() => send(bench, { consignmentId: id, handover: van })).toThrow('has been sent')
    expect(() => send(bench, { consignmentId: 'nothing', handover: van })).toThrow('does not know')
  })
})
