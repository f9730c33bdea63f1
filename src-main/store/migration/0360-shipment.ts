import type { Migration } from './migration.ts'

/** A transfer that leaves in several shipments: each but the first is the rest of the one before. */
export const shipment: Migration = {
  version: 360,
  name: 'shipment',
  up: (db) =>
    db.exec(`
      ALTER TABLE consignment ADD COLUMN rest_of TEXT REFERENCES consignment (id);
      CREATE INDEX consignment_rest ON consignment (rest_of) WHERE rest_of IS NOT NULL;
    `),
}
