import { describe, expect, it } from 'vitest'
import { moveUnits, newBox, removeBox, sizeBox, useBox } from '../../../src-main/packing/boxes.ts'
import { changeCount, takeProduct, undoLast } from '../../../src-main/packing/count.ts'
import { packDesk } from '../../../src-main/packing/pack-desk.ts'
import { sealBox, unsealBox } from '../../../src-main/packing/seal.ts'
import { goods, shop, type TestBench, testBench } from '../bench.ts'

const { tea, jam, cup } = goods
const typed = { grams: 700, from: 'typed', frame: null } as const

function packing(planned: Record<string, number>): { bench: TestBench; id: string } {
  const bench = testBench()
  const id = bench.transfer(planned)
  bench.at('pack', id)
  return { bench, id }
}

const boxes = (bench: TestBench, id: string) => bench.store.parcels.of(id)
const packed = (bench: TestBench, id: string, productId: string) => bench.line(id, productId).packed

describe('a scan at the packing bench', () => {
  it('starts packing, opens box 1 and counts one', () => {
    const { bench, id } = packing({ [tea.id]: 3 })
    expect(bench.count('9400000000016')).toMatchObject({ is: 'counted', times: 1, counted: 1, boxNumber: 1 })
    expect(bench.state(id)).toBe('packing')
    expect(packed(bench, id, tea.id)).toBe(1)
  })

  it('says when a line is complete, when all is complete, and marks what is over', () => {
    const { bench } = packing({ [tea.id]: 1, [jam.id]: 1 })
    expect(bench.count('TEA-1').is).toBe('line-complete')
    expect(bench.count('JAM-1').is).toBe('all-complete')
    expect(bench.count('JAM-1')).toMatchObject({ is: 'over', counted: 2, planned: 1 })
  })

  it('counts nothing of a product that is not on the transfer until the person takes it as an extra', () => {
    const { bench, id } = packing({ [tea.id]: 1 })
    const { outcome } = bench.scan('9400000000030')
    expect(outcome).toMatchObject({ is: 'not-on-transfer', product: { id: cup.id } })
    expect(boxes(bench, id)).toEqual([])
    const taken = takeProduct(bench, { consignmentId: id, productId: cup.id, times: 2, scanId: null })
    expect(taken.outcome).toMatchObject({ is: 'extra', counted: 2, planned: 0 })
    expect(packDesk(bench.store, bench.consignment(id)).totals).toMatchObject({ packed: 2, extraLines: 1 })
  })

  it('lets the person choose where two products share a code, even when one of them is on the transfer', () => {
    const { bench } = packing({ [goods.twinA.id]: 1 })
    const { outcome } = bench.scan('TWINCODE')
    expect(outcome).toMatchObject({ is: 'several', choices: [{ id: 'p-twin-a' }, { id: 'p-twin-b' }] })
  })

  it('keeps a scan nobody knows, and says when a retail code was read wrongly', () => {
    const { bench, id } = packing({ [tea.id]: 1 })
    expect(bench.scan('NO SUCH CODE').outcome).toEqual({ is: 'unknown' })
    expect(bench.scan(']E09400000000017').outcome).toMatchObject({ is: 'misread' })
    expect(bench.store.scans.newestOf(id, 9).map((row) => row.text)).toEqual([
      '9400000000017',
      'NO SUCH CODE',
    ])
  })

  it('counts n at once after n ×, then one again', () => {
    const { bench, id } = packing({ [tea.id]: 20 })
    bench.store.write(
      { kind: 'desk:times', actor: bench.actor(), subject: id, given: {}, traceId: 't' },
      () => bench.store.consignments.setNextTimes(id, 6),
    )
    bench.scan('NO SUCH CODE')
    expect(bench.count('TEA-1')).toMatchObject({ times: 6, counted: 6 })
    expect(bench.count('TEA-1')).toMatchObject({ times: 1, counted: 7 })
  })

  it('is kept as not possible now on a draft and on packed goods', () => {
    const { bench, id } = packing({ [tea.id]: 1 })
    bench.count('TEA-1')
    sealBox(bench, boxes(bench, id)[0]?.id ?? '', typed)
    bench.store.write({ kind: 'test', actor: bench.actor(), subject: id, given: {}, traceId: 't' }, () =>
      bench.store.states.move(id, {
        to: 'packed',
        trigger: 'test',
        actor: bench.actor(),
        station: 's',
        traceId: 't',
      }),
    )
    expect(bench.scan('TEA-1').outcome).toMatchObject({ is: 'not-now' })
    expect(packed(bench, id, tea.id)).toBe(1)
  })
})

