import { describe, expect, it } from 'vitest'
import { takeProduct, undoLast } from '../../../src-main/packing/count.ts'
import { takeReceived, undoReceived } from '../../../src-main/receiving/count.ts'
import type { PackRow, ProductRow } from '../../../src-main/store/product-rows.ts'
import { goods, shop, type TestBench, testBench, write } from '../bench.ts'

const { tea, jam, cup } = goods
const twelve: PackRow = { packId: 'p-tea-case', unitId: tea.id, units: 12 }
const caseCode = '19400000000013'
/** A case of tea, a product of its own in the store's catalogue. */
const teaCase: ProductRow = {
  ...tea,
  id: 'p-tea-case',
  sku: 'TEA-1-C12',
  name: 'Case of 12 Black tea',
  codes: [{ key: caseCode, code: caseCode }],
}

function keep(bench: TestBench, ...rows: ProductRow[]): void {
  write(bench.store, 'test:catalogue', () => {
    for (const row of rows) bench.store.products.put(row)
  })
}

/** A bench that knows the case, by what the tea says it is made from or the case says it breaks into. */
function benchWithCase(saidBy: 'tea' | 'case' = 'tea'): TestBench {
  const bench = testBench()
  if (saidBy === 'case') keep(bench, { ...teaCase, packs: [twelve] })
  else keep(bench, teaCase, { ...tea, version: 2, packs: [twelve] })
  return bench
}

const packed = (bench: TestBench, id: string) => bench.line(id, tea.id).packed
const pack = (packs: number) => ({ name: teaCase.name, packs, size: 12 })

describe('a case code at the packing bench', () => {
  it.each(['tea', 'case'] as const)(
    'counts the units in it, as the %s says, and undo takes all back',
    (saidBy) => {
      const bench = benchWithCase(saidBy)
      const id = bench.transfer({ [tea.id]: 30 })
      bench.at('pack', id)
      expect(bench.count(`]I1${caseCode}`)).toMatchObject({
        is: 'counted',
        times: 12,
        counted: 12,
        pack: pack(1),
      })
      expect(bench.count('TEA-1')).toMatchObject({ times: 1, counted: 13, pack: null })
      expect(bench.count(`]C101${caseCode}`)).toMatchObject({ times: 12, counted: 25, pack: pack(1) })
      undoLast(bench, { consignmentId: id })
      expect(packed(bench, id)).toBe(13)
      undoLast(bench, { consignmentId: id })
      undoLast(bench, { consignmentId: id })
      expect(packed(bench, id)).toBe(0)
    },
  )

  it('goes over as single units would, and is kept', () => {
    const bench = benchWithCase()
    const id = bench.transfer({ [tea.id]: 20 })
    bench.at('pack', id)
    bench.count(caseCode)
    expect(bench.count(caseCode)).toMatchObject({ is: 'over', counted: 24, planned: 20 })
  })

  it('counts several with a number before it', () => {
    const bench = benchWithCase()
    const id = bench.transfer({ [tea.id]: 40 })
    bench.at('pack', id)
    write(bench.store, 'desk:times', () => bench.store.consignments.setNextTimes(id, 3))
    expect(bench.count(caseCode)).toMatchObject({ times: 36, counted: 36, pack: pack(3) })
    expect(bench.count(caseCode)).toMatchObject({ times: 12, pack: pack(1) })
  })

  it('counts as the case where that is what the transfer lists', () => {
    const bench = benchWithCase()
    const id = bench.transfer({ [tea.id]: 30, [teaCase.id]: 2 })
    bench.at('pack', id)
    expect(bench.count(caseCode)).toMatchObject({ productId: teaCase.id, times: 1, pack: null })
    expect(packed(bench, id)).toBe(0)
  })

  it('counts nothing by itself where neither is listed', () => {
    const bench = benchWithCase()
    bench.at('pack', bench.transfer({ [jam.id]: 1 }))
    expect(bench.scan(caseCode).outcome).toMatchObject({ is: 'not-on-transfer', product: { id: teaCase.id } })
  })

  it('is not multiplied when the two products do not agree, or a case holds different things', () => {
    for (const other of [
      { ...twelve, units: 10 },
      { packId: teaCase.id, unitId: jam.id, units: 12 },
    ]) {
      const bench = testBench()
      keep(bench, { ...teaCase, packs: [other] }, { ...tea, version: 2, packs: [twelve] })
      bench.at('pack', bench.transfer({ [tea.id]: 30 }))
      expect(bench.scan(caseCode).outcome).toMatchObject({ is: 'not-on-transfer' })
    }
  })

  it('counts the units, too, when the case is chosen from a list', () => {
    const bench = benchWithCase()
    const id = bench.transfer({ [tea.id]: 30 })
    const taken = takeProduct(bench, { consignmentId: id, productId: teaCase.id, times: 2, scanId: null })
    expect(taken.outcome).toMatchObject({ times: 24, counted: 24, pack: pack(2) })
  })
})

describe('a case code at the receiving bench', () => {
  it('counts the units in it; undo takes all back', () => {
    const bench = benchWithCase()
    bench.standIn(shop)
    const id = bench.order({ [tea.id]: 24 })
    bench.at('receive', id)
    expect(bench.count(caseCode)).toMatchObject({ times: 12, counted: 12, pack: pack(1) })
    const taken = takeReceived(bench, { consignmentId: id, productId: teaCase.id, times: 2, scanId: null })
    expect(taken.outcome).toMatchObject({ is: 'over', times: 24, counted: 36, pack: pack(2) })
    undoReceived(bench, { consignmentId: id })
    undoReceived(bench, { consignmentId: id })
    expect(bench.count('TEA-1')).toMatchObject({ counted: 1 })
  })
})

describe('a case code without a size', () => {
  it('is counted as the one the catalogue says it is, and told', () => {
    const bench = testBench()
    const code = '19400000000037'
    keep(bench, { ...cup, version: 2, codes: [...cup.codes, { key: code, code }] })
    bench.at('pack', bench.transfer({ [cup.id]: 4 }))
    expect(bench.scan(code)).toMatchObject({
      outcome: { is: 'counted', times: 1 },
      problems: [{ is: 'case-size-unknown', isKnown: true }],
    })
    expect(bench.scan('9400000000030').problems).toEqual([])
  })

  it('of a product that has no other code is that product, as before', () => {
    const bench = testBench()
    bench.at('pack', bench.transfer({ [jam.id]: 4 }))
    expect(bench.scan('19400000000020')).toMatchObject({ outcome: { is: 'counted' }, problems: [] })
  })

  it('is never taken for the unit whose number is inside it', () => {
    const bench = testBench()
    bench.at('pack', bench.transfer({ [cup.id]: 4 }))
    expect(bench.scan('29400000000034')).toMatchObject({
      outcome: { is: 'unknown' },
      problems: [{ is: 'case-size-unknown', isKnown: false }],
    })
  })
})

describe('packaging in the catalogue', () => {
  it('is replaced with its product, and gone with it', () => {
    const bench = benchWithCase()
    const inside = () => bench.store.products.contentsOfPack(teaCase.id)
    keep(bench, { ...tea, version: 3, packs: [{ ...twelve, units: 6 }] })
    expect(inside()).toEqual({ unitId: tea.id, units: 6 })
    keep(bench, { ...tea, version: 4, deletedAt: '2026-11-20T00:00:00Z', packs: [] })
    expect(inside()).toBeNull()
  })
})
