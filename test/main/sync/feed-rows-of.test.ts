import { expect, it } from 'vitest'
import { productRow } from '../../../src-main/lightspeed/product-row.ts'
import { productOf } from '../../../src-main/sync/feed-rows-of.ts'

const packsOf = (packaging: unknown) => productOf(productRow.parse({ id: 'p1', version: 1, packaging })).packs

it('a product says what it is made from and what it breaks into', () => {
  expect(
    packsOf({ breaks_into: [], made_from: [{ package_id: 'k1', amount: 24, source_product_id: 'p9' }] }),
  ).toEqual([{ packId: 'p9', unitId: 'p1', units: 24 }])
  expect(packsOf({ breaks_into: [{ package_id: 'k2', amount: '6', destination_product_id: 'p0' }] })).toEqual(
    [{ packId: 'p1', unitId: 'p0', units: 6 }],
  )
})

it('packaging of no whole units, of itself or of nothing is not kept', () => {
  const amounts = [0.5, 0, -2, '1.25', null, 'many']
  const made_from = [
    ...amounts.map((amount) => ({ amount, source_product_id: 'p9' })),
    { amount: 2, source_product_id: 'p1' },
  ]
  expect(packsOf({ made_from })).toEqual([])
  expect(packsOf(null)).toEqual([])
})