describe('counting by hand', () => {
  it('takes units off the current box and never below zero', () => {
    const { bench, id } = packing({ [tea.id]: 5 })
    const lineId = bench.line(id, tea.id).id
    changeCount(bench, { consignmentId: id, lineId, by: 4 })
    changeCount(bench, { consignmentId: id, lineId, by: -3 })
    expect(packed(bench, id, tea.id)).toBe(1)
    expect(() => changeCount(bench, { consignmentId: id, lineId, by: -2 })).toThrow('holds only 1')
    expect(packed(bench, id, tea.id)).toBe(1)
  })

  it('says which box holds the units that are to come out, and opens no box for that', () => {
    const { bench, id } = packing({ [tea.id]: 5, [jam.id]: 5 })
    const take = (productId: string) =>
      changeCount(bench, { consignmentId: id, lineId: bench.line(id, productId).id, by: -1 })
    expect(() => take(tea.id)).toThrow('No Black tea 100 g is packed')
    bench.count('TEA-1')
    newBox(bench, { consignmentId: id })
    expect(() => take(tea.id)).toThrow('Black tea 100 g is in box 1.')
    bench.count('JAM-1')
    sealBox(bench, boxes(bench, id)[0]?.id ?? '', typed)
    sealBox(bench, boxes(bench, id)[1]?.id ?? '', typed)
    expect(() => take(tea.id)).toThrow(
      expect.objectContaining({
        message: 'Black tea 100 g is in box 1, which is sealed.',
        next: 'Open box 1 again with a reason, then take it out.',
      }),
    )
    expect(boxes(bench, id)).toHaveLength(2)
  })

  it('refuses a line of another transfer', () => {
    const { bench, id } = packing({ [tea.id]: 5 })
    const other = bench.transfer({ [jam.id]: 1 })
    const lineId = bench.line(other, jam.id).id
    expect(() => changeCount(bench, { consignmentId: id, lineId, by: 1 })).toThrow('not on this consignment')
  })
})

describe('taking back', () => {
  it('shows each time what was taken back last', () => {
    const { bench, id } = packing({ [tea.id]: 2, [jam.id]: 2 })
    const shown = () => packDesk(bench.store, bench.consignment(id)).lastScans
    bench.count('TEA-1')
    bench.count('JAM-1')
    for (const name of [jam.name, tea.name]) {
      undoLast(bench, { consignmentId: id })
      expect(shown()[0]).toMatchObject({ undone: true, outcome: { name } })
    }
    bench.count('JAM-1')
    expect(shown().map((scan) => scan.undone)).toEqual([false, true, true])
  })

  it('is offered only while the box of the last count is open', () => {
    const { bench, id } = packing({ [tea.id]: 2 })
    const canUndo = () => packDesk(bench.store, bench.consignment(id)).canUndo
    expect(canUndo()).toBe(false)
    bench.count('TEA-1')
    expect(canUndo()).toBe(true)
    const parcelId = boxes(bench, id)[0]?.id ?? ''
    sealBox(bench, parcelId, typed)
    expect(canUndo()).toBe(false)
    unsealBox(bench, { parcelId, reason: 'forgot one' })
    expect(canUndo()).toBe(true)
  })

  it('takes back one act after the other, and drops an extra nobody counts any more', () => {
    const { bench, id } = packing({ [tea.id]: 2 })
    bench.count('TEA-1')
    takeProduct(bench, { consignmentId: id, productId: cup.id, times: 1, scanId: null })
    expect(undoLast(bench, { consignmentId: id })).toMatchObject({
      undone: true,
      outcome: { name: cup.name },
    })
    expect(bench.store.lines.ofProduct(id, cup.id)).toBeNull()
    undoLast(bench, { consignmentId: id })
    expect(packed(bench, id, tea.id)).toBe(0)
    expect(() => undoLast(bench, { consignmentId: id })).toThrow('nothing to take back')
  })

  it('keeps an extra line as long as an older count of it can still be taken back', () => {
    const { bench, id } = packing({ [tea.id]: 2 })
    takeProduct(bench, { consignmentId: id, productId: cup.id, times: 1, scanId: null })
    const lineId = bench.line(id, cup.id).id
    changeCount(bench, { consignmentId: id, lineId, by: -1 })
    changeCount(bench, { consignmentId: id, lineId, by: 1 })
    for (const left of [0, 1]) {
      undoLast(bench, { consignmentId: id })
      expect(packed(bench, id, cup.id)).toBe(left)
    }
    undoLast(bench, { consignmentId: id })
    expect(bench.store.lines.ofProduct(id, cup.id)).toBeNull()
  })

  it('refuses units that were moved to another box since', () => {
    const { bench, id } = packing({ [tea.id]: 2 })
    bench.count('TEA-1')
    const from = boxes(bench, id)[0]?.id ?? ''
    const to = newBox(bench, { consignmentId: id }).parcelId
    moveUnits(bench, { lineId: bench.line(id, tea.id).id, fromParcelId: from, toParcelId: to, quantity: 1 })
    expect(() => undoLast(bench, { consignmentId: id })).toThrow('not in box 1 any more')
  })

  it('refuses a count that lies in a sealed box', () => {
    const { bench, id } = packing({ [tea.id]: 2 })
    bench.count('TEA-1')
    sealBox(bench, boxes(bench, id)[0]?.id ?? '', typed)
    expect(() => undoLast(bench, { consignmentId: id })).toThrow('Box 1 is sealed')
  })
})

