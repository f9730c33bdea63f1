import type { Migration } from './migration.ts'

/** What was planned before the office changed it while the line was being packed, until the packer has seen that. */
export const planChange: Migration = {
  version: 100,
  name: 'plan-change',
  up: (db) => db.exec('ALTER TABLE line ADD COLUMN planned_before INTEGER'),
}
