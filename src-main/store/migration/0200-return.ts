import type { Migration } from './migration.ts'

/** Supplier returns: why each product goes back, photos of it, and what the supplier gave back in the end. */
export const supplierReturn: Migration = {
  version: 200,
  name: 'return',
  up: (db) =>
    db.exec(`
      -- By product, not by line: a line taken off and put on again has its reason and photos still.
      CREATE TABLE return_reason (
        consignment_id TEXT NOT NULL REFERENCES consignment (id), product_id TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (reason IN ('DAMAGED', 'INCORRECT', 'OVERSTOCK', 'WARRANTY', 'OTHER')),
        text TEXT NOT NULL, PRIMARY KEY (consignment_id, product_id)
      ) STRICT, WITHOUT ROWID;

      -- The file is evidence/<consignment>/<id>.<ending> in the profile. A photo taken off keeps its row and its file.
      CREATE TABLE photo (
        id TEXT PRIMARY KEY, consignment_id TEXT NOT NULL REFERENCES consignment (id), product_id TEXT NOT NULL,
        ending TEXT NOT NULL CHECK (ending IN ('jpg', 'png')), size_bytes INTEGER NOT NULL, sha256 TEXT NOT NULL,
        width INTEGER NOT NULL, height INTEGER NOT NULL, at TEXT NOT NULL, taken_by TEXT NOT NULL, removed_at TEXT
      ) STRICT;
      CREATE INDEX photo_of ON photo (consignment_id, product_id);

      -- cents is null where no refund was expected.
      CREATE TABLE refund (
        consignment_id TEXT PRIMARY KEY REFERENCES consignment (id), cents INTEGER CHECK (cents > 0),
        note TEXT NOT NULL, at TEXT NOT NULL, noted_by TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `),
}
