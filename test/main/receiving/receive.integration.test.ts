import { describe, expect, it } from 'vitest'
import { closeReceiving, discardReceipt, stopReceiving } from '../../../src-main/receiving/close.ts'
import {
  changeReceived,
  noteReceived,
  noteUnlisted,
  receiveAll,
  receiveBox,
  takeReceived,
  undoReceived,
} from '../../../src-main/receiving/count.ts'
import { receiveDesk } from '../../../src-main/receiving/receive-desk.ts'
import { depot, feed, goods, shop, type TestBench, testBench } from '../bench.ts'

const { tea, jam, cup } = goods

function receiving(planned: Record<string, number>): { bench: TestBench; id: string } {
  const bench = testBench()
  const id = bench.order(planned)
  bench.at('receive', id)
  return { bench, id }
}

/** A transfer packed and sent at the depot, received by the same station in the shop. */
function arrived(planned: Record<string, number>): { bench: TestBench; id: string; parcelId: string } {
  const bench = testBench()
  const id = bench.sentTransfer(planned)
  bench.standIn(shop)
  bench.at('receive', id)
  return { bench, id, parcelId: bench.store.parcels.of(id)[0]?.id ?? '' }
}

const desk = (bench: TestBench, id: string) => receiveDesk(bench.store, bench.consignment(id))
const add = (bench: TestBench, id: string, productId: string, received: number, damaged = 0) =>
  changeReceived(bench, { consignmentId: id, lineId: bench.line(id, productId).id, received, damaged })
const discrepancies = (bench: TestBench, id: string) =>
  bench.store.journal
    .newestOf(id, 1)
    .flatMap((row) => JSON.parse(row.changes) as { table: string; after: Record<string, unknown> }[])
    .filter((change) => change.table === 'discrepancy')
    .map(({ after }) => [after.kind, after.units, after.recount_outlet_id])

describe('a scan at the receiving bench', () => {
  it('opens a receipt and counts one against what was sent', () => {
    const { bench, id } = receiving({ [tea.id]: 2 })
    expect(bench.count('9400000000016')).toMatchObject({
      is: 'counted',
      counted: 1,
      planned: 2,
      boxNumber: null,
    })
    expect(bench.state(id)).toBe('receiving')
    expect(bench.count('TEA-1').is).toBe('all-complete')
    expect(bench.count('TEA-1').is).toBe('over')
  })

  it('asks about a product nobody sent, and counts it as an extra once the person takes it', () => {
    const { bench, id } = receiving({ [tea.id]: 2 })
    expect(bench.scan('JAM-1').outcome.is).toBe('not-on-transfer')
    expect(bench.state(id)).toBe('sent')
    takeReceived(bench, { consignmentId: id, productId: jam.id, times: 3, scanId: null })
    expect(desk(bench, id)).toMatchObject({
      totals: { expected: 2, received: 3, short: 2, extra: 3, over: 0 },
      forTheOffice: [expect.stringContaining('3 × Plum jam')],
    })
  })

  it('takes a code of this supplier, and none of another', () => {
    const { bench } = receiving({ [cup.id]: 1, [goods.rope.id]: 1 })
    expect(bench.count('S-CUP').name).toBe(cup.name)
    expect(bench.scan('S-ROPE').outcome).toEqual({ is: 'unknown' })
  })
})

