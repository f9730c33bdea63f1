import { StationError } from '../../src-shared/failure.ts'
import type { PackCount, ScanRecord } from '../../src-shared/model/scan.ts'
import type { LineWithCounts } from '../store/line-rows.ts'
import type { ProductFound } from '../store/product-rows.ts'
import type { Store } from '../store/store.ts'

/** What was read, and by what; `text` empty for a count by hand. */
export type Reading = Pick<ScanRecord, 'text' | 'by' | 'symbology' | 'aim' | 'gs1' | 'problems'>

export const byHand: Reading = { text: '', by: 'hand', symbology: null, aim: null, gs1: [], problems: [] }

/** A line for a product that was not planned. Call inside a write. */
function addExtraLine(
  store: Store,
  consignmentId: string,
  product: ProductFound,
  origin: 'pack' | 'receipt',
): LineWithCounts {
  const id = store.newId()
  store.lines.add({
    id,
    consignmentId,
    productId: product.id,
    name: product.name,
    sku: product.sku,
    planned: 0,
    costCents: product.costCents,
    origin,
    touchedAt: null,
  })
  const line = store.lines.get(id)
  if (line === null) throw new Error('the line just added is not there')
  return line
}

/** The line a product counts on, and how many units one of it is there: a case counts its units where those are listed. */
type CountingLine = { line: LineWithCounts; size: number; packName: string | null }

/** A product's own line; else that of the units it breaks into, where they have one. Null when neither is listed. */
export function countingLine(
  store: Store,
  consignmentId: string,
  product: Pick<ProductFound, 'id' | 'name'>,
): CountingLine | null {
  const own = store.lines.ofProduct(consignmentId, product.id)
  if (own !== null) return { line: own, size: 1, packName: null }
  const inside = store.products.contentsOfPack(product.id)
  const line = inside === null ? null : store.lines.ofProduct(consignmentId, inside.unitId)
  return inside === null || line === null ? null : { line, size: inside.units, packName: product.name }
}

/** The arithmetic of a case for the screen; null where single units are counted. */
export function packCount({ size, packName }: CountingLine, packs: number): PackCount | null {
  return packName === null ? null : { name: packName, packs, size }
}

/**
 * Where a product that a person chose counts, and how many units `times` of it are there; one without a line gets one,
 * marked as extra. Call inside a write.
 * @throws StationError `no-such-product`
 */
export function lineToTake(
  store: Store,
  consignmentId: string,
  { productId, times }: { productId: string; times: number },
  origin: 'pack' | 'receipt',
): { line: LineWithCounts; units: number; pack: PackCount | null } {
  const product = store.products.get(productId)
  if (product === null) {
    throw new StationError('no-such-product', 'That product is not in the catalogue.', 'Search for it again.')
  }
  const on = countingLine(store, consignmentId, product)
  if (on === null)
    return { line: addExtraLine(store, consignmentId, product, origin), units: times, pack: null }
  return { line: on.line, units: times * on.size, pack: packCount(on, times) }
}

/** @throws StationError `no-such-line` */
export function lineOrRefuse(store: Store, consignmentId: string, lineId: string): LineWithCounts {
  const line = store.lines.get(lineId)
  if (line === null || line.consignmentId !== consignmentId) {
    throw new StationError(
      'no-such-line',
      'That line is not on this consignment.',
      'Choose a line from the list.',
    )
  }
  return line
}
