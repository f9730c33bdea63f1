import type { Migration } from './migration.ts'

/** Rounds of approval and what was done in them; a rejected draft nobody handed in again is put away. */
export const approval: Migration = {
  version: 190,
  name: 'approval',
  up: (db) =>
    db.exec(`
      CREATE TABLE approval_round (
        id TEXT PRIMARY KEY, consignment_id TEXT NOT NULL REFERENCES consignment (id),
        number INTEGER NOT NULL CHECK (number >= 1),
        -- 'open' while the consignment waits; then the state it went to.
        state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'rejected', 'draft', 'cancelled')),
        value_cents INTEGER NOT NULL CHECK (value_cents >= 0), unknown_costs INTEGER NOT NULL,
        -- What the value was made of, as a hash: other amounts are not what was approved.
        amounts TEXT NOT NULL,
        tier INTEGER NOT NULL, required INTEGER NOT NULL CHECK (required BETWEEN 1 AND 10), roles TEXT NOT NULL,
        next_roles TEXT NOT NULL, first_person TEXT, opened_at TEXT NOT NULL,
        reminded_days INTEGER NOT NULL DEFAULT 0, asked_next_at TEXT, ended_at TEXT,
        UNIQUE (consignment_id, number)
      ) STRICT;
      CREATE UNIQUE INDEX approval_round_one_open ON approval_round (consignment_id) WHERE state = 'open';

      CREATE TABLE approval_act (
        id TEXT PRIMARY KEY, round_id TEXT NOT NULL REFERENCES approval_round (id), kind TEXT NOT NULL,
        actor TEXT NOT NULL, role TEXT NOT NULL, at TEXT NOT NULL, to_person TEXT, reason_code TEXT, reason TEXT
      ) STRICT;
      CREATE INDEX approval_act_of ON approval_act (round_id, id);

      ALTER TABLE consignment ADD COLUMN archived_at TEXT;`),
}
