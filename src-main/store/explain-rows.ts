import type { Database } from 'better-sqlite3'
import type { Kind, State } from '../../src-shared/model/consignment.ts'
import type { OutboxState } from '../../src-shared/model/sync.ts'

/** A line of one product on a consignment that leaves from or comes to an outlet. */
export type ProductLine = {
  lineId: string
  consignmentId: string
  code: string
  kind: Kind
  state: State
  sourceOutletId: string | null
  outletId: string | null
  /** Units in boxes, and units counted in a receipt that is still open. */
  packed: number
  counting: number
}
export type CountedScan = {
  id: string
  consignmentId: string
  at: string
  by: string
  quantity: number
  damaged: number
  undoneAt: string | null
}
export type SealedBox = {
  id: string
  consignmentId: string
  number: number
  units: number
  sealedAt: string
}
export type ClosedReceipt = {
  id: string
  consignmentId: string
  number: number
  received: number
  damaged: number
  reason: string | null
  closedAt: string
}
export type ToldEntry = {
  id: string
  lane: string
  body: string
  state: OutboxState
  enqueuedAt: string
  endedAt: string | null
  reason: string | null
}
/** What Lightspeed shows of a consignment with the product; quantities summed over its rows, null for none. */
export type RemoteMove = {
  remoteId: string
  consignmentId: string | null
  type: string
  status: string
  name: string
  sourceOutletId: string | null
  outletId: string | null
  updatedAt: string
  count: number
  received: number
}

const lines = 'line_id IN (SELECT value FROM json_each(?))'

/** Everything the store knows of one product, from all its tables; the newest of each. */
export function explainRows(db: Database) {
  const linesOf = db.prepare<{ productId: string; outletId: string; limit: number }, ProductLine>(`
    SELECT l.id AS lineId, c.id AS consignmentId, c.code, c.kind, c.state, c.source_outlet_id AS sourceOutletId,
      c.outlet_id AS outletId,
      (SELECT coalesce(sum(quantity), 0) FROM parcel_line WHERE line_id = l.id) AS packed,
      (SELECT coalesce(sum(received), 0) FROM receipt_line JOIN receipt r ON r.id = receipt_id
        WHERE line_id = l.id AND r.state = 'open') AS counting
    FROM line l JOIN consignment c ON c.id = l.consignment_id
    WHERE l.product_id = @productId AND (c.source_outlet_id = @outletId OR c.outlet_id = @outletId)
    ORDER BY c.updated_at DESC LIMIT @limit`)
  const scans = db.prepare<[string, number], CountedScan>(`
    SELECT id, consignment_id AS consignmentId, at, read_by AS by, quantity, damaged, undone_at AS undoneAt
    FROM scan WHERE ${lines} AND (quantity <> 0 OR damaged <> 0) ORDER BY id DESC LIMIT ?`)
  const boxes = db.prepare<[string, number], SealedBox>(`
    SELECT p.id, p.consignment_id AS consignmentId, p.number, pl.quantity AS units, p.sealed_at AS sealedAt
    FROM parcel_line pl JOIN parcel p ON p.id = pl.parcel_id
    WHERE pl.${lines} AND p.sealed_at IS NOT NULL ORDER BY p.sealed_at DESC LIMIT ?`)
  const receipts = db.prepare<[string, number], ClosedReceipt>(`
    SELECT r.id, r.consignment_id AS consignmentId, r.number, rl.received, rl.damaged, r.reason,
      r.closed_at AS closedAt
    FROM receipt_line rl JOIN receipt r ON r.id = rl.receipt_id
    WHERE rl.${lines} AND r.state = 'closed' ORDER BY r.closed_at DESC LIMIT ?`)
  const entries = db.prepare<[string, number], ToldEntry>(`
    SELECT id, lane, body, state, enqueued_at AS enqueuedAt, ended_at AS endedAt, reason FROM outbox
    WHERE lane IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT ?`)
  const remote = db.prepare<{ productId: string; outletId: string; limit: number }, RemoteMove>(`
    SELECT r.remote_id AS remoteId, c.id AS consignmentId, r.type, r.status, r.name,
      r.source_outlet_id AS sourceOutletId, r.outlet_id AS outletId, r.updated_at AS updatedAt,
      sum(CAST(coalesce(l.count, '0') AS REAL)) AS count, sum(CAST(coalesce(l.received, '0') AS REAL)) AS received
    FROM remote_line l JOIN remote_consignment r ON r.remote_id = l.remote_id
    LEFT JOIN consignment c ON c.remote_id = r.remote_id
    WHERE l.product_id = @productId AND (r.source_outlet_id = @outletId OR r.outlet_id = @outletId)
      AND r.deleted_at IS NULL AND r.updated_at IS NOT NULL
    GROUP BY r.remote_id ORDER BY r.updated_at DESC LIMIT @limit`)
  return {
    linesOf: (productId: string, outletId: string, limit: number) =>
      linesOf.all({ productId, outletId, limit }),
    scansOf: (lineIds: readonly string[], limit: number) => scans.all(JSON.stringify(lineIds), limit),
    boxesOf: (lineIds: readonly string[], limit: number) => boxes.all(JSON.stringify(lineIds), limit),
    receiptsOf: (lineIds: readonly string[], limit: number) => receipts.all(JSON.stringify(lineIds), limit),
    entriesOf: (lanes: readonly string[], limit: number) => entries.all(JSON.stringify(lanes), limit),
    remoteOf: (productId: string, outletId: string, limit: number) =>
      remote.all({ productId, outletId, limit }),
  }
}
