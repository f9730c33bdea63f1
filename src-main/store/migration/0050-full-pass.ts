import type { Migration } from './migration.ts'

/**
 * When each feed was last read whole, and how far the whole reading that is under way has come; and a way to ask
 * whether Lightspeed was ever to be told about a consignment.
 */
export const fullPass: Migration = {
  version: 50,
  name: 'full-pass',
  up: (db) =>
    db.exec(`
      ALTER TABLE feed ADD COLUMN full_at TEXT;
      ALTER TABLE feed ADD COLUMN full_cursor INTEGER NOT NULL DEFAULT 0;
      UPDATE feed SET full_at = pulled_at WHERE is_first_pull = 0;
      CREATE INDEX outbox_of ON outbox (lane);
    `),
}
