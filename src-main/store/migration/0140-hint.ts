import type { Migration } from './migration.ts'

/**
 * What a webhook relay told this station: hints to read something now, each kept until that was read, and how far the
 * relay's own sequence was asked for. `read_at` is null while the reading is still to be done.
 */
export const hint: Migration = {
  version: 140,
  name: 'hint',
  up: (db) =>
    db.exec(`
      CREATE TABLE hint (
        number INTEGER PRIMARY KEY, relay TEXT NOT NULL, sequence INTEGER NOT NULL, type TEXT NOT NULL,
        subject TEXT, heard_at TEXT NOT NULL, taken_at TEXT NOT NULL, read_at TEXT, UNIQUE (relay, sequence)
      ) STRICT;
      CREATE INDEX hint_waiting ON hint (type, subject) WHERE read_at IS NULL;
      CREATE INDEX hint_by_time ON hint (taken_at);
      CREATE TABLE relay_line (
        one INTEGER PRIMARY KEY CHECK (one = 1), relay TEXT NOT NULL, cursor INTEGER NOT NULL,
        heard_at TEXT NOT NULL, tallies TEXT NOT NULL
      ) STRICT;
    `),
}
