import type { Migration } from './migration.ts'

/** How a supplier was told of an order, when and by whom. */
export const orderNotice: Migration = {
  version: 370,
  name: 'order-notice',
  up: (db) =>
    db.exec(`
      CREATE TABLE order_notice (
        consignment_id TEXT PRIMARY KEY REFERENCES consignment (id),
        how TEXT NOT NULL CHECK (how IN ('e-mail', 'phone', 'portal', 'paper', 'other')),
        note TEXT NOT NULL, at TEXT NOT NULL, told_by TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `),
}
