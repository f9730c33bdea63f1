import { describe, expect, it } from 'vitest'
import { resolveProduct } from '../../../src-main/catalogue/resolve.ts'
import { searchProducts } from '../../../src-main/catalogue/search.ts'
import { unitWeightOf } from '../../../src-main/catalogue/unit-weight.ts'
import { depot, goods, supplier, type TestBench, testBench, write } from '../bench.ts'

const { tea, jam, cup, mat, rope } = goods

describe('which product a code means', () => {
  const found = (bench: TestBench, text: string, supplierId: string | null = null) => {
    const resolved = resolveProduct(bench.store, text, null, supplierId)
    return resolved.is === 'product' ? resolved.product.id : resolved.is
  }

  it('reads UPC and EAN as one, with and without the leading zeros', () => {
    const bench = testBench()
    for (const text of ['036000291452', '0036000291452', '00036000291452', ' 36000291452 ']) {
      const expected = text.trim().startsWith('3') ? 'none' : jam.id
      expect([text, found(bench, text)]).toEqual([text, expected])
    }
  })

  it('keeps a pack code of its own: GTIN-14 19… is not the unit inside', () => {
    const bench = testBench()
    expect(found(bench, '19400000000020')).toBe(jam.id)
    expect(found(bench, '19400000000013')).toBe('none')
  })

  it('matches own codes letter by letter, then this supplier’s, then SKUs, and never nearly', () => {
    const bench = testBench()
    expect(found(bench, 'MAT-OWN')).toBe(mat.id)
    expect(found(bench, 'mat-own')).toBe('none')
    expect(found(bench, 'S-CUP', supplier)).toBe(cup.id)
    expect(found(bench, 'S-CUP')).toBe('none')
    expect(found(bench, 'S-ROPE', supplier)).toBe('none')
    expect(found(bench, rope.sku)).toBe(rope.id)
    expect(found(bench, 'TWINCODE')).toBe('several')
    expect(found(bench, '')).toBe('none')
  })

  it('prefers a code over a supplier’s code over an SKU of the same text', () => {
    const bench = testBench()
    write(bench.store, 'feed', () => {
      bench.store.products.put({ ...rope, sku: 'S-CUP', version: 2 })
      bench.store.products.put({ ...mat, sku: 'MAT-1', codes: [{ key: 'S-CUP', code: 'S-CUP' }], version: 2 })
    })
    expect(found(bench, 'S-CUP', supplier)).toBe(mat.id)
    write(bench.store, 'feed', () => bench.store.products.put({ ...mat, codes: [], version: 3 }))
    expect(found(bench, 'S-CUP', supplier)).toBe(cup.id)
    expect(found(bench, 'S-CUP')).toBe(rope.id)
  })

  it('forgets a product that Lightspeed deleted, and ignores a row older than the one it has', () => {
    const bench = testBench()
    write(bench.store, 'feed', () => {
      bench.store.products.put({ ...tea, deletedAt: '2026-11-01T00:00:00Z', version: 5 })
      bench.store.products.put({ ...tea, version: 4 })
    })
    expect(found(bench, 'TEA-1')).toBe('none')
    expect(found(bench, '9400000000016')).toBe('none')
    expect(searchProducts(bench.store, 'tea', 10, null)).toEqual([])
  })
})

describe('searching', () => {
  const names = (bench: TestBench, text: string) =>
    searchProducts(bench.store, text, 30, depot).map((hit) => hit.name)

  it('finds words by their beginnings, in any order, accents or not', () => {
    const bench = testBench()
    expect(names(bench, 'bla')).toEqual([tea.name])
    expect(names(bench, 'tea bl')).toEqual([tea.name])
    expect(names(bench, 'cafe')).toEqual([mat.name])
    expect(names(bench, '940000000003')).toEqual([cup.name])
    expect(names(bench, 'ack')).toEqual([])
    expect(names(bench, 't')).toEqual([])
  })

  it('puts an exact code or SKU first', () => {
    const bench = testBench()
    write(bench.store, 'feed', () =>
      bench.store.products.put({ ...cup, name: 'TEA-1 TEA-1 TEA-1 holder', version: 2 }),
    )
    expect(names(bench, 'TEA-1')).toEqual([tea.name, 'TEA-1 TEA-1 TEA-1 holder'])
    expect(searchProducts(bench.store, 'TEA-1', 1, depot)).toMatchObject([{ id: tea.id, stock: 100 }])
  })

  it('takes any text as text', () => {
    const bench = testBench()
    const hostile = [
      '"',
      '""*',
      'tea" OR "jam',
      'tea*',
      '* *',
      'NEAR(tea jam, 5)',
      'name:tea',
      'tea AND NOT jam',
      '-tea',
      '(((',
      '🫖🫖',
      'tea 🫖',
      '\u{1e900}\u{1e901}',
      'ⅷⅷ ²²',
      '\u0000\u0000tea',
      '\ud800\ud800',
      "'; DROP TABLE product; --",
      'x'.repeat(200),
      'ab '.repeat(66),
      '漢字漢字',
    ]
    for (const text of hostile) expect(() => names(bench, text), text).not.toThrow()
    expect(names(bench, 'tea" OR "jam')).toEqual([])
    expect(names(bench, '"black"')).toEqual([tea.name])
    expect(names(bench, 'tea 🫖')).toEqual([tea.name])
  })
})

describe('a unit weight', () => {
  it('is the product’s own, else its category’s median, else the default, and says which', () => {
    const bench = testBench()
    write(bench.store, 'feed', () => {
      const weights: [typeof tea, number | null][] = [
        [tea, 100],
        [jam, 300],
        [cup, 900],
        [mat, null],
      ]
      for (const [row, weightGrams] of weights) {
        bench.store.products.put({ ...row, categoryId: 'pantry', weightGrams, version: 2 })
      }
    })
    const weigh = (id: string) => unitWeightOf(bench.store, bench.store.products.get(id))
    expect(weigh(tea.id)).toEqual({ grams: 100, from: 'P' })
    expect(weigh(mat.id)).toEqual({ grams: 300, from: 'C' })
    expect(unitWeightOf(bench.store, null)).toEqual({ grams: 100, from: 'D' })
  })
})
