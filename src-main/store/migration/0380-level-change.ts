import type { Migration } from './migration.ts'

/**
 * A stocktake that is told by setting stock levels, product by product: which sheets are, how old the level was that a
 * count was held against, and where each product stands between here and Lightspeed.
 */
export const levelChange: Migration = {
  version: 380,
  name: 'level-change',
  up: (db) =>
    db.exec(`
      -- NULL: told as a stocktake.
      ALTER TABLE count_sheet ADD COLUMN sets_levels INTEGER CHECK (sets_levels = 1);
      -- When levels were last read before the count; NULL where that was not noted.
      ALTER TABLE count_fact ADD COLUMN level_read_at TEXT;
      -- difference: counted less the level it was held against (expected); NULL where none was known. is_level_old: what
      -- moved since may have moved before the count. base, base_version: Lightspeed's level before the write, and its
      -- version. target: what is written.
      CREATE TABLE level_change (
        consignment_id TEXT NOT NULL REFERENCES consignment (id), product_id TEXT NOT NULL, outlet_id TEXT NOT NULL,
        counted INTEGER NOT NULL, expected REAL, difference REAL, is_level_old INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'told', 'set', 'agreed', 'refused', 'asked', 'left')),
        base REAL, base_version INTEGER, target REAL, shown REAL, said TEXT, at TEXT NOT NULL,
        PRIMARY KEY (consignment_id, product_id)
      ) STRICT, WITHOUT ROWID;
    `),
}
