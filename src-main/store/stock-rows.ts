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
/** A move of ours of one product at one outlet. */
export type EffectOn = {
  consignmentId: string
  receiptId: string | null
  units: number
  at: string
  acknowledgedAt: string | null
}

/**
 * Stock is a projection: the level Lightspeed last said plus our own effects it has not acknowledged yet. Nothing
 * here is ever typed in.
 */
export function stockRows(db: Database, now: () => string) {
  const put = db.prepare(`
    INSERT INTO stock (product_id, outlet_id, level, version) VALUES (@productId, @outletId, @level, @version)
    ON CONFLICT (product_id, outlet_id) DO UPDATE SET level = excluded.level, version = excluded.version
    WHERE excluded.version >= stock.version`)
  const known = db.prepare<[string, string], { level: number; version: number }>(
    'SELECT level, version FROM stock WHERE product_id = ? AND outlet_id = ?',
  )
  const heard = db.prepare(`
    INSERT INTO level_heard (product_id, outlet_id, before, after, version, at)
    VALUES (@productId, @outletId, @before, @level, @version, @at)`)
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
  const acknowledgeProduct = db.prepare(`
    UPDATE stock_effect SET acknowledged_at = @at WHERE consignment_id = @consignmentId AND outlet_id = @outletId
      AND product_id = @productId AND acknowledged_at IS NULL`)
  const ownBesides = db.prepare<[string, string, string], { units: number }>(`
    SELECT coalesce(sum(units), 0) AS units FROM stock_effect
    WHERE product_id = ? AND outlet_id = ? AND consignment_id <> ? AND acknowledged_at IS NULL`)
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
  const openOf = db.prepare<[string], { productId: string; outletId: string; units: number }>(`
    SELECT product_id AS productId, outlet_id AS outletId, units FROM stock_effect
    WHERE consignment_id = ? AND acknowledged_at IS NULL ORDER BY id`)
  const effectsOn = db.prepare<[string, string, number], EffectOn>(`
    SELECT e.consignment_id AS consignmentId, e.receipt_id AS receiptId, e.units, e.at,
      e.acknowledged_at AS acknowledgedAt
    FROM stock_effect e WHERE e.product_id = ? AND e.outlet_id = ? ORDER BY e.at DESC, e.id DESC LIMIT ?`)
  const movedSince = db.prepare<[string, string, number], { productId: string }>(`
    SELECT DISTINCT product_id AS productId FROM stock_effect
    WHERE outlet_id = ? AND (acknowledged_at IS NULL OR at >= ?) LIMIT ?`)
  return {
    /** Stores what Lightspeed says, and each change of a known level with the time it was heard. */
    put(row: StockRow): void {
      const before = known.get(row.productId, row.outletId)
      put.run(row)
      if (before === undefined || before.level === row.level || row.version < before.version) return
      heard.run({ ...row, before: before.level, at: now() })
    },
    /** The level Lightspeed last said, with its version; null when it never said one. */
    level: (productId: string, outletId: string) => known.get(productId, outletId) ?? null,
    /** Null when Lightspeed never said a level for this product and outlet. */
    projected(productId: string, outletId: string): number | null {
      const row = projected.get(productId, outletId, productId, outletId)
      return row === undefined || row.level === null ? null : row.level + row.own
    },
    addEffect: (row: StockEffectRow) => void addEffect.run(row),
    /** Lightspeed's level holds them now, all but those of some products. */
    acknowledge: (consignmentId: string, outletId: string, at: string, but: readonly string[] = []) =>
      void acknowledge.run(at, consignmentId, outletId, JSON.stringify(but)),
    /** Lightspeed's level of one product holds them now. */
    acknowledgeProduct: (one: { consignmentId: string; productId: string; outletId: string; at: string }) =>
      void acknowledgeProduct.run(one),
    /** What we moved and Lightspeed's level does not hold yet, but for one consignment. */
    ownBesides: (productId: string, outletId: string, consignmentId: string) =>
      ownBesides.get(productId, outletId, consignmentId)?.units ?? 0,
    effectsOf: (consignmentId: string) => effects.all(consignmentId),
    /** Those of one consignment that still count on top of Lightspeed's level. */
    openEffectsOf: (consignmentId: string) => openOf.all(consignmentId),
    /** Products this station moved at an outlet since a time, or whose move Lightspeed has not booked yet. */
    movedSince: (outletId: string, since: string, limit: number) =>
      movedSince.all(outletId, since, limit).map(({ productId }) => productId),
    /** Everything of ours that moved one product at one outlet, newest first. */
    effectsOn: (productId: string, outletId: string, limit: number) =>
      effectsOn.all(productId, outletId, limit),
  }
}
