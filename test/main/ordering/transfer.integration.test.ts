import { describe, expect, it } from 'vitest'
import { createOrder } from '../../../src-main/ordering/order.ts'
import {
  cancelConsignment,
  createTransfer,
  planLine,
  releaseTransfer,
} from '../../../src-main/ordering/transfer.ts'
import { workLanes } from '../../../src-main/ordering/work.ts'
import { changeReceived } from '../../../src-main/receiving/count.ts'
import type { State } from '../../../src-shared/model/consignment.ts'
import { depot, feed, goods, shop, supplier, type TestBench, testBench, write } from '../bench.ts'

const { tea, jam } = goods
const make = (bench: TestBench, toOutletId = shop) =>
  createTransfer(bench, { toOutletId, note: 'for Friday', dueAt: null }).consignmentId
const plan = (bench: TestBench, consignmentId: string, planned: number, productId = tea.id) =>
  planLine(bench, { consignmentId, productId, planned })
const cancel = (bench: TestBench, consignmentId: string) =>
  cancelConsignment(bench, { consignmentId, reason: 'made by mistake' })

describe('a new transfer', () => {
  it('is a draft from this outlet with a code of its own and a reference that finds it again', () => {
    const bench = testBench()
    const id = make(bench)
    expect(bench.consignment(id)).toMatchObject({
      kind: 'OUTLET',
      state: 'draft',
      code: `ST${bench.store.station.code}-000001`,
      reference: `PK-${id}`,
      sourceOutletId: depot,
      outletId: shop,
      note: 'for Friday',
    })
    expect(bench.consignment(make(bench)).code).toMatch(/-000002$/)
  })

  it('goes to another outlet that is open', () => {
    const bench = testBench()
    expect(() => make(bench, depot)).toThrow('another outlet')
    expect(() => make(bench, 'outlet-closed')).toThrow('not known here')
    expect(() => make(bench, 'nowhere')).toThrow('not known here')
  })

  it('passes over a code that came back from Lightspeed after an old copy was restored', () => {
    const bench = testBench()
    const code = `ST${bench.store.station.code}-000001`
    feed(bench, { remoteId: 'r1', type: 'SUPPLIER', status: 'SENT', planned: {}, reference: code })
    expect(bench.store.consignments.byCode(code)).not.toBeNull()
    expect(bench.consignment(make(bench)).code).toMatch(/-000002$/)
  })
})

describe('planning', () => {
  it('sets, changes and takes off lines of a draft, and refuses products nobody knows', () => {
    const bench = testBench()
    const id = make(bench)
    plan(bench, id, 5)
    plan(bench, id, 7)
    plan(bench, id, 2, jam.id)
    plan(bench, id, 0, jam.id)
    expect(bench.store.lines.of(id)).toMatchObject([{ productId: tea.id, planned: 7, costCents: 480 }])
    expect(() => plan(bench, id, 1, 'nothing')).toThrow('not in the catalogue')
  })

  it('ends with the release, which needs a line and never takes work back', () => {
    const bench = testBench()
    const id = make(bench)
    expect(() => releaseTransfer(bench, { consignmentId: id })).toThrow('nothing on this transfer')
    plan(bench, id, 2)
    releaseTransfer(bench, { consignmentId: id })
    releaseTransfer(bench, { consignmentId: id })
    expect(bench.state(id)).toBe('approved')
    expect(() => plan(bench, id, 3)).toThrow('Only a draft')
    bench.at('pack', id)
    bench.count('TEA-1')
    expect(() => releaseTransfer(bench, { consignmentId: id })).toThrow('Only a draft')
    expect(bench.state(id)).toBe('packing')
  })
})

