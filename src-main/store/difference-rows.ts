import type { Database } from 'better-sqlite3'

/**
 * One thing on which our record and Lightspeed's do not agree. `key` names it: at most one of a key is open. `body` is
 * JSON with both sides' numbers; `asks`: a person has to choose.
 */
export type DifferenceRow = {
  id: string
  key: string
  consignmentId: string | null
  productId: string | null
  body: string
  asks: boolean
  /** When Lightspeed says it was changed there; null where it does not say. */
  changedThereAt: string | null
  foundAt: string
}
/** One that is over: gone by itself (`agrees`), or by what a person chose. */
export type EndedDifference = DifferenceRow & { endedAt: string | null; choice: string | null }

type Raw<Row> = Omit<Row, 'asks'> & { asks: number }

const columns = `id, key, consignment_id AS consignmentId, product_id AS productId, body, asks,
  changed_there_at AS changedThereAt, found_at AS foundAt`

function toRow<Row>(raw: Raw<Row>): Omit<Row, 'asks'> & { asks: boolean } {
  return { ...raw, asks: raw.asks === 1 }
}

export function differenceRows(db: Database) {
  const insert = db.prepare(`
    INSERT INTO difference (id, key, consignment_id, product_id, body, asks, changed_there_at, found_at)
    VALUES (@id, @key, @consignmentId, @productId, @body, @asks, @changedThereAt, @foundAt)
    ON CONFLICT (key) WHERE ended_at IS NULL
    DO UPDATE SET body = excluded.body, asks = excluded.asks, changed_there_at = excluded.changed_there_at
    WHERE body <> excluded.body OR asks <> excluded.asks`)
  const open = db.prepare<[number], Raw<DifferenceRow>>(`
    SELECT ${columns} FROM difference WHERE ended_at IS NULL ORDER BY asks DESC, found_at DESC LIMIT ?`)
  const ofConsignment = db.prepare<[string], Raw<DifferenceRow>>(
    `SELECT ${columns} FROM difference WHERE ended_at IS NULL AND consignment_id = ? ORDER BY found_at`,
  )
  const ofNone = db.prepare<[], Raw<DifferenceRow>>(
    `SELECT ${columns} FROM difference WHERE ended_at IS NULL AND consignment_id IS NULL ORDER BY found_at`,
  )
  const one = db.prepare<[string], Raw<DifferenceRow>>(
    `SELECT ${columns} FROM difference WHERE id = ? AND ended_at IS NULL`,
  )
  const ofProduct = db.prepare<[string, number], Raw<EndedDifference>>(`
    SELECT ${columns}, ended_at AS endedAt, choice FROM difference WHERE product_id = ?
    ORDER BY found_at DESC LIMIT ?`)
  const newestOf = db.prepare<[string], { body: string; choice: string | null }>(`
    SELECT body, choice FROM difference WHERE key = ? AND ended_at IS NOT NULL AND choice <> 'agrees'
    ORDER BY found_at DESC LIMIT 1`)
  const end = db.prepare(
    'UPDATE difference SET ended_at = ?, choice = ?, reason = ? WHERE id = ? AND ended_at IS NULL',
  )
  const counts = db.prepare<[], { open: number; asks: number }>(
    'SELECT count(*) AS open, coalesce(sum(asks), 0) AS asks FROM difference WHERE ended_at IS NULL',
  )
  return {
    /** Notes one; where the same is open with other numbers it takes the new ones, with the same numbers it stays. */
    note: (row: DifferenceRow) => void insert.run({ ...row, asks: row.asks ? 1 : 0 }),
    /** Those that ask first, then the newest. */
    open: (limit: number): DifferenceRow[] => open.all(limit).map(toRow),
    openOf: (consignmentId: string | null): DifferenceRow[] =>
      (consignmentId === null ? ofNone.all() : ofConsignment.all(consignmentId)).map(toRow),
    get(id: string): DifferenceRow | null {
      const raw = one.get(id)
      return raw === undefined ? null : toRow(raw)
    },
    /** Open and ended ones about a product, newest first. */
    ofProduct: (productId: string, limit: number): EndedDifference[] =>
      ofProduct.all(productId, limit).map(toRow),
    /** Whether a person has said of this very difference, with these numbers, that it may stand. */
    isAccepted(key: string, body: string): boolean {
      const last = newestOf.get(key)
      return (last?.choice === 'seen' || last?.choice === 'drop-ours') && last.body === body
    },
    end: (id: string, at: string, choice: string, reason: string) => void end.run(at, choice, reason, id),
    counts: () => counts.get() ?? { open: 0, asks: 0 },
  }
}
