import type { Database } from 'better-sqlite3'

/** What Lightspeed last said of a consignment: kept apart from the local state, never written by a person. */
export type RemoteConsignmentRow = {
  remoteId: string
  type: string
  status: string
  name: string
  reference: string | null
  outletId: string | null
  sourceOutletId: string | null
  supplierId: string | null
  dueAt: string | null
  version: number
  updatedAt: string | null
  deletedAt: string | null
}
/** Quantities as the texts Lightspeed sent; one product may stand on several rows. */
export type RemoteLineRow = {
  productId: string
  sku: string | null
  count: string | null
  received: string | null
  cost: string | null
  status: string | null
}

export function remoteRows(db: Database) {
  const put = db.prepare(`
    INSERT INTO remote_consignment (remote_id, type, status, name, reference, outlet_id, source_outlet_id,
      supplier_id, due_at, version, updated_at, deleted_at)
    VALUES (@remoteId, @type, @status, @name, @reference, @outletId, @sourceOutletId, @supplierId, @dueAt, @version,
      @updatedAt, @deletedAt)
    ON CONFLICT (remote_id) DO UPDATE SET type = excluded.type, status = excluded.status, name = excluded.name,
      reference = excluded.reference, outlet_id = excluded.outlet_id, source_outlet_id = excluded.source_outlet_id,
      supplier_id = excluded.supplier_id, due_at = excluded.due_at, version = excluded.version,
      updated_at = excluded.updated_at, deleted_at = excluded.deleted_at
    WHERE excluded.version >= remote_consignment.version`)
  const one = db.prepare<[string], RemoteConsignmentRow>(`
    SELECT remote_id AS remoteId, type, status, name, reference, outlet_id AS outletId,
      source_outlet_id AS sourceOutletId, supplier_id AS supplierId, due_at AS dueAt, version,
      updated_at AS updatedAt, deleted_at AS deletedAt FROM remote_consignment WHERE remote_id = ?`)
  const newest = db.prepare<[], { version: number | null }>(
    'SELECT max(version) AS version FROM remote_consignment',
  )
  const dropLines = db.prepare('DELETE FROM remote_line WHERE remote_id = ?')
  const putLine = db.prepare(`
    INSERT INTO remote_line (remote_id, ordinal, product_id, sku, count, received, cost, status)
    VALUES (@remoteId, @ordinal, @productId, @sku, @count, @received, @cost, @status)`)
  const lines = db.prepare<[string], RemoteLineRow>(`
    SELECT product_id AS productId, sku, count, received, cost, status FROM remote_line
    WHERE remote_id = ? ORDER BY ordinal`)
  return {
    /** False when the stored row is newer and nothing changed. */
    put: (row: RemoteConsignmentRow): boolean => put.run(row).changes === 1,
    get: (remoteId: string) => one.get(remoteId) ?? null,
    newestVersion: () => newest.get()?.version ?? 0,
    putLines(remoteId: string, rows: readonly RemoteLineRow[]): void {
      dropLines.run(remoteId)
      rows.forEach((row, ordinal) => {
        putLine.run({ ...row, remoteId, ordinal })
      })
    },
    linesOf: (remoteId: string) => lines.all(remoteId),
  }
}
