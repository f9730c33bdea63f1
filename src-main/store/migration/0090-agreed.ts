import type { Migration } from './migration.ts'

/**
 * What Lightspeed and this station last agreed was received of each product, and what was sent to it since: another
 * number there is somebody else's, and is never written over unasked. Of what was told before this was kept, the last
 * number shown stands for it. A correction made in Lightspeed is a receipt of its own, which may take units off.
 */
export const agreed: Migration = {
  version: 90,
  name: 'agreed',
  up: (db) =>
    db.exec(`
      CREATE TABLE agreed_line (
        consignment_id TEXT NOT NULL REFERENCES consignment (id), product_id TEXT NOT NULL,
        received INTEGER NOT NULL, told INTEGER, PRIMARY KEY (consignment_id, product_id)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO agreed_line (consignment_id, product_id, received)
        SELECT c.id, r.product_id, CAST(sum(CAST(r.received AS REAL)) AS INTEGER) AS units
        FROM consignment c JOIN remote_line r ON r.remote_id = c.remote_id
        GROUP BY c.id, r.product_id
        HAVING units > 0 AND units = sum(CAST(r.received AS REAL));

      CREATE TABLE receipt_line_signed (
        receipt_id TEXT NOT NULL REFERENCES receipt (id), line_id TEXT NOT NULL REFERENCES line (id),
        received INTEGER NOT NULL,
        damaged INTEGER NOT NULL CHECK (damaged >= 0 AND (damaged = 0 OR damaged <= received)),
        note TEXT NOT NULL DEFAULT '', PRIMARY KEY (receipt_id, line_id)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO receipt_line_signed SELECT receipt_id, line_id, received, damaged, note FROM receipt_line;
      DROP TABLE receipt_line;
      ALTER TABLE receipt_line_signed RENAME TO receipt_line;
      CREATE INDEX receipt_line_of ON receipt_line (line_id, received, damaged);
    `),
}
