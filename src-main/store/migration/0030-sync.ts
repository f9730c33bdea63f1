import type { Migration } from './migration.ts'

/** The journal, the outbox, and the shadow of what Lightspeed last said about each consignment. */
export const sync: Migration = {
  version: 30,
  name: 'sync',
  up: (db) =>
    db.exec(`
      CREATE TABLE journal (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, station TEXT NOT NULL, at TEXT NOT NULL,
        actor TEXT NOT NULL, subject TEXT, kind TEXT NOT NULL, given TEXT NOT NULL, changes TEXT NOT NULL,
        trace_id TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL
      ) STRICT;
      CREATE INDEX journal_of ON journal (subject, seq) WHERE subject IS NOT NULL;
      CREATE TRIGGER journal_is_kept BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
      CREATE TRIGGER journal_is_final BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

      CREATE TABLE outbox (
        id TEXT PRIMARY KEY, lane TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('pending', 'in_flight', 'unknown', 'parked', 'done', 'discarded')),
        enqueued_at TEXT NOT NULL, due_at TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
        step TEXT, last_answer TEXT, advice TEXT, trace_id TEXT, ended_at TEXT, reason TEXT
      ) STRICT;
      CREATE INDEX outbox_open ON outbox (lane, id) WHERE state NOT IN ('done', 'discarded');
      CREATE TRIGGER outbox_is_kept BEFORE DELETE ON outbox
        BEGIN SELECT RAISE(ABORT, 'nothing is deleted from the outbox'); END;

      CREATE TABLE remote_consignment (
        remote_id TEXT PRIMARY KEY, type TEXT NOT NULL, status TEXT NOT NULL, name TEXT NOT NULL,
        reference TEXT, outlet_id TEXT, source_outlet_id TEXT, supplier_id TEXT, due_at TEXT,
        version INTEGER NOT NULL, updated_at TEXT, deleted_at TEXT
      ) STRICT;
      CREATE INDEX remote_consignment_by_reference ON remote_consignment (reference);

      -- Lightspeed may show one product on several rows: kept as they came, in their order.
      CREATE TABLE remote_line (
        remote_id TEXT NOT NULL, ordinal INTEGER NOT NULL, product_id TEXT NOT NULL, sku TEXT, count TEXT,
        received TEXT, cost TEXT, status TEXT, PRIMARY KEY (remote_id, ordinal)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE conflict (
        id TEXT PRIMARY KEY, consignment_id TEXT NOT NULL, kind TEXT NOT NULL, here TEXT NOT NULL,
        there TEXT NOT NULL, choices TEXT NOT NULL, raised_at TEXT NOT NULL, settled_at TEXT, choice TEXT,
        reason TEXT
      ) STRICT;
      CREATE UNIQUE INDEX conflict_one_open ON conflict (consignment_id, kind) WHERE settled_at IS NULL;
    `),
}
