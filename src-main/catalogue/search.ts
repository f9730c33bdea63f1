import type { ProductHit } from '../../src-shared/model/product.ts'
import type { ProductFound } from '../store/product-rows.ts'
import type { Store } from '../store/store.ts'
import { resolveProduct } from './resolve.ts'

/** A product as a search hit, with the stock of one outlet (null: not known). */
export function hitOf(store: Store, product: ProductFound, outletId: string | null): ProductHit {
  return {
    id: product.id,
    name: product.name,
    sku: product.sku,
    codes: store.products.codesOf(product.id),
    priceCents: product.priceCents,
    stock: outletId === null ? null : store.stock.projected(product.id, outletId),
    hasPicture: product.pictureUrl !== null,
    isActive: product.isActive,
    containsNicotine: product.containsNicotine,
  }
}

/** Products by name, SKU or code while typing; an exact code or SKU comes first. Under 2 characters: nothing. */
export function searchProducts(
  store: Store,
  text: string,
  limit: number,
  outletId: string | null,
): ProductHit[] {
  const trimmed = text.trim()
  if (trimmed.length < 2) return []
  const exact = resolveProduct(store, trimmed, null, null)
  const first = exact.is === 'product' ? [exact.product] : exact.is === 'several' ? exact.products : []
  const seen = new Set(first.map((product) => product.id))
  const more = store.products.search(trimmed, limit).filter((product) => !seen.has(product.id))
  return [...first, ...more].slice(0, limit).map((product) => hitOf(store, product, outletId))
}