describe('counting what came', () => {
  it('keeps damaged ones apart, never more than came, and nothing below zero', () => {
    const { bench, id } = receiving({ [tea.id]: 5 })
    add(bench, id, tea.id, 4, 1)
    expect(() => add(bench, id, tea.id, 0, 4)).toThrow('cannot be damaged')
    expect(() => add(bench, id, tea.id, -4)).toThrow('cannot be damaged')
    expect(() => add(bench, id, tea.id, -5)).toThrow('nothing left')
    expect(() => add(bench, id, tea.id, 0, -2)).toThrow('nothing left')
    expect(desk(bench, id).lines[0]).toMatchObject({ received: 4, damaged: 1 })
    expect(desk(bench, id).lastScans.map((scan) => scan.outcome.is)).toContain('damaged')
  })

  it('a note opens the receipt and counts nothing', () => {
    const { bench, id } = receiving({ [tea.id]: 5 })
    noteReceived(bench, { consignmentId: id, lineId: bench.line(id, tea.id).id, note: 'carton wet' })
    expect(desk(bench, id).lines[0]).toMatchObject({ received: 0, note: 'carton wet' })
    add(bench, id, tea.id, 2)
    expect(desk(bench, id).lines[0]).toMatchObject({ received: 2, note: 'carton wet' })
  })

  it('receives all that is outstanding as one act, and takes it back as one', () => {
    const { bench, id } = receiving({ [tea.id]: 5, [jam.id]: 3, [cup.id]: 1 })
    add(bench, id, tea.id, 2)
    add(bench, id, cup.id, 2)
    receiveAll(bench, { consignmentId: id })
    expect(desk(bench, id).totals).toMatchObject({ expected: 9, received: 10, short: 0, over: 1 })
    undoReceived(bench, { consignmentId: id })
    expect(desk(bench, id).lines.map((line) => line.received)).toEqual([2, 0, 2])
    expect(desk(bench, id).canUndo).toBe(true)
  })

  it('takes back one count after the other, whatever order extras came in', () => {
    const { bench, id } = receiving({ [tea.id]: 5 })
    takeReceived(bench, { consignmentId: id, productId: jam.id, times: 1, scanId: null })
    add(bench, id, jam.id, -1)
    add(bench, id, jam.id, 1)
    undoReceived(bench, { consignmentId: id })
    undoReceived(bench, { consignmentId: id })
    expect(desk(bench, id).totals.received).toBe(1)
    undoReceived(bench, { consignmentId: id })
    expect(bench.store.lines.ofProduct(id, jam.id)).toBeNull()
    expect(() => undoReceived(bench, { consignmentId: id })).toThrow('nothing to take back')
  })

  it('never takes back what an earlier receipt counted', () => {
    const { bench, id } = receiving({ [tea.id]: 5 })
    add(bench, id, tea.id, 2)
    stopReceiving(bench, { consignmentId: id })
    expect(() => undoReceived(bench, { consignmentId: id })).toThrow('nothing to take back')
    noteReceived(bench, { consignmentId: id, lineId: bench.line(id, tea.id).id, note: 'second van' })
    expect(desk(bench, id).canUndo).toBe(false)
    expect(() => undoReceived(bench, { consignmentId: id })).toThrow('nothing to take back')
    expect(bench.line(id, tea.id).received).toBe(2)
  })
})

describe('a whole box', () => {
  it('is opened by its label, received as its contents say, and taken back as one', () => {
    const { bench, id, parcelId } = arrived({ [tea.id]: 3, [jam.id]: 2 })
    const label = bench.store.parcels.get(parcelId)?.labelNumber ?? ''
    expect(bench.scan(label).outcome).toMatchObject({ is: 'box', parcelId, number: 1 })
    expect(desk(bench, id).boxes).toMatchObject([{ isOpened: true, isConfirmed: false, units: 5 }])
    receiveBox(bench, { consignmentId: id, parcelId })
    expect(desk(bench, id)).toMatchObject({
      totals: { received: 5, short: 0 },
      boxes: [{ isConfirmed: true }],
    })
    expect(() => receiveBox(bench, { consignmentId: id, parcelId })).toThrow('received already')
    expect(bench.scan(label).outcome).toMatchObject({ say: 'Box 1 is received already.' })
    undoReceived(bench, { consignmentId: id })
    expect(desk(bench, id)).toMatchObject({ totals: { received: 0 }, boxes: [{ isConfirmed: false }] })
  })

  it('of another consignment is refused', () => {
    const { bench, parcelId } = arrived({ [tea.id]: 1 })
    const order = bench.order({ [tea.id]: 1 })
    expect(() => receiveBox(bench, { consignmentId: order, parcelId })).toThrow('not part of this')
  })
})

