import type { Migration } from './migration.ts'

/** What Lightspeed last said: outlets, suppliers, products with their codes, stock, and the cursor of every feed. */
export const catalogue: Migration = {
  version: 10,
  name: 'catalogue',
  up: (db) =>
    db.exec(`
      CREATE TABLE outlet (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, time_zone TEXT, address TEXT NOT NULL DEFAULT '[]',
        version INTEGER NOT NULL, deleted_at TEXT
      ) STRICT;

      CREATE TABLE supplier (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, version INTEGER NOT NULL, deleted_at TEXT
      ) STRICT;

      CREATE TABLE register (
        id TEXT PRIMARY KEY, outlet_id TEXT, name TEXT NOT NULL, version INTEGER NOT NULL, deleted_at TEXT
      ) STRICT;

      CREATE TABLE store_user (
        id TEXT PRIMARY KEY, display_name TEXT NOT NULL, account_type TEXT NOT NULL, version INTEGER NOT NULL,
        deleted_at TEXT
      ) STRICT;

      CREATE TABLE product (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sku TEXT NOT NULL, name TEXT NOT NULL,
        supplier_id TEXT, category_id TEXT, price_cents INTEGER, cost_cents INTEGER, weight_grams INTEGER,
        picture_url TEXT, is_active INTEGER NOT NULL, has_inventory INTEGER NOT NULL,
        is_composite INTEGER NOT NULL, contains_nicotine INTEGER NOT NULL, version INTEGER NOT NULL,
        deleted_at TEXT
      ) STRICT;
      CREATE INDEX product_by_sku ON product (sku);
      CREATE INDEX product_by_category ON product (category_id, weight_grams)
        WHERE category_id IS NOT NULL AND weight_grams IS NOT NULL;

      -- key: the GTIN-14 of a code whose check digit is right, else the code as it is.
      CREATE TABLE product_code (
        key TEXT NOT NULL, product_id TEXT NOT NULL, code TEXT NOT NULL,
        PRIMARY KEY (key, product_id, code)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX product_code_of ON product_code (product_id);

      CREATE TABLE supplier_code (
        code TEXT NOT NULL, supplier_id TEXT NOT NULL, product_id TEXT NOT NULL,
        PRIMARY KEY (code, supplier_id, product_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX supplier_code_of ON supplier_code (product_id);

      CREATE VIRTUAL TABLE product_search USING fts5 (
        name, sku, codes, content = '', contentless_delete = 1, prefix = '2 3',
        tokenize = "unicode61 remove_diacritics 2"
      );

      CREATE TABLE stock (
        product_id TEXT NOT NULL, outlet_id TEXT NOT NULL, level REAL NOT NULL, version INTEGER NOT NULL,
        PRIMARY KEY (product_id, outlet_id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE feed (
        name TEXT PRIMARY KEY, cursor INTEGER NOT NULL, row_count INTEGER NOT NULL, is_first_pull INTEGER NOT NULL,
        pulled_at TEXT, problem TEXT
      ) STRICT;
    `),
}
