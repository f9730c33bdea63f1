import type { Migration } from './migration.ts'

/** The people of a station. What the journal must keep for years stands apart from what can be erased or is secret. */
export const staff: Migration = {
  version: 170,
  name: 'staff',
  up: (db) =>
    db.exec(`
      -- Journalled: who was allowed what, without a name.
      CREATE TABLE person (
        id TEXT PRIMARY KEY, role TEXT NOT NULL, outlet_ids TEXT NOT NULL, remote_user_id TEXT,
        is_active INTEGER NOT NULL, created_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      -- Beside the journal, so that a name can be erased without breaking its chain.
      CREATE TABLE person_name (
        person_id TEXT PRIMARY KEY REFERENCES person (id), name TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      -- What a PIN or badge is checked against; of no use without the pepper in the keychain. Never journalled.
      CREATE TABLE person_key (
        person_id TEXT PRIMARY KEY REFERENCES person (id), salt BLOB, hash BLOB, cost INTEGER, badge TEXT UNIQUE
      ) STRICT, WITHOUT ROWID;
      -- Wrong PINs in a row, by person; 'unknown' for ids nobody has; 'station' for all of the last hour.
      CREATE TABLE pin_try (
        who TEXT PRIMARY KEY, wrong INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `),
}
