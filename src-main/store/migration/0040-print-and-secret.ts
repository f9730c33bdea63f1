import type { Migration } from './migration.ts'

/** The print ledger (one parcel, one live label) and the sealed records whose key lies in the OS keychain. */
export const printAndSecret: Migration = {
  version: 40,
  name: 'print-and-secret',
  up: (db) =>
    db.exec(`
      CREATE TABLE print_job (
        id TEXT PRIMARY KEY, parcel_id TEXT REFERENCES parcel (id), kind TEXT NOT NULL,
        label_number TEXT NOT NULL, copy INTEGER NOT NULL, reason TEXT, document TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'printed', 'unsure', 'dropped')),
        requested_at TEXT NOT NULL, ended_at TEXT, problem TEXT
      ) STRICT;
      CREATE UNIQUE INDEX print_job_one_open ON print_job (parcel_id)
        WHERE state IN ('waiting', 'sending', 'unsure');
      CREATE INDEX print_job_of ON print_job (parcel_id, copy);

      CREATE TABLE secret_record (name TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
    `),
}