describe('stopping while more is coming', () => {
  it('resumes with a second receipt; each receipt moves stock by its own units only', () => {
    const { bench, id } = receiving({ [tea.id]: 10 })
    add(bench, id, tea.id, 4, 1)
    stopReceiving(bench, { consignmentId: id })
    expect(bench.state(id)).toBe('partial')
    expect(bench.store.stock.projected(tea.id, depot)).toBe(103)
    expect(bench.told(id).at(-1)).toMatchObject({
      type: 'SUPPLIER',
      status: 'DISPATCHED',
      received: [{ productId: tea.id, units: 3 }],
    })
    add(bench, id, tea.id, 6)
    expect(bench.state(id)).toBe('receiving')
    expect(desk(bench, id).lines[0]).toMatchObject({ before: 4, received: 6, expected: 10 })
    closeReceiving(bench, { consignmentId: id, reason: null })
    expect(bench.state(id)).toBe('received')
    expect(desk(bench, id).effects.map(({ receiptNumber, units }) => [receiptNumber, units])).toEqual([
      [1, 3],
      [2, 6],
    ])
    expect(bench.store.stock.projected(tea.id, depot)).toBe(109)
    expect(bench.told(id).at(-1)).toMatchObject({
      status: 'RECEIVED',
      received: [{ productId: tea.id, units: 9 }],
    })
  })

  it('needs something counted and something still to come', () => {
    const { bench, id } = receiving({ [tea.id]: 2 })
    expect(() => stopReceiving(bench, { consignmentId: id })).toThrow('No receipt is open')
    add(bench, id, tea.id, 2)
    expect(() => stopReceiving(bench, { consignmentId: id })).toThrow('Everything has come')
    expect(bench.state(id)).toBe('receiving')
    expect(bench.store.stock.projected(tea.id, depot)).toBe(100)
    add(bench, id, tea.id, -2)
    expect(() => stopReceiving(bench, { consignmentId: id })).toThrow('Nothing is counted')
  })

  it('leaves a transfer at SENT in Lightspeed', () => {
    const { bench, id } = arrived({ [tea.id]: 3 })
    add(bench, id, tea.id, 1)
    stopReceiving(bench, { consignmentId: id })
    expect(bench.told(id).at(-1)).toMatchObject({ status: 'SENT', received: [{ units: 1 }] })
  })
})

describe('closing for good', () => {
  it('short needs a reason, and sends the missing units of a transfer to the source for a recount', () => {
    const { bench, id } = arrived({ [tea.id]: 3, [jam.id]: 2 })
    add(bench, id, tea.id, 3, 1)
    takeReceived(bench, { consignmentId: id, productId: cup.id, times: 2, scanId: null })
    noteUnlisted(bench, { consignmentId: id, text: 'XX', name: 'blue thing', quantity: 4, note: '' })
    expect(() => closeReceiving(bench, { consignmentId: id, reason: null })).toThrow('2 units have not come')
    expect(bench.state(id)).toBe('receiving')
    expect(bench.store.stock.projected(tea.id, shop)).toBe(10)
    closeReceiving(bench, { consignmentId: id, reason: 'box was open' })
    expect(discrepancies(bench, id)).toEqual([
      ['damaged', 1, null],
      ['missing', 2, depot],
      ['extra', 2, null],
      ['unlisted', 4, null],
    ])
    expect(desk(bench, id).receipts).toMatchObject([
      { closing: 'short', reason: 'box was open', received: 5 },
    ])
    expect(bench.store.stock.projected(tea.id, shop)).toBe(12)
    expect(bench.store.stock.projected(cup.id, shop)).toBe(12)
    expect(bench.told(id).at(-1)?.received).toEqual([
      { productId: tea.id, units: 2 },
      { productId: jam.id, units: 0 },
      { productId: cup.id, units: 2 },
    ])
  })

  it('over is accepted without a question', () => {
    const { bench, id } = receiving({ [tea.id]: 2 })
    add(bench, id, tea.id, 5)
    closeReceiving(bench, { consignmentId: id, reason: null })
    expect(discrepancies(bench, id)).toEqual([['extra', 3, null]])
    expect(bench.told(id)[0]?.received).toEqual([{ productId: tea.id, units: 5 }])
  })

  it('from partial writes off the rest without another receipt', () => {
    const { bench, id } = receiving({ [tea.id]: 4 })
    add(bench, id, tea.id, 1)
    stopReceiving(bench, { consignmentId: id })
    bench.actAs('SA')
    expect(() => closeReceiving(bench, { consignmentId: id, reason: 'supplier is out' })).toThrow('may not')
    bench.actAs('SM')
    closeReceiving(bench, { consignmentId: id, reason: 'supplier is out' })
    expect(bench.state(id)).toBe('received')
    expect(bench.store.stock.projected(tea.id, depot)).toBe(101)
  })

  it('needs a count first, and happens once', () => {
    const { bench, id } = receiving({ [tea.id]: 1 })
    expect(() => closeReceiving(bench, { consignmentId: id, reason: null })).toThrow(
      'Nothing has been counted',
    )
    receiveAll(bench, { consignmentId: id })
    closeReceiving(bench, { consignmentId: id, reason: null })
    closeReceiving(bench, { consignmentId: id, reason: null })
    expect(bench.state(id)).toBe('received')
    expect(bench.store.stock.projected(tea.id, depot)).toBe(101)
    expect(() => add(bench, id, tea.id, 1)).toThrow('received and closed')
    expect(bench.told(id)).toHaveLength(1)
  })

  it('short is one closing however often the key is pressed', () => {
    const { bench, id } = receiving({ [tea.id]: 4 })
    add(bench, id, tea.id, 1)
    stopReceiving(bench, { consignmentId: id })
    stopReceiving(bench, { consignmentId: id })
    expect(bench.state(id)).toBe('partial')
    closeReceiving(bench, { consignmentId: id, reason: 'supplier is out' })
    expect(discrepancies(bench, id)).toEqual([['missing', 3, null]])
    closeReceiving(bench, { consignmentId: id, reason: 'supplier is out' })
    expect(discrepancies(bench, id)).toEqual([])
    expect(bench.told(id)).toHaveLength(1)
    expect(bench.store.receipts.of(id)).toHaveLength(1)
  })

  it('adds to what was received in Lightspeed before, never replaces it', () => {
    const bench = testBench()
    const id = bench.order({ [tea.id]: 5 }, { received: { [tea.id]: 2 } })
    expect(desk(bench, id).lines[0]).toMatchObject({ before: 2, expected: 5 })
    add(bench, id, tea.id, 3)
    closeReceiving(bench, { consignmentId: id, reason: null })
    expect(bench.told(id)[0]?.received).toEqual([{ productId: tea.id, units: 5 }])
    expect(bench.store.stock.projected(tea.id, depot)).toBe(103)
  })
})

