import type { Database } from 'better-sqlite3'

export type LineRow = {
  id: string
  consignmentId: string
  productId: string
  name: string
  sku: string
  planned: number
  /** What was planned before the office changed it under the packer's hands; null once that was seen. */
  plannedBefore: number | null
  costCents: number | null
  origin: 'plan' | 'pack' | 'receipt'
  position: number
  touchedAt: string | null
}

/** A line with the sums of its facts. `received` and `damaged` are those of closed receipts. */
export type LineWithCounts = LineRow & { packed: number; received: number; damaged: number }

/** What a line is called whose product is not known here and for which Lightspeed gave no SKU. */
export const notPulledYet = 'Product not pulled yet'

const columns = `l.id, l.consignment_id AS consignmentId, l.product_id AS productId, l.name, l.sku, l.planned,
  l.planned_before AS plannedBefore, l.cost_cents AS costCents, l.origin, l.position, l.touched_at AS touchedAt,
  (SELECT coalesce(sum(quantity), 0) FROM parcel_line WHERE line_id = l.id) AS packed,
  (SELECT coalesce(sum(received), 0) FROM receipt_line JOIN receipt r ON r.id = receipt_id
    WHERE line_id = l.id AND r.state = 'closed') AS received,
  (SELECT coalesce(sum(damaged), 0) FROM receipt_line JOIN receipt r ON r.id = receipt_id
    WHERE line_id = l.id AND r.state = 'closed') AS damaged`

export function lineRows(db: Database) {
  const of = db.prepare<[string], LineWithCounts>(
    `SELECT ${columns} FROM line l WHERE consignment_id = ? ORDER BY position`,
  )
  const one = db.prepare<[string], LineWithCounts>(`SELECT ${columns} FROM line l WHERE id = ?`)
  const byProduct = db.prepare<[string, string], LineWithCounts>(
    `SELECT ${columns} FROM line l WHERE consignment_id = ? AND product_id = ?`,
  )
  const lastPosition = db.prepare<[string], { position: number }>(
    'SELECT coalesce(max(position), 0) AS position FROM line WHERE consignment_id = ?',
  )
  const insert = db.prepare(`
    INSERT INTO line (id, consignment_id, product_id, name, sku, planned, planned_before, cost_cents, origin, position,
      touched_at)
    VALUES (@id, @consignmentId, @productId, @name, @sku, @planned, @plannedBefore, @costCents, @origin, @position,
      @touchedAt)`)
  const plan = db.prepare('UPDATE line SET planned = ? WHERE id = ?')
  const replan = db.prepare(`
    UPDATE line SET planned_before = nullif(coalesce(planned_before, planned), @planned), planned = @planned
    WHERE id = @id`)
  const seen = db.prepare('UPDATE line SET planned_before = NULL WHERE id = ?')
  const setCost = db.prepare('UPDATE line SET cost_cents = ? WHERE id = ?')
  const touch = db.prepare('UPDATE line SET touched_at = ? WHERE id = ?')
  const remove = db.prepare('DELETE FROM line WHERE id = ?')
  const short = db.prepare<[string], { n: number }>(`
    SELECT EXISTS (SELECT 1 FROM line l WHERE consignment_id = ? AND planned >
      (SELECT coalesce(sum(quantity), 0) FROM parcel_line WHERE line_id = l.id)) AS n`)
  const out = db.prepare<[{ consignmentId: string; isPackedHere: number }], { n: number }>(`
    SELECT EXISTS (SELECT 1 FROM line l WHERE consignment_id = @consignmentId AND
      iif(@isPackedHere, (SELECT coalesce(sum(quantity), 0) FROM parcel_line WHERE line_id = l.id), planned) >
      (SELECT coalesce(sum(received), 0) FROM receipt_line JOIN receipt r ON r.id = receipt_id
        WHERE line_id = l.id AND r.state <> 'discarded')) AS n`)
  const inReceipt = db.prepare<[string], { n: number }>(
    'SELECT EXISTS (SELECT 1 FROM receipt_line WHERE line_id = ?) AS n',
  )
  const matching = db.prepare<[string], { consignmentId: string }>(`
    SELECT DISTINCT consignment_id AS consignmentId FROM line WHERE product_id = ? LIMIT 200`)
  // Only where work goes on: names of what is over stay as they were.
  const named = db.prepare<[], { id: string; name: string; sku: string }>(`
    SELECT l.id, p.name, p.sku FROM consignment c JOIN line l ON l.consignment_id = c.id
    JOIN product p ON p.id = l.product_id
    WHERE c.state NOT IN ('completed', 'cancelled') AND l.name IN (l.sku, '${notPulledYet}') AND p.name <> l.name`)
  const rename = db.prepare('UPDATE line SET name = ?, sku = ? WHERE id = ?')
  return {
    of: (consignmentId: string) => of.all(consignmentId),
    get: (id: string) => one.get(id) ?? null,
    ofProduct: (consignmentId: string, productId: string) => byProduct.get(consignmentId, productId) ?? null,
    add(row: Omit<LineRow, 'position' | 'plannedBefore'> & { plannedBefore?: number | null }): void {
      insert.run({
        plannedBefore: null,
        ...row,
        position: (lastPosition.get(row.consignmentId)?.position ?? 0) + 1,
      })
    },
    plan: (id: string, planned: number) => void plan.run(planned, id),
    /** The office changed it while it is being packed: what it was before is kept until the packer has seen it. */
    replan: (id: string, planned: number) => void replan.run({ id, planned }),
    planSeen: (id: string) => void seen.run(id),
    rename: (id: string, name: string, sku: string) => void rename.run(name, sku, id),
    /** Lines made before their product was pulled, with the name it turned out to have. */
    nameless: () => named.all(),
    /** Cents a unit costs, ex GST; null when nobody knows. */
    setCost: (id: string, cents: number | null) => void setCost.run(cents, id),
    touch: (id: string, at: string) => void touch.run(at, id),
    remove: (id: string) => void remove.run(id),
    /** Whether any receipt, open or closed, speaks of the line. */
    isOnReceipt: (id: string) => inReceipt.get(id)?.n === 1,
    /** Whether any line still has planned units that no box holds. */
    anyShort: (consignmentId: string) => short.get(consignmentId)?.n === 1,
    /** Whether any line still waits for units: for those its boxes hold, or where no box is known here, the planned ones. */
    anyOutstanding: (consignmentId: string, isPackedHere: boolean) =>
      out.get({ consignmentId, isPackedHere: isPackedHere ? 1 : 0 })?.n === 1,
    consignmentsWith: (productId: string) => matching.all(productId).map((row) => row.consignmentId),
  }
}