describe('boxes', () => {
  it('counts into the box that was chosen, and into a new one once that is sealed', () => {
    const { bench, id } = packing({ [tea.id]: 9 })
    bench.count('TEA-1')
    newBox(bench, { consignmentId: id })
    expect(bench.count('TEA-1').boxNumber).toBe(2)
    const first = boxes(bench, id)[0]?.id ?? ''
    useBox(bench, { parcelId: first })
    expect(bench.count('TEA-1').boxNumber).toBe(1)
    sealBox(bench, first, typed)
    expect(bench.count('TEA-1').boxNumber).toBe(3)
    expect(() => useBox(bench, { parcelId: first })).toThrow('Box 1 is sealed')
  })

  it('moves units between open boxes of one transfer only', () => {
    const { bench, id } = packing({ [tea.id]: 9 })
    bench.count('TEA-1')
    const lineId = bench.line(id, tea.id).id
    const first = boxes(bench, id)[0]?.id ?? ''
    const second = newBox(bench, { consignmentId: id }).parcelId
    const other = newBox(bench, { consignmentId: bench.transfer({ [tea.id]: 1 }) }).parcelId
    const move = (fromParcelId: string, toParcelId: string, quantity: number) =>
      moveUnits(bench, { lineId, fromParcelId, toParcelId, quantity })
    expect(() => move(first, second, 2)).toThrow('holds only 1')
    expect(() => move(first, other, 1)).toThrow('another box of this consignment')
    expect(() => move(first, first, 1)).toThrow('another box of this consignment')
    sealBox(bench, first, typed)
    expect(() => move(first, second, 1)).toThrow('Box 1 is sealed')
    unsealBox(bench, { parcelId: first, reason: 'one too many' })
    move(first, second, 1)
    expect(bench.store.parcels.quantityIn(second, lineId)).toBe(1)
    expect(packed(bench, id, tea.id)).toBe(1)
  })

  it('closes the gap a removed box leaves, but never where a later box has its label', () => {
    const { bench, id } = packing({ [tea.id]: 9 })
    const [first, second, third] = ['TEA-1', 'TEA-1', 'TEA-1'].map((code) => {
      const { parcelId } = newBox(bench, { consignmentId: id })
      bench.count(code)
      return parcelId
    }) as [string, string, string]
    const lineId = bench.line(id, tea.id).id
    const empty = (parcelId: string) => {
      useBox(bench, { parcelId })
      changeCount(bench, { consignmentId: id, lineId, by: -1 })
    }
    empty(first)
    removeBox(bench, { parcelId: first })
    expect(boxes(bench, id).map((box) => [box.id, box.number])).toEqual([
      [second, 1],
      [third, 2],
    ])
    expect(() => removeBox(bench, { parcelId: third })).toThrow('not empty')
    sealBox(bench, third, typed)
    empty(second)
    expect(() => removeBox(bench, { parcelId: second })).toThrow('later box already has its label')
  })

  it('opens no second box while one stands empty', () => {
    const { bench, id } = packing({ [tea.id]: 9 })
    bench.count('TEA-1')
    const second = newBox(bench, { consignmentId: id })
    expect(newBox(bench, { consignmentId: id })).toEqual(second)
    useBox(bench, { parcelId: boxes(bench, id)[0]?.id ?? '' })
    expect(newBox(bench, { consignmentId: id })).toEqual(second)
    expect(bench.count('TEA-1').boxNumber).toBe(2)
    expect(newBox(bench, { consignmentId: id }).number).toBe(3)
    expect(boxes(bench, id)).toHaveLength(3)
  })

  it('fills the empty box when the one in use is sealed', () => {
    const { bench, id } = packing({ [tea.id]: 9 })
    bench.count('TEA-1')
    newBox(bench, { consignmentId: id })
    const first = boxes(bench, id)[0]?.id ?? ''
    useBox(bench, { parcelId: first })
    sealBox(bench, first, typed)
    expect(bench.count('TEA-1').boxNumber).toBe(2)
  })

  it('keeps a size and refuses a box that is gone', () => {
    const { bench, id } = packing({ [tea.id]: 9 })
    const { parcelId } = newBox(bench, { consignmentId: id })
    sizeBox(bench, { parcelId, size: 'large carton' })
    expect(boxes(bench, id)[0]?.size).toBe('large carton')
    removeBox(bench, { parcelId })
    expect(() => sizeBox(bench, { parcelId, size: null })).toThrow('gone')
  })
})

describe('somebody in another outlet', () => {
  it('packs and sends nothing that leaves from elsewhere', () => {
    const bench = testBench()
    const id = bench.transfer({ [goods.tea.id]: 2 })
    bench.standIn(shop)
    bench.at('pack', id)
    const line = bench.line(id, goods.tea.id).id
    expect(bench.scan('TEA-1').outcome).toMatchObject({ is: 'not-now' })
    expect(() => changeCount(bench, { consignmentId: id, lineId: line, by: 1 })).toThrow('another outlet')
    expect(bench.line(id, goods.tea.id).packed).toBe(0)
  })
})
