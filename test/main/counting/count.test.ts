import { describe, expect, it } from 'vitest'
import {
  changeCounted,
  skipLines,
  takeCounted,
  undoCounted,
  unskipLine,
} from '../../../src-main/counting/count.ts'
import {
  createCount,
  listProducts,
  pasteList,
  startCount,
  unlistProduct,
} from '../../../src-main/counting/list.ts'
import { finishCount } from '../../../src-main/counting/review.ts'
import { feed, goods, shop, testBench } from '../bench.ts'
import { counting, onCount } from './count-bench.ts'

const { tea, jam, cup } = goods

describe('the list of a stocktake', () => {
  it('is made by pasting, with every row that is no product or more than one told by its number', () => {
    const bench = testBench()
    const { consignmentId } = createCount(bench, { isBlind: true, note: 'Top shelf', dueAt: null })
    const text = '9400000000016\r\n\r\nJAM-1\tplum jam\t4\nTWINCODE\n  tea-9 \nTEA-1\n'
    expect(pasteList(bench, { consignmentId, text })).toEqual({
      added: 2,
      known: 1,
      wrong: [
        { row: 4, text: 'TWINCODE', why: 'several' },
        { row: 5, text: 'tea-9', why: 'unknown' },
      ],
    })
    expect(() => pasteList(bench, { consignmentId, text: ' \n\t\n' })).toThrow('no code')
    expect(() => pasteList(bench, { consignmentId, text: 'A\n'.repeat(2_001) })).toThrow('2001 rows')
  })

  it('takes a product once, and lets one go only before anybody counts', () => {
    const bench = testBench()
    const { consignmentId } = createCount(bench, { isBlind: true, note: '', dueAt: null })
    const list = { consignmentId, productIds: [tea.id, jam.id] }
    expect(listProducts(bench, list)).toEqual({ added: 2 })
    expect(listProducts(bench, list)).toEqual({ added: 0 })
    const lineId = bench.line(consignmentId, jam.id).id
    unlistProduct(bench, { consignmentId, lineId })
    expect(bench.store.lines.of(consignmentId)).toHaveLength(1)
    startCount(bench, { consignmentId, isBlind: true })
    const left = bench.line(consignmentId, tea.id).id
    expect(() => unlistProduct(bench, { consignmentId, lineId: left })).toThrow('counted already')
  })

  it('is told to Lightspeed when counting begins, and one that is still empty is not', () => {
    const { told, id } = counting({ list: [tea.id] })
    expect(told(id)).toMatchObject([{ status: 'STOCKTAKE_IN_PROGRESS', listed: [tea.id] }])
    const empty = counting()
    expect(empty.told(empty.id)).toEqual([])
  })

  it('is of one outlet: elsewhere nothing is listed, started or counted', () => {
    const bench = counting({ list: [tea.id] })
    bench.standIn(shop)
    const list = { consignmentId: bench.id, productIds: [jam.id] }
    expect(() => listProducts(bench, list)).toThrow('another outlet')
    expect(bench.scan('TEA-1').outcome).toMatchObject({
      is: 'not-now',
      why: expect.stringContaining('another outlet'),
    })
    expect(() => bench.set(tea.id, 1)).toThrow('another outlet')
  })

  it('of a transfer there is none', () => {
    const bench = testBench()
    const consignmentId = bench.transfer({ [tea.id]: 1 })
    expect(() => startCount(bench, { consignmentId, isBlind: true })).toThrow('no stocktake')
    expect(() => listProducts(bench, { consignmentId, productIds: [jam.id] })).toThrow('no stocktake')
  })
})

