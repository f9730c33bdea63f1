import { createHash } from 'node:crypto'
import type { LineRow, SandboxState, StockRow } from './state.ts'

/**
 * Webhook payloads have the shape of API 1.0, not of the version a client speaks: one line without its consignment's
 * header, counts with five decimals, cost as a number. Source: x-series-api.lightspeedhq.com/docs/webhooks
 */
export function linePayload(line: LineRow, number: number, isReceived: boolean): Record<string, unknown> {
  return {
    id: lineId(line),
    consignment_id: line.consignmentId,
    product_id: line.productId,
    count: line.count === null ? null : line.count.toFixed(5),
    received: isReceived ? (line.received ?? 0).toFixed(5) : null,
    cost: line.cost,
    sequence_number: number,
  }
}

/** A level after it changed; `count` is the level. */
export function levelPayload(state: SandboxState, row: StockRow): Record<string, unknown> {
  const product = state.productById.get(row.productId)?.product
  const outlet = state.catalogue.outlets.find(({ id }) => id === row.outletId)
  return {
    id: row.id,
    product_id: row.productId,
    outlet_id: row.outletId,
    count: row.level,
    version: row.version,
    attributed_cost: (row.level * row.averageCost).toFixed(2),
    reorder_point: String(row.reorderPoint),
    restock_level: '0',
    product: {
      id: row.productId,
      sku: product?.sku ?? '',
      name: product?.name ?? '',
      active: product?.isActive ?? false,
    },
    outlet: { id: row.outletId, name: outlet?.name ?? '' },
  }
}

/** API 1.0 shows an id of each line; the newer versions do not, so it follows from what they show. */
function lineId({ consignmentId, productId }: LineRow): string {
  const hex = createHash('sha256').update(`${consignmentId} ${productId}`).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `1${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
