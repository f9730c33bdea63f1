import type { Migration } from './migration.ts'

/**
 * What was missing at the other end is counted again where it came from: how many were there, what the books said then,
 * when and by whom.
 */
export const recount: Migration = {
  version: 250,
  name: 'recount',
  up: (db) =>
    db.exec(`
      ALTER TABLE discrepancy ADD COLUMN recounted INTEGER;
      ALTER TABLE discrepancy ADD COLUMN recount_level REAL;
      ALTER TABLE discrepancy ADD COLUMN recounted_at TEXT;
      ALTER TABLE discrepancy ADD COLUMN recounted_by TEXT;
      CREATE INDEX discrepancy_to_recount ON discrepancy (recount_outlet_id, at)
        WHERE recount_outlet_id IS NOT NULL AND recounted_at IS NULL;
    `),
}
