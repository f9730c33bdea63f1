import type { Migration } from './migration.ts'

/**
 * Where our record and Lightspeed's differ, found by comparing the two; what is still to be compared, so that a run goes
 * on after a restart; each change of a stock level as it was heard; and the ways from a product to all that moved it.
 * `body` holds both sides' numbers, `asks` is 1 where a person has to choose.
 */
export const reconcile: Migration = {
  version: 130,
  name: 'reconcile',
  up: (db) =>
    db.exec(`
      CREATE TABLE difference (
        id TEXT PRIMARY KEY, key TEXT NOT NULL, consignment_id TEXT REFERENCES consignment (id), product_id TEXT,
        body TEXT NOT NULL, asks INTEGER NOT NULL, changed_there_at TEXT, found_at TEXT NOT NULL, ended_at TEXT,
        choice TEXT, reason TEXT
      ) STRICT;
      CREATE UNIQUE INDEX difference_one_open ON difference (key) WHERE ended_at IS NULL;
      CREATE INDEX difference_by_key ON difference (key, found_at);
      CREATE INDEX difference_of_product ON difference (product_id, found_at) WHERE product_id IS NOT NULL;

      CREATE TABLE reconcile_run (
        id TEXT PRIMARY KEY, why TEXT NOT NULL CHECK (why IN ('start', 'night', 'asked')), began_at TEXT NOT NULL,
        total INTEGER NOT NULL, ended_at TEXT, is_cancelled INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE reconcile_due (
        subject TEXT PRIMARY KEY, run_id TEXT, why TEXT NOT NULL, asked_at TEXT NOT NULL, problem TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX reconcile_due_next ON reconcile_due (run_id IS NOT NULL, asked_at, subject);

      CREATE TABLE level_heard (
        id INTEGER PRIMARY KEY, product_id TEXT NOT NULL, outlet_id TEXT NOT NULL, before REAL NOT NULL,
        after REAL NOT NULL, version INTEGER NOT NULL, at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX level_heard_of ON level_heard (product_id, outlet_id, id);
      -- Since when every change is kept: from the beginning ('') in a store that begins with this step.
      CREATE TABLE level_since (only INTEGER PRIMARY KEY CHECK (only = 1), since TEXT NOT NULL) STRICT;
      INSERT INTO level_since SELECT 1, '' WHERE NOT EXISTS (SELECT 1 FROM journal);

      CREATE INDEX line_by_product ON line (product_id);
      CREATE INDEX scan_of_line ON scan (line_id, id) WHERE line_id IS NOT NULL;
      CREATE INDEX stock_effect_by_product ON stock_effect (product_id, outlet_id, at);
      CREATE INDEX remote_line_by_product ON remote_line (product_id, remote_id);
    `),
}
