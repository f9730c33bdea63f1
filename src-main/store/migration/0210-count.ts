import type { Migration } from './migration.ts'

/**
 * What a stocktake adds to a consignment: how it is counted, where each line stands, and when and against which level
 * each count was made. Counted units are the sum of their scans.
 */
export const count: Migration = {
  version: 210,
  name: 'count',
  up: (db) =>
    db.exec(`
      -- listed: the products Lightspeed was told at first, as JSON; NULL before it was told anything.
      CREATE TABLE count_sheet (
        consignment_id TEXT PRIMARY KEY REFERENCES consignment (id), is_blind INTEGER NOT NULL,
        round INTEGER NOT NULL CHECK (round >= 1), listed TEXT
      ) STRICT, WITHOUT ROWID;
      -- round: the one in which the line is counted last. frozen: the level when counting began.
      CREATE TABLE count_line (
        line_id TEXT PRIMARY KEY REFERENCES line (id), round INTEGER NOT NULL CHECK (round >= 1), frozen REAL,
        skipped_because TEXT
      ) STRICT, WITHOUT ROWID;
      -- The line of a count that was taken back may be gone.
      CREATE TABLE count_fact (
        scan_id TEXT PRIMARY KEY REFERENCES scan (id), line_id TEXT NOT NULL, round INTEGER NOT NULL, level REAL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX count_fact_of ON count_fact (line_id, round);
    `),
}