describe('counting', () => {
  it('adds one a scan, n for n ×, and keeps the moment and the level of every count', () => {
    const bench = counting({ list: [tea.id, jam.id] })
    expect(bench.count('9400000000016')).toMatchObject({ is: 'counted', counted: 1, times: 1, planned: 0 })
    bench.level(tea.id, 98)
    bench.store.write(
      { kind: 'desk:times', actor: bench.actor(), subject: bench.id, given: {}, traceId: 't' },
      () => bench.store.consignments.setNextTimes(bench.id, 12),
    )
    expect(bench.count('TEA-1').counted).toBe(13)
    expect(bench.desk().nextTimes).toBe(1)
    expect(bench.store.counts.sumsOf(bench.id)).toMatchObject([
      { round: 1, counted: 13, firstLevel: 100, lastLevel: 98 },
    ])
    expect(bench.lineOf(tea.id)).toMatchObject({ counted: 13, expected: 98, movedDuring: -2 })
    expect(bench.desk().totals).toEqual({ lines: 2, open: 1, skipped: 0, units: 13 })
  })

  it('takes a typed total in place of what was counted, a zero too, and nothing below zero', () => {
    const bench = counting({ list: [tea.id, jam.id] })
    bench.count('TEA-1')
    bench.set(tea.id, 40)
    bench.set(jam.id, 0)
    expect([tea, jam].map(({ id }) => bench.lineOf(id).counted)).toEqual([40, 0])
    expect(bench.desk().totals.open).toBe(0)
    const lineId = bench.lineOf(jam.id).id
    expect(() => changeCounted(bench, { consignmentId: bench.id, lineId, by: -1 })).toThrow('nothing left')
  })

  it('takes back one count after the other; a zero that was typed is no count any more', () => {
    const bench = counting({ list: [tea.id] })
    bench.count('TEA-1')
    bench.set(tea.id, 0)
    expect(undoCounted(bench, { consignmentId: bench.id }).undone).toBe(true)
    expect(bench.lineOf(tea.id).counted).toBe(1)
    undoCounted(bench, { consignmentId: bench.id })
    expect(bench.lineOf(tea.id).counted).toBeNull()
    expect(bench.desk().canUndo).toBe(false)
    expect(() => undoCounted(bench, { consignmentId: bench.id })).toThrow('nothing to take back')
  })

  it('adds what is found beside the list to a list of its own, and takes it off again with its count', () => {
    const bench = counting({ list: [tea.id] })
    expect(bench.count('JAM-1')).toMatchObject({ is: 'extra', counted: 1 })
    expect(bench.count('JAM-1')).toMatchObject({ is: 'counted', counted: 2 })
    expect(bench.lineOf(jam.id)).toMatchObject({ isAdded: true, expected: 100 })
    undoCounted(bench, { consignmentId: bench.id })
    undoCounted(bench, { consignmentId: bench.id })
    expect(bench.desk().lines.map(({ productId }) => productId)).toEqual([tea.id])
  })

  it('asks about what is not on a list that was scheduled, and counts it once the person takes it', () => {
    const bench = counting({ list: [tea.id], dueAt: '2026-11-21T00:00:00Z' })
    expect(bench.scan('JAM-1').outcome).toMatchObject({ is: 'not-on-transfer', product: { stock: null } })
    takeCounted(bench, { consignmentId: bench.id, productId: jam.id, times: 3, scanId: null })
    expect(bench.lineOf(jam.id)).toMatchObject({ counted: 3, isAdded: true })
  })

  it('tells nothing of what should be there while it is blind: no level, no difference, not in a scan either', () => {
    const bench = counting({ list: [tea.id], isBlind: true })
    bench.level(tea.id, 4_321)
    const record = bench.scan('TEA-1')
    const { lines, sums, lastScans } = bench.desk()
    expect(lines).toMatchObject([
      { counted: 1, expected: null, variance: null, movedDuring: 0, movedSince: 0 },
    ])
    expect(sums).toBeNull()
    expect(JSON.stringify([record, lastScans])).not.toContain('4321')
  })

  it('leaves out what is skipped with a reason, and counts it after all when it is scanned', () => {
    const bench = counting({ list: [tea.id, jam.id, cup.id] })
    const lineIds = [jam, cup].map(({ id }) => bench.lineOf(id).id)
    bench.count('TEA-1')
    skipLines(bench, { consignmentId: bench.id, lineIds, reason: 'Behind the scaffold' })
    expect(bench.lineOf(jam.id)).toMatchObject({ skippedBecause: 'Behind the scaffold', counted: null })
    expect(bench.desk().totals).toEqual({ lines: 3, open: 0, skipped: 2, units: 1 })
    bench.count('JAM-1')
    unskipLine(bench, { consignmentId: bench.id, lineId: lineIds[1] ?? '' })
    expect(bench.desk().totals).toEqual({ lines: 3, open: 1, skipped: 0, units: 2 })
    const teaLine = bench.lineOf(tea.id).id
    expect(() =>
      skipLines(bench, { consignmentId: bench.id, lineIds: [teaLine], reason: 'Too many' }),
    ).toThrow('counted already')
  })

  it('has not begun while the list is made: a scan puts its product on it, and nothing is counted', () => {
    const bench = testBench()
    const { consignmentId } = createCount(bench, { isBlind: true, note: '', dueAt: '2026-11-21T00:00:00Z' })
    bench.at('count', consignmentId)
    const seen = () => bench.scan('TEA-1').outcome
    expect([seen(), seen()]).toEqual([
      { is: 'listed', name: tea.name, isNew: true },
      { is: 'listed', name: tea.name, isNew: false },
    ])
    const lineId = bench.line(consignmentId, tea.id).id
    expect(() => changeCounted(bench, { consignmentId, lineId, by: 1 })).toThrow('has not begun')
    expect(onCount(bench, consignmentId).desk()).toMatchObject({
      lines: [{ counted: null }],
      totals: { open: 1 },
    })
  })
})

it('a count the office began is counted where its levels are fractions, and told in whole units', () => {
  const bench = testBench()
  const row = { remoteId: 'r-count', type: 'STOCKTAKE', status: 'STOCKTAKE_IN_PROGRESS_PROCESSED' } as const
  feed(bench, { ...row, planned: { [tea.id]: '2.50000' } })
  const id = bench.store.consignments.byRemoteId('r-count')?.id ?? ''
  const count = onCount(bench, id)
  count.level(tea.id, 2.5)
  bench.at('count', id)
  expect(bench.count('TEA-1')).toMatchObject({ is: 'counted', counted: 1 })
  count.set(tea.id, 2)
  finishCount(bench, { consignmentId: id })
  expect(count.lineOf(tea.id)).toMatchObject({ expected: 2.5, variance: { units: -0.5, cents: -240 } })
  expect(bench.told(id).at(-1)).toMatchObject({ received: [{ productId: tea.id, units: 2 }], listed: [] })
})
