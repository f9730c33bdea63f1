import type { Database } from 'better-sqlite3'

/** Units of a line that did not arrive, to be looked for where they came from. */
export type RecountRow = {
  id: string
  consignmentId: string
  code: string
  outletId: string | null
  productId: string
  name: string
  sku: string
  units: number
  recountOutletId: string
  at: string
  recounted: number | null
}

export function recountRows(db: Database) {
  const columns = `d.id, d.consignment_id AS consignmentId, c.code, c.outlet_id AS outletId,
    l.product_id AS productId, l.name, l.sku, d.units, d.recount_outlet_id AS recountOutletId, d.at, d.recounted
    FROM discrepancy d JOIN consignment c ON c.id = d.consignment_id JOIN line l ON l.id = d.line_id`
  const open = db.prepare<[string, number], RecountRow>(`
    SELECT ${columns} WHERE d.recount_outlet_id = ? AND d.recounted_at IS NULL ORDER BY d.at, d.id LIMIT ?`)
  const one = db.prepare<[string], RecountRow>(
    `SELECT ${columns} WHERE d.id = ? AND d.recount_outlet_id IS NOT NULL`,
  )
  const done = db.prepare(`
    UPDATE discrepancy SET recounted = ?, recount_level = ?, recounted_at = ?, recounted_by = ? WHERE id = ?`)
  return {
    /** What an outlet has still to count again, oldest first. */
    open: (outletId: string, limit: number) => open.all(outletId, limit),
    get: (id: string) => one.get(id) ?? null,
    /** `level`: what the books said at that moment; null when nobody knows. */
    done: (id: string, counted: number, level: number | null, at: string, by: string) =>
      void done.run(counted, level, at, by, id),
  }
}
