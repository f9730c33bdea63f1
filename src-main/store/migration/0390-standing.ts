import type { Migration } from './migration.ts'

/** What was asked about at the end of a day and is still here: who said so last, and when. */
export const standing: Migration = {
  version: 390,
  name: 'standing',
  up: (db) =>
    db.exec(`
      CREATE TABLE standing (
        consignment_id TEXT PRIMARY KEY REFERENCES consignment (id), said_here_at TEXT NOT NULL, said_by TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `),
}
