import type { Migration } from './migration.ts'

/** What is due next is found without looking at all that waits: after days without a network that is thousands. */
export const outboxDue: Migration = {
  version: 240,
  name: 'outbox-due',
  up: (db) => db.exec("CREATE INDEX outbox_due ON outbox (due_at) WHERE state IN ('pending', 'unknown')"),
}
