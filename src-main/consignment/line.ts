import { StationError } from '../../src-shared/failure.ts'
import type { ScanRecord } from '../../src-shared/model/scan.ts'
import type { LineWithCounts } from '../store/line-rows.ts'
import type { ProductFound } from '../store/product-rows.ts'
import type { Store } from '../store/store.ts'

/** What was read, and by what; `text` empty for a count by hand. */
export type Reading = Pick<ScanRecord, 'text' | 'by' | 'symbology' | 'aim' | 'gs1' | 'problems'>

export const byHand: Reading = { text: '', by: 'hand', symbology: null, aim: null, gs1: [], problems: [] }

/** A line for a product that was not planned. Call inside a write. */
export function addExtraLine(
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
