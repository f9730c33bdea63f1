import type { Migration } from './migration.ts'

/**
 * What reading leaves for later, so that a page of a feed never waits for it: consignments listed as changed whose
 * lines are still to be read, rows nobody here could read, and what was asked for by its id in the whole reading that
 * is under way.
 */
export const reading: Migration = {
  version: 80,
  name: 'reading',
  up: (db) =>
    db.exec(`
      CREATE TABLE unread_consignment (
        remote_id TEXT PRIMARY KEY, version INTEGER NOT NULL, header TEXT NOT NULL, problem TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE odd_row (
        feed TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, raw TEXT NOT NULL, seen_at TEXT NOT NULL,
        PRIMARY KEY (feed, id)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE asked_after (
        remote_id TEXT PRIMARY KEY, answer TEXT NOT NULL CHECK (answer IN ('there', 'gone', 'held'))
      ) STRICT, WITHOUT ROWID;
    `),
}
