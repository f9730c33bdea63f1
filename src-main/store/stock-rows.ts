import type { Database } from 'better-sqlite3'

export type StockRow = { productId: string; outletId: string; level: number; version: number }
export type StockEffectRow = {
  id: string
  consignmentId: string
  receiptId: string | null
  lineId: string
  productId: string
  outletId: string
  units: number
  at: string
}

/**
 * Stock is a projection: the level Lightspeed last said plus our own effects it has not acknowledged yet. Nothing
 * here is ever typed in.
 */
export function stockRows(db: Database) {
  const put = db.prepare(`
    INSERT INTO stock (product_id, outlet_id, level, version) VALUES (@productId, @outletId, @level, @version)
    ON CONFLICT (product_id, outlet_id) DO UPDATE SET level = excluded.level, version = excluded.version
    WHERE excluded.version >= stock.version`)
  const projected = db.prepare<[string, string, string, string], { level: number | null; own: number }>(`
    SELECT (SELECT level FROM stock WHERE product_id = ? AND outlet_id = ?) AS level,
      (SELECT coalesce(sum(units), 0) FROM stock_effect
        WHERE product_id = ? AND outlet_id = ? AND acknowledged_at IS NULL) AS own`)
  const addEffect = db.prepare(`
    INSERT INTO stock_effect (id, consignment_id, receipt_id, line_id, product_id, outlet_id, units, at)
    VALUES (@id, @consignmentId, @receiptId, @lineId, @productId, @outletId, @units, @at)`)
  const acknowledge = db.prepare(`
    UPDATE stock_effect SET acknowledged_at = ?
    WHERE consignment_id = ? AND outlet_id = ? AND acknowledged_at IS NULL
      AND product_id NOT IN (SELECT value FROM json_each(?))`)
  const effects = db.prepare<
    [string],
    {
      receiptNumber: number
      lineId: string
      productId: string
      name: string
      units: number
      acknowledgedAt: string | null
    }
  >(`
    SELECT r.number AS receiptNumber, e.line_id AS lineId, e.product_id AS productId, l.name, e.units,
      e.acknowledged_at AS acknowledgedAt
    FROM stock_effect e JOIN receipt r ON r.id = e.receipt_id JOIN line l ON l.id = e.line_id
    WHERE e.consignment_id = ? ORDER BY r.number, l.position`)
  return {
    put: (row: StockRow) => void put.run(row),
    /** Null when Lightspeed never said a level for this product and outlet. */
    projected(productId: string, outletId: string): number | null {
      const row = projected.get(productId, outletId, productId, outletId)
      return row === undefined || row.level === null ? null : row.level + row.own
    },
    addEffect: (row: StockEffectRow) => void addEffect.run(row),
    /** Lightspeed's level holds them now, all but those of some products. */
    acknowledge: (consignmentId: string, outletId: string, at: string, but: readonly string[] = []) =>
      void acknowledge.run(at, consignmentId, outletId, JSON.stringify(but)),
    effectsOf: (consignmentId: string) => effects.all(consignmentId),
  }
}
