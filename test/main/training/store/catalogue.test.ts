import { describe, expect, it } from 'vitest'
import { grownCatalogue } from '../../../../src-main/training/store/grown-catalogue.ts'
import { inventedId } from '../../../../src-main/training/store/seeded.ts'
import { trainingCatalogue } from '../../../../src-main/training/store/training-catalogue.ts'
import { outletId } from '../../../../src-main/training/store/training-names.ts'
import { hasRightCheckDigit } from '../../../../src-shared/rule/check-digit.ts'

const catalogue = trainingCatalogue()
const codes = catalogue.products.flatMap((product) => product.codes)

describe('the training catalogue', () => {
  it('is the same every time', () => {
    expect(trainingCatalogue()).toEqual(catalogue)
  })

  it('has a warehouse, 17 shops, two registers, three suppliers and about 180 products of their own', () => {
    expect(catalogue.outlets.map(({ name }) => name).slice(0, 3)).toEqual([
      'Warehouse',
      'Ponsonby',
      'Hamilton',
    ])
    expect([catalogue.outlets.length, catalogue.registers.length, catalogue.suppliers.length]).toEqual([
      18, 2, 3,
    ])
    expect(catalogue.products.length).toBeGreaterThan(170)
    for (const of of ['id', 'name', 'sku'] as const) {
      expect(new Set(catalogue.products.map((product) => product[of])).size).toBe(catalogue.products.length)
    }
  })

  it('carries a right check digit on every EAN, UPC and case code', () => {
    const numbered = codes.filter(({ type }) => type !== 'CUSTOM')
    expect(numbered.filter(({ code }) => !hasRightCheckDigit(code))).toEqual([])
    expect(new Set(numbered.map(({ type, code }) => `${type} ${code.length}`))).toEqual(
      new Set(['EAN 13', 'EAN 8', 'UPC 12', 'ITF 14']),
    )
  })

  it('has two codes that two products share, and no other', () => {
    const shared = codes.filter(({ code }, place) => codes.findIndex((one) => one.code === code) !== place)
    expect(shared).toHaveLength(2)
  })

  it('holds the odd ones: inactive, deleted, composite, untracked, weightless, hostile, made from a case', () => {
    const some = (is: (product: (typeof catalogue.products)[number]) => boolean) =>
      catalogue.products.some(is)
    expect(some(({ isActive }) => !isActive)).toBe(true)
    expect(some(({ isDeleted }) => isDeleted)).toBe(true)
    expect(some(({ compositeOf }) => compositeOf !== null)).toBe(true)
    expect(some(({ hasInventory }) => !hasInventory)).toBe(true)
    expect(some(({ weight, hasInventory }) => weight === null && hasInventory)).toBe(true)
    expect(some(({ name }) => name === 'Bad ^XZ~JA <b>"Label"</b> & Co')).toBe(true)
    expect(some(({ madeFrom }) => madeFrom?.amount === 12)).toBe(true)
    expect(some(({ tagIds }) => tagIds.length > 0)).toBe(true)
  })

  it('starts with two transfers to pack, of which the warehouse has enough, and three deliveries', () => {
    const [first, second] = catalogue.consignments
    const units = first?.lines.reduce((sum, { count }) => sum + count, 0)
    expect([first?.lines.length, units, second?.lines.length]).toEqual([12, 96, 8])
    const enough = (productId: string, count: number) =>
      catalogue.stock.some(
        (row) => row.productId === productId && row.outletId === outletId('Warehouse') && row.level >= count,
      )
    for (const line of [...(first?.lines ?? []), ...(second?.lines ?? [])]) {
      expect(enough(line.productId, line.count)).toBe(true)
    }
    expect(catalogue.consignments.map(({ type, status }) => `${type} ${status}`)).toEqual([
      'OUTLET OPEN',
      'OUTLET OPEN',
      'OUTLET SENT',
      'SUPPLIER SENT',
      'SUPPLIER DISPATCHED',
      'SUPPLIER RECEIVED',
    ])
  })
})

describe('a grown catalogue', () => {
  it('has exactly as many products, codes, consignments and lines as asked for', () => {
    const grown = grownCatalogue({ products: 3000, codes: 5000, seed: 4, consignments: 40, lines: 430 })
    const all = grown.products.flatMap((product) => product.codes)
    expect([grown.products.length, all.length]).toEqual([3000, 5000])
    expect(new Set(all.map(({ code }) => code)).size).toBe(5000 - 2)
    const old = grown.consignments.slice(catalogue.consignments.length)
    expect([old.length, old.reduce((sum, { lines }) => sum + lines.length, 0)]).toEqual([40, 430])
  })
})

describe('an invented id', () => {
  it('is lower case, time-based in look, and never the same for two numbers or families', () => {
    const ids = [1, 2, 7].flatMap((family) =>
      Array.from({ length: 2000 }, (_, number) => inventedId(family, number)),
    )
    expect(new Set(ids).size).toBe(6000)
    expect(
      ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(id)),
    ).toEqual([])
  })
})
