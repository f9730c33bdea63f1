import type { UnitWeightSource } from '../../src-shared/model/product.ts'
import { unitWeight } from '../../src-shared/rule/weight.ts'
import type { ProductFound } from '../store/product-rows.ts'
import type { Store } from '../store/store.ts'

/** A product's unit weight in grams and where it comes from; unknown products weigh the default. */
export function unitWeightOf(
  store: Store,
  product: Pick<ProductFound, 'categoryId' | 'weightGrams'> | null,
): { grams: number; from: UnitWeightSource } {
  const median =
    product === null || product.categoryId === null || product.weightGrams !== null
      ? null
      : store.products.categoryMedianGrams(product.categoryId)
  return unitWeight({ productGrams: product?.weightGrams ?? null, categoryGrams: median })
}
