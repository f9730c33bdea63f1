import { describe, expect, it } from 'vitest'
import { createReturn, giveReason, planReturnLine } from '../../../src-main/returning/draft.ts'
import { takeOnList, undoOnList } from '../../../src-main/returning/list-scan.ts'
import { returnDesk } from '../../../src-main/returning/return-desk.ts'
import { goods, shop, supplier, type TestBench, testBench } from '../bench.ts'

const { tea, jam, rope } = goods

function listing(): { bench: TestBench; consignmentId: string } {
  const bench = testBench()
  const { consignmentId } = createReturn(bench, { supplierId: supplier, note: 'pallet 4' })
  bench.at('return', consignmentId)
  return { bench, consignmentId }
}

const desk = (bench: TestBench, id: string) => returnDesk(bench.store, bench.consignment(id))
const planned = (bench: TestBench, id: string) =>
  desk(bench, id).lines.map((line) => [line.productId, line.planned])

describe('a new return', () => {
  it('is a draft that leaves from this outlet and goes to the supplier', () => {
    const { bench, consignmentId } = listing()
    expect(desk(bench, consignmentId)).toMatchObject({
      head: { kind: 'RETURN', state: 'draft', from: { name: 'Depot' }, supplier: { id: supplier } },
      missing: ['Nothing is on this return yet.'],
    })
  })

  it('needs a supplier that is known, and a station that knows where it stands', () => {
    const bench = testBench()
    expect(() => createReturn(bench, { supplierId: 'nobody', note: '' })).toThrow('not known here')
    const lost = { ...bench, outletId: () => null }
    expect(() => createReturn(lost, { supplierId: supplier, note: '' })).toThrow('does not know its outlet')
  })
})

describe('a scan at the list of a return', () => {
  it('puts the product on the list, and counts it up', () => {
    const { bench, consignmentId } = listing()
    expect(bench.scan('9400000000016').outcome).toMatchObject({ is: 'counted', times: 1, counted: 1 })
    bench.store.write(
      {
        kind: 'desk:times',
        actor: bench.actor(),
        subject: consignmentId,
        given: {},
        traceId: 'x',
      },
      () => bench.store.consignments.setNextTimes(consignmentId, 5),
    )
    expect(bench.scan('TEA-1').outcome).toMatchObject({ is: 'counted', times: 5, counted: 6 })
    expect(desk(bench, consignmentId)).toMatchObject({ nextTimes: 1, totals: { units: 6, valueCents: 2880 } })
  })

  it('knows the codes of this supplier, asks where several products have a code, and refuses what nothing has', () => {
    const { bench, consignmentId } = listing()
    expect(bench.scan('S-CUP').outcome).toMatchObject({ is: 'counted', name: 'Stone cup' })
    expect(bench.scan('TWINCODE').outcome).toMatchObject({ is: 'several' })
    expect(bench.scan('NO SUCH').outcome).toEqual({ is: 'unknown' })
    expect(takeOnList(bench, { consignmentId, productId: goods.twinA.id, times: 2 }).outcome).toMatchObject({
      counted: 2,
    })
    expect(planned(bench, consignmentId)).toEqual([
      ['p-cup', 1],
      ['p-twin-a', 2],
    ])
  })

  it('is taken back, newest first, and the line goes with its last unit', () => {
    const { bench, consignmentId } = listing()
    bench.scan('TEA-1')
    bench.scan('TEA-1')
    bench.scan('JAM-1')
    expect(undoOnList(bench, { consignmentId })).toMatchObject({ undone: true })
    expect(planned(bench, consignmentId)).toEqual([[tea.id, 2]])
    undoOnList(bench, { consignmentId })
    undoOnList(bench, { consignmentId })
    expect(planned(bench, consignmentId)).toEqual([])
    expect(desk(bench, consignmentId).canUndo).toBe(false)
    expect(() => undoOnList(bench, { consignmentId })).toThrow('nothing to take back')
  })

  it('puts nothing on it from another outlet, or once it waits for approval', () => {
    const { bench, consignmentId } = listing()
    bench.scan('TEA-1')
    bench.standIn(shop)
    expect(bench.scan('TEA-1').outcome).toMatchObject({ is: 'not-now' })
    bench.standIn('outlet-depot')
    bench.move(consignmentId, 'pending_approval')
    expect(bench.scan('TEA-1').outcome).toMatchObject({
      is: 'not-now',
      why: expect.stringContaining('waits for approval'),
    })
    expect(() => planReturnLine(bench, { consignmentId, productId: jam.id, planned: 1 })).toThrow(
      'waits for approval',
    )
    expect(planned(bench, consignmentId)).toEqual([[tea.id, 1]])
  })
})

describe('what a return lacks', () => {
  it('is a reason for each line, words for OTHER and a photo for DAMAGED', () => {
    const { bench, consignmentId } = listing()
    const missing = () => desk(bench, consignmentId).missing
    planReturnLine(bench, { consignmentId, productId: tea.id, planned: 3 })
    expect(missing()).toEqual(['Black tea 100 g: say why it goes back.'])
    const because = (reason: 'OTHER' | 'DAMAGED' | 'WARRANTY', text = '') =>
      giveReason(bench, { consignmentId, productId: tea.id, reason, text })
    because('OTHER', '  ')
    expect(missing()).toEqual(['Black tea 100 g: say in words why it goes back.'])
    because('OTHER', 'smells of soap')
    expect(missing()).toEqual([])
    because('DAMAGED')
    expect(missing()).toEqual(['Black tea 100 g: take a photo of the damage.'])
    because('WARRANTY')
    expect(missing()).toEqual([])
    planReturnLine(bench, { consignmentId, productId: rope.id, planned: 1 })
    expect(missing()).toEqual(['Hemp rope: say why it goes back.'])
  })

  it('comes back with a line that was taken off and put on again: its reason is still there', () => {
    const { bench, consignmentId } = listing()
    planReturnLine(bench, { consignmentId, productId: tea.id, planned: 3 })
    giveReason(bench, { consignmentId, productId: tea.id, reason: 'OTHER', text: 'smells of soap' })
    planReturnLine(bench, { consignmentId, productId: tea.id, planned: 0 })
    expect(() =>
      giveReason(bench, { consignmentId, productId: tea.id, reason: 'DAMAGED', text: '' }),
    ).toThrow('not on this return')
    planReturnLine(bench, { consignmentId, productId: tea.id, planned: 2 })
    expect(desk(bench, consignmentId).lines).toMatchObject([{ reason: 'OTHER', text: 'smells of soap' }])
  })

  it('is nothing that a transfer could have', () => {
    const bench = testBench()
    const consignmentId = bench.transfer({ [tea.id]: 1 })
    expect(() => planReturnLine(bench, { consignmentId, productId: tea.id, planned: 4 })).toThrow(
      'no supplier return',
    )
  })
})
