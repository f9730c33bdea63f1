import type { Migration } from './migration.ts'

/**
 * Every number of received units that was sent since both sides last agreed, not only the last: that one may have been
 * lost, and what Lightspeed then shows is our own earlier one and nobody else's. A list of units as JSON, oldest first.
 */
export const toldBefore: Migration = {
  version: 300,
  name: 'told-before',
  up: (db) => db.exec('ALTER TABLE agreed_line ADD COLUMN told_before TEXT'),
}
