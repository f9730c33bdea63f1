import type { Database } from 'better-sqlite3'

/**
 * - `waiting`: not sent yet, or known not to have arrived
 * - `sent`: on its way; whether it arrived is not known
 * - `told`: Lightspeed said yes and does not show it yet
 * - `set`: seen at Lightspeed; `agreed`: nothing had to be set
 * - `refused`: Lightspeed said no; `asked`: only a person can say; `left`: given up by a person
 */
export type LevelState = 'waiting' | 'sent' | 'told' | 'set' | 'agreed' | 'refused' | 'asked' | 'left'

/** One product of a stocktake on its way to Lightspeed as a stock level. */
export type LevelChangeRow = {
  consignmentId: string
  productId: string
  outletId: string
  counted: number
  /** The level it was counted against; null where none was known. */
  expected: number | null
  /** Counted less expected; null where nothing was expected. */
  difference: number | null
  /** Levels had not been read for a while when it was counted: what moved since may have moved before the count. */
  isLevelOld: boolean
  state: LevelState
  /** Lightspeed's level before the write, with its version, and what is written. */
  base: number | null
  baseVersion: number | null
  target: number | null
  /** What Lightspeed showed last. */
  shown: number | null
  /** What Lightspeed said to it. */
  said: string | null
  at: string
}

type Raw = Omit<LevelChangeRow, 'isLevelOld'> & { isLevelOld: number }

const columns = `consignment_id AS consignmentId, product_id AS productId, outlet_id AS outletId, counted, expected,
  difference, is_level_old AS isLevelOld, state, base, base_version AS baseVersion, target, shown, said, at`
const open = "state IN ('waiting', 'sent', 'told')"

/** Stock levels that stocktakes set, one row a product. */
export function levelChangeRows(db: Database) {
  const insert = db.prepare(`
    INSERT INTO level_change (consignment_id, product_id, outlet_id, counted, expected, difference, is_level_old, state,
      base, base_version, target, shown, said, at)
    VALUES (@consignmentId, @productId, @outletId, @counted, @expected, @difference, @isLevelOld, @state,
      @base, @baseVersion, @target, @shown, @said, @at)`)
  const update = db.prepare(`
    UPDATE level_change SET state = @state, expected = @expected, difference = @difference, is_level_old = @isLevelOld,
      base = @base, base_version = @baseVersion, target = @target, shown = @shown, said = @said, at = @at
    WHERE consignment_id = @consignmentId AND product_id = @productId`)
  const of = db.prepare<[string], Raw>(
    `SELECT ${columns} FROM level_change WHERE consignment_id = ? ORDER BY product_id`,
  )
  const one = db.prepare<[string, string], Raw>(
    `SELECT ${columns} FROM level_change WHERE consignment_id = ? AND product_id = ?`,
  )
  const sums = db.prepare<[string], { all: number; open: number; refused: number; asked: number }>(`
    SELECT count(*) AS "all", coalesce(sum(${open}), 0) AS open, coalesce(sum(state = 'refused'), 0) AS refused,
      coalesce(sum(state = 'asked'), 0) AS asked
    FROM level_change WHERE consignment_id = ?`)
  const toRow = (raw: Raw): LevelChangeRow => ({ ...raw, isLevelOld: raw.isLevelOld === 1 })
  return {
    add: (row: LevelChangeRow) => void insert.run({ ...row, isLevelOld: row.isLevelOld ? 1 : 0 }),
    put: (row: LevelChangeRow) => void update.run({ ...row, isLevelOld: row.isLevelOld ? 1 : 0 }),
    of: (consignmentId: string) => of.all(consignmentId).map(toRow),
    get(consignmentId: string, productId: string): LevelChangeRow | null {
      const raw = one.get(consignmentId, productId)
      return raw === undefined ? null : toRow(raw)
    },
    /** How many there are, how many are still to be set, and how many wait for a person. */
    sums: (consignmentId: string) => sums.get(consignmentId) ?? { all: 0, open: 0, refused: 0, asked: 0 },
  }
}
