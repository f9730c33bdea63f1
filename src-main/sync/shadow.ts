import type { ConsignmentRow, LineRow } from '../lightspeed/rows.ts'
import type { RemoteConsignmentRow } from '../store/remote-rows.ts'
import type { Store } from '../store/store.ts'

/** Lightspeed's consignment as the shadow keeps it. A write's answer may carry no version: the newest known stands in. */
export function shadowOf(store: Store, row: ConsignmentRow): RemoteConsignmentRow {
  return {
    remoteId: row.id,
    type: row.type,
    status: row.status,
    name: row.name,
    reference: row.reference,
    outletId: row.outletId,
    sourceOutletId: row.sourceOutletId,
    supplierId: row.supplierId,
    dueAt: row.dueAt,
    version: row.version ?? store.remote.get(row.id)?.version ?? 0,
    updatedAt: row.updatedAt,
    deletedAt: row.deletedAt,
  }
}

/** Stores header and lines as just read. Call inside a write. */
export function keepShadow(store: Store, header: ConsignmentRow, lines: readonly LineRow[] | null): void {
  store.remote.put(shadowOf(store, header))
  if (lines === null) return
  store.remote.putLines(
    header.id,
    lines
      .filter((line) => line.deletedAt === null)
      .map(({ productId, sku, count, received, cost, status }) => ({
        productId,
        sku,
        count,
        received,
        cost,
        status,
      })),
  )
}
