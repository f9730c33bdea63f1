import type { Migration } from './migration.ts'

/**
 * What comes out of a case: `units` of the product `unit_id` out of one `pack_id`, as the product `said_by` has it in its
 * packaging. `shape` says how much of Lightspeed's product a row was written with: rows of an older shape are taken
 * again when the feed is next read whole, though their version is known.
 */
export const pack: Migration = {
  version: 70,
  name: 'pack',
  up: (db) =>
    db.exec(`
      CREATE TABLE pack (
        pack_id TEXT NOT NULL, unit_id TEXT NOT NULL, units INTEGER NOT NULL CHECK (units > 0), said_by TEXT NOT NULL,
        PRIMARY KEY (pack_id, unit_id, said_by)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX pack_said_by ON pack (said_by);
      ALTER TABLE product ADD COLUMN shape INTEGER NOT NULL DEFAULT 0;
    `),
}
