import { lookupKeys } from '../../src-shared/rule/code.ts'
import type { ScanReading } from '../../src-shared/rule/scan-text.ts'
import type { ProductFound } from '../store/product-rows.ts'
import type { Store } from '../store/store.ts'

export type Resolved =
  | { is: 'product'; product: ProductFound }
  | { is: 'several'; products: ProductFound[] }
  | { is: 'none' }

/**
 * Which product a scanned text means: product code before this supplier's code before SKU, exact at every step and
 * entirely offline. Two products behind one code are never decided here: the person chooses.
 * @param symbology what the scanner said it read, null when it said nothing
 */
export function resolveProduct(
  store: Store,
  text: string,
  symbology: string | null,
  supplierId: string | null,
): Resolved {
  for (const key of lookupKeys(text, symbology)) {
    const found = store.products.byKey(key)
    if (found.length > 0) return oneOrSeveral(found)
  }
  if (supplierId !== null) {
    const found = store.products.bySupplierCode(text, supplierId)
    if (found.length > 0) return oneOrSeveral(found)
  }
  return oneOrSeveral(store.products.bySku(text))
}

/** Product by its codes, then by the GTIN inside GS1 data. */
export function resolveRead(store: Store, read: ScanReading, supplierId: string | null): Resolved {
  const direct = resolveProduct(store, read.text, read.symbology, supplierId)
  if (direct.is !== 'none' || read.gtin14 === null) return direct
  return resolveProduct(store, read.gtin14, null, supplierId)
}

function oneOrSeveral(products: ProductFound[]): Resolved {
  const first = products[0]
  if (first === undefined) return { is: 'none' }
  return products.length === 1 ? { is: 'product', product: first } : { is: 'several', products }
}
