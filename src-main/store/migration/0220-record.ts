import type { Migration } from './migration.ts'

/** The journal as a record people read: found by what a row is about, its head signed, and codes that allow one act once. */
export const record: Migration = {
  version: 220,
  name: 'record',
  up: (db) =>
    db.exec(`
      -- Null in rows of before: their hash was made without.
      ALTER TABLE journal ADD COLUMN role TEXT;
      ALTER TABLE journal ADD COLUMN program TEXT;
      CREATE INDEX journal_at ON journal (at, seq);

      -- What each row is about. Told from the journal at any time, so that nothing is lost with it.
      CREATE TABLE journal_about (
        what TEXT NOT NULL, ref TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (what, ref, seq)
      ) STRICT, WITHOUT ROWID;
      -- How far that was told, and the outlet the station stood in there.
      CREATE TABLE journal_told (
        id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, outlet_id TEXT
      ) STRICT;
      INSERT INTO journal_told VALUES (1, 0, NULL);

      CREATE TABLE journal_signature (
        seq INTEGER PRIMARY KEY, hash TEXT NOT NULL, at TEXT NOT NULL, public_key TEXT NOT NULL, signature TEXT NOT NULL
      ) STRICT;

      -- Journalled: who allowed whom what, once. Never deleted, never opened again, never bound to anything else.
      CREATE TABLE override (
        id TEXT PRIMARY KEY, action TEXT NOT NULL, consignment_id TEXT NOT NULL REFERENCES consignment (id),
        person_id TEXT NOT NULL REFERENCES person (id), issued_by TEXT NOT NULL, issued_role TEXT NOT NULL,
        issued_at TEXT NOT NULL, minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 60),
        state TEXT NOT NULL CHECK (state IN ('open', 'used', 'spent', 'withdrawn')), ended_at TEXT,
        CHECK (person_id <> issued_by)
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX override_one_open ON override (consignment_id, action, person_id) WHERE state = 'open';
      CREATE TRIGGER override_begins_open BEFORE INSERT ON override WHEN NEW.state <> 'open'
        BEGIN SELECT RAISE(ABORT, 'an override code begins open'); END;
      CREATE TRIGGER override_is_bound BEFORE UPDATE ON override
        WHEN OLD.state <> 'open' OR NEW.state = 'open' OR NEW.id <> OLD.id OR NEW.action <> OLD.action
          OR NEW.consignment_id <> OLD.consignment_id OR NEW.person_id <> OLD.person_id
          OR NEW.issued_by <> OLD.issued_by OR NEW.issued_role <> OLD.issued_role
          OR NEW.issued_at <> OLD.issued_at OR NEW.minutes <> OLD.minutes
        BEGIN SELECT RAISE(ABORT, 'an override code ends once and is bound to what it was issued for'); END;
      CREATE TRIGGER override_is_kept BEFORE DELETE ON override
        BEGIN SELECT RAISE(ABORT, 'nothing is deleted from the override codes'); END;
      -- What a code is checked against; of no use without the pepper in the keychain. Never journalled.
      CREATE TABLE override_key (
        override_id TEXT PRIMARY KEY REFERENCES override (id), salt BLOB NOT NULL, hash BLOB NOT NULL,
        cost INTEGER NOT NULL, wrong INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;
    `),
}
