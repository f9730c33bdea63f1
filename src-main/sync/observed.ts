import { wholeUnits } from '../../src-shared/rule/quantity.ts'
import type { ConsignmentRow, LineRow } from '../lightspeed/rows.ts'

/** A product's quantities at Lightspeed, summed over its rows; null where a quantity is a fraction. */
export type ObservedLine = {
  productId: string
  sku: string | null
  count: number | null
  received: number | null
  /** False while Lightspeed shows no received value at all: zero must then be written, not assumed. */
  isReceivedSet: boolean
  cost: string | null
  /** More than one: PUT cannot address one of them, so such a line is never written. */
  rows: number
  status: string | null
}

/** A consignment as read just now. */
export type Observed = { header: ConsignmentRow; lines: Map<string, ObservedLine> }

/** Sums lines per product: Lightspeed may show one product on several rows. */
export function observe(header: ConsignmentRow, rows: readonly LineRow[]): Observed {
  const lines = new Map<string, ObservedLine>()
  for (const row of rows) {
    if (row.deletedAt !== null) continue
    const before = lines.get(row.productId)
    lines.set(row.productId, {
      productId: row.productId,
      sku: row.sku,
      count: add(before === undefined ? 0 : before.count, row.count),
      received: add(before === undefined ? 0 : before.received, row.received),
      isReceivedSet: (before?.isReceivedSet ?? true) && row.received !== null,
      cost: row.cost,
      rows: (before?.rows ?? 0) + 1,
      status: row.status,
    })
  }
  return { header, lines }
}

function add(sum: number | null, text: string | null): number | null {
  const units = wholeUnits(text)
  if (sum === null || units.is === 'fraction') return null
  return sum + (units.is === 'whole' ? units.units : 0)
}
