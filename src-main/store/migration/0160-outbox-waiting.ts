import type { Migration } from './migration.ts'

/** What waits can be counted and listed by age without reading what each of thousands wants. */
export const outboxWaiting: Migration = {
  version: 160,
  name: 'outbox-waiting',
  up: (db) =>
    db.exec(`
      CREATE INDEX outbox_waiting ON outbox (state, id, enqueued_at) WHERE state NOT IN ('done', 'discarded')`),
}