describe('cancelling', () => {
  it('keeps everything and tells Lightspeed only of what it knows', () => {
    const bench = testBench()
    const id = bench.transfer({ [tea.id]: 2 })
    bench.at('pack', id)
    bench.count('TEA-1')
    cancel(bench, id)
    expect(bench.state(id)).toBe('cancelled')
    expect(bench.line(id, tea.id).packed).toBe(1)
    expect(bench.told(id)).toEqual([])
    expect(bench.scan('TEA-1').outcome).toMatchObject({
      is: 'not-now',
      why: 'This was cancelled. Nothing more is counted on it: put the goods aside.',
    })
  })

  it('tells Lightspeed of a transfer it knows', () => {
    const bench = testBench()
    const row = { remoteId: 'r1', type: 'OUTLET', status: 'OPEN', planned: { [tea.id]: 2 } } as const
    feed(bench, { ...row, outletId: shop, sourceOutletId: depot })
    const id = bench.store.consignments.byRemoteId('r1')?.id ?? ''
    cancel(bench, id)
    expect(bench.told(id)).toMatchObject([{ status: 'CANCELLED', packed: null, received: null }])
  })

  it('is for managers, of what was sent for directors, and never of what was received', () => {
    const bench = testBench()
    const id = bench.transfer({ [tea.id]: 2 })
    bench.actAs('SA')
    expect(() => cancel(bench, id)).toThrow('You may not')
    bench.actAs('SM')
    const sent = bench.sentTransfer({ [tea.id]: 1 })
    expect(() => cancel(bench, sent)).toThrow('that is for a director')
    const order = bench.order({ [tea.id]: 1 })
    const lineId = bench.line(order, tea.id).id
    changeReceived(bench, { consignmentId: order, lineId, received: 1, damaged: 0 })
    bench.actAs('DI')
    expect(() => cancel(bench, order)).toThrow('cannot become')
    cancel(bench, sent)
    expect(bench.state(sent)).toBe('cancelled')
  })
})

describe('the work lanes', () => {
  it('show what leaves, what comes, what waits for somebody else, and what is done', () => {
    const bench = testBench()
    const toPack = bench.transfer({ [tea.id]: 2 })
    const toReceive = bench.order({ [jam.id]: 2 })
    const waiting = bench.sentTransfer({ [tea.id]: 1 })
    const done = make(bench)
    cancel(bench, done)
    const toOrder = createOrder(bench, { supplierId: supplier, note: '', dueAt: null }).consignmentId
    const ids = (search = '') => {
      const lanes = workLanes(bench.store, depot, search)
      return Object.fromEntries(
        Object.entries(lanes).map(([lane, heads]) => [lane, heads.map((head) => head.id)]),
      )
    }
    const none = { toPack: [], toReceive: [], toOrder: [], toCount: [], waiting: [], done: [] }
    expect(ids()).toEqual({
      toPack: [toPack],
      toReceive: [toReceive],
      toOrder: [toOrder],
      toCount: [],
      waiting: [waiting],
      done: [done],
    })
    expect(ids('plum')).toEqual({ ...none, toReceive: [toReceive] })
    expect(ids('harbour friday')).toEqual({ ...none, done: [done] })
    expect(workLanes(bench.store, shop, '').toReceive.map((head) => head.id)).toEqual([waiting])
  })

  it('show a return of this outlet as to be packed and a count as to be counted: neither comes here to be received', () => {
    const bench = testBench()
    const made = (kind: 'RETURN' | 'STOCKTAKE', state: State) =>
      write(bench.store, 'test:came', () => {
        const { store } = bench
        const id = store.newId()
        store.states.add({
          id,
          station: store.station.id,
          code: id,
          kind,
          state,
          reference: id,
          remoteId: null,
          origin: 'store',
          sourceOutletId: null,
          outletId: depot,
          supplierId: null,
          note: '',
          dueAt: null,
          createdAt: store.now(),
          createdBy: 'lightspeed',
          readOnlyBecause: null,
        })
        return id
      })
    const toPack = [made('RETURN', 'approved')]
    const waiting = [made('RETURN', 'sent')]
    const toCount = [made('STOCKTAKE', 'scheduled'), made('STOCKTAKE', 'counting')]
    const lanes = workLanes(bench.store, depot, '')
    expect(lanes.waiting.map((head) => head.id)).toEqual(waiting)
    expect(lanes.toPack.map((head) => head.id)).toEqual(toPack)
    expect(lanes.toCount.map((head) => head.id).toSorted()).toEqual(toCount)
    expect(lanes.toReceive).toEqual([])
    expect(workLanes(bench.store, shop, '').waiting).toEqual([])
  })

  it('say on a card what Lightspeed still has to be told', () => {
    const bench = testBench()
    bench.sentTransfer({ [tea.id]: 1 })
    expect(workLanes(bench.store, depot, '').waiting[0]).toMatchObject({
      packedUnits: 1,
      boxes: 1,
      waiting: { isParked: false, what: 'Lightspeed has to be told' },
    })
  })
})
