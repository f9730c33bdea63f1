import type { Migration } from './migration.ts'

/** How sync did, a row a minute for two days, and the way to what ended lately. */
export const syncMinute: Migration = {
  version: 150,
  name: 'sync-minute',
  up: (db) =>
    db.exec(`
      -- What was so at the end of the minute, and what happened in it. Measurements: they repeat nothing and may be lost.
      CREATE TABLE sync_minute (
        at TEXT PRIMARY KEY, waiting INTEGER NOT NULL, parked INTEGER NOT NULL, conflicts INTEGER NOT NULL,
        allowance_limit INTEGER, allowance_left INTEGER,
        done INTEGER NOT NULL, later INTEGER NOT NULL, set_aside INTEGER NOT NULL,
        calls_good INTEGER NOT NULL, calls_refused INTEGER NOT NULL, calls_limited INTEGER NOT NULL,
        calls_failed INTEGER NOT NULL, calls_offline INTEGER NOT NULL, call_p95_ms INTEGER
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX outbox_ended ON outbox (ended_at) WHERE ended_at IS NOT NULL;
    `),
}