describe('throwing a receipt away', () => {
  it('goes back to sent, or to partial after an earlier receipt', () => {
    const { bench, id } = receiving({ [tea.id]: 3 })
    bench.count('TEA-1')
    expect(() => discardReceipt(bench, { consignmentId: id })).toThrow('Something is counted')
    undoReceived(bench, { consignmentId: id })
    discardReceipt(bench, { consignmentId: id })
    expect(bench.state(id)).toBe('sent')
    bench.count('TEA-1')
    stopReceiving(bench, { consignmentId: id })
    noteReceived(bench, { consignmentId: id, lineId: bench.line(id, tea.id).id, note: 'nothing yet' })
    discardReceipt(bench, { consignmentId: id })
    expect(bench.state(id)).toBe('partial')
    expect(bench.line(id, tea.id).received).toBe(1)
  })

  it('never loses an unlisted item', () => {
    const { bench, id } = receiving({ [tea.id]: 3 })
    noteUnlisted(bench, { consignmentId: id, text: '', name: 'blue thing', quantity: 1, note: '' })
    expect(() => discardReceipt(bench, { consignmentId: id })).toThrow('Something is counted')
    stopReceiving(bench, { consignmentId: id })
    expect(desk(bench, id).unlisted).toMatchObject([{ name: 'blue thing', quantity: 1 }])
  })
})

describe('what cannot be counted here', () => {
  it('is shown read-only while Lightspeed has a fraction of a unit', () => {
    const bench = testBench()
    const id = bench.order({ [tea.id]: 2 })
    const row = { remoteId: bench.consignment(id).remoteId ?? '', type: 'SUPPLIER', status: 'SENT' } as const
    feed(bench, { ...row, planned: { [tea.id]: '2.50000' }, version: 2 })
    bench.at('receive', id)
    expect(bench.scan('TEA-1').outcome).toMatchObject({
      is: 'not-now',
      why: expect.stringContaining('2.50000'),
    })
    expect(() => receiveAll(bench, { consignmentId: id })).toThrow('2.50000')
    expect(() => add(bench, id, tea.id, 1)).toThrow('2.50000')
    feed(bench, { ...row, planned: { [tea.id]: '3.00000' }, version: 3 })
    expect(bench.count('TEA-1')).toMatchObject({ counted: 1, planned: 3 })
  })

  it('a transfer that has not left yet cannot be received', () => {
    const bench = testBench()
    const id = bench.transfer({ [tea.id]: 1 })
    bench.at('receive', id)
    expect(bench.scan('TEA-1').outcome).toMatchObject({ is: 'not-now', why: 'This has not been sent yet.' })
    expect(() => receiveAll(bench, { consignmentId: id })).toThrow('not been sent')
  })
})
