import type { Migration } from './migration.ts'

/**
 * What the station owns: consignments with their lines, boxes, counts and receipts. Every quantity is a sum of
 * facts: packed units are the box contents, received units the receipt lines.
 */
export const consignment: Migration = {
  version: 20,
  name: 'consignment',
  up: (db) =>
    db.exec(`
      CREATE TABLE consignment (
        id TEXT PRIMARY KEY, station TEXT NOT NULL, code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
        state TEXT NOT NULL, reference TEXT NOT NULL UNIQUE, remote_id TEXT UNIQUE,
        origin TEXT NOT NULL CHECK (origin IN ('here', 'store')),
        source_outlet_id TEXT, outlet_id TEXT, supplier_id TEXT, note TEXT NOT NULL DEFAULT '', due_at TEXT,
        created_at TEXT NOT NULL, created_by TEXT NOT NULL, updated_at TEXT NOT NULL,
        next_times INTEGER NOT NULL DEFAULT 1 CHECK (next_times >= 1), current_parcel_id TEXT,
        handover TEXT, read_only_because TEXT, revision INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE INDEX consignment_by_state ON consignment (state, updated_at);

      CREATE TABLE transition (
        id TEXT PRIMARY KEY, consignment_id TEXT NOT NULL REFERENCES consignment (id), from_state TEXT NOT NULL,
        to_state TEXT NOT NULL, trigger TEXT NOT NULL, actor TEXT NOT NULL, reason TEXT, station TEXT NOT NULL,
        at TEXT NOT NULL, trace_id TEXT NOT NULL
      ) STRICT;
      CREATE INDEX transition_of ON transition (consignment_id, at);

      CREATE TABLE line (
        id TEXT PRIMARY KEY, consignment_id TEXT NOT NULL REFERENCES consignment (id), product_id TEXT NOT NULL,
        name TEXT NOT NULL, sku TEXT NOT NULL, planned INTEGER NOT NULL CHECK (planned >= 0), cost_cents INTEGER,
        origin TEXT NOT NULL CHECK (origin IN ('plan', 'pack', 'receipt')), position INTEGER NOT NULL,
        touched_at TEXT, UNIQUE (consignment_id, product_id)
      ) STRICT;

      CREATE TABLE parcel (
        id TEXT PRIMARY KEY, consignment_id TEXT NOT NULL REFERENCES consignment (id),
        number INTEGER NOT NULL CHECK (number >= 1), state TEXT NOT NULL CHECK (state IN ('open', 'sealed')),
        size TEXT, grams INTEGER, weight_from TEXT CHECK (weight_from IN ('scale', 'typed')), weight_frame TEXT,
        label_number TEXT UNIQUE, opened_at TEXT NOT NULL, sealed_at TEXT, UNIQUE (consignment_id, number)
      ) STRICT;

      CREATE TABLE parcel_line (
        parcel_id TEXT NOT NULL REFERENCES parcel (id), line_id TEXT NOT NULL REFERENCES line (id),
        quantity INTEGER NOT NULL CHECK (quantity > 0), PRIMARY KEY (parcel_id, line_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX parcel_line_of ON parcel_line (line_id, quantity);

      CREATE TABLE receipt (
        id TEXT PRIMARY KEY, consignment_id TEXT NOT NULL REFERENCES consignment (id), number INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'discarded')), opened_at TEXT NOT NULL,
        closed_at TEXT, closing TEXT CHECK (closing IN ('partial', 'full', 'short')), reason TEXT,
        UNIQUE (consignment_id, number)
      ) STRICT;
      CREATE UNIQUE INDEX receipt_one_open ON receipt (consignment_id) WHERE state = 'open';

      CREATE TABLE receipt_line (
        receipt_id TEXT NOT NULL REFERENCES receipt (id), line_id TEXT NOT NULL REFERENCES line (id),
        received INTEGER NOT NULL CHECK (received >= 0),
        damaged INTEGER NOT NULL CHECK (damaged >= 0 AND damaged <= received), note TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (receipt_id, line_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX receipt_line_of ON receipt_line (line_id, received, damaged);

      CREATE TABLE receipt_box (
        receipt_id TEXT NOT NULL REFERENCES receipt (id), parcel_id TEXT NOT NULL REFERENCES parcel (id),
        is_confirmed INTEGER NOT NULL, PRIMARY KEY (receipt_id, parcel_id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE unlisted_item (
        id TEXT PRIMARY KEY, receipt_id TEXT NOT NULL REFERENCES receipt (id), text TEXT NOT NULL,
        name TEXT NOT NULL, quantity INTEGER NOT NULL CHECK (quantity > 0), note TEXT NOT NULL
      ) STRICT;

      -- One row a receipt line that moves stock; acknowledged once Lightspeed has read it back.
      CREATE TABLE stock_effect (
        id TEXT PRIMARY KEY, consignment_id TEXT NOT NULL REFERENCES consignment (id), receipt_id TEXT,
        line_id TEXT NOT NULL, product_id TEXT NOT NULL, outlet_id TEXT NOT NULL, units INTEGER NOT NULL,
        at TEXT NOT NULL, acknowledged_at TEXT
      ) STRICT;
      CREATE INDEX stock_effect_open ON stock_effect (product_id, outlet_id) WHERE acknowledged_at IS NULL;
      CREATE INDEX stock_effect_of ON stock_effect (consignment_id);

      CREATE TABLE discrepancy (
        id TEXT PRIMARY KEY, consignment_id TEXT NOT NULL REFERENCES consignment (id), line_id TEXT,
        kind TEXT NOT NULL CHECK (kind IN ('missing', 'damaged', 'extra', 'unlisted')), units INTEGER NOT NULL,
        recount_outlet_id TEXT, reason TEXT, at TEXT NOT NULL
      ) STRICT;

      -- Every scan and every count by hand, refused ones too; a count taken back keeps its row.
      -- act: rows one act made together ('receive all') are taken back together.
      CREATE TABLE scan (
        id TEXT PRIMARY KEY, act TEXT NOT NULL, consignment_id TEXT, at TEXT NOT NULL, read_by TEXT NOT NULL,
        text TEXT NOT NULL, symbology TEXT, outcome TEXT NOT NULL, line_id TEXT, parcel_id TEXT, receipt_id TEXT,
        quantity INTEGER NOT NULL DEFAULT 0, damaged INTEGER NOT NULL DEFAULT 0, undone_at TEXT
      ) STRICT;
      CREATE INDEX scan_of ON scan (consignment_id, id);
      CREATE INDEX scan_to_undo ON scan (consignment_id, id)
        WHERE undone_at IS NULL AND (quantity <> 0 OR damaged <> 0);

      CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    `),
}
