import type { Database } from 'better-sqlite3'
import type { State } from '../../src-shared/model/consignment.ts'

/** One move of a consignment as it was recorded with the move. */
export type TransitionRow = {
  id: string
  from: State
  to: State
  trigger: string
  actor: string
  reason: string | null
  at: string
}

/** Reads what `consignment-state-rows.ts` records. */
export function transitionRows(db: Database) {
  const of = db.prepare<[string], TransitionRow>(`
    SELECT id, from_state AS "from", to_state AS "to", trigger, actor, reason, at FROM transition
    WHERE consignment_id = ? ORDER BY at, id`)
  return {
    /** Oldest first. */
    of: (consignmentId: string) => of.all(consignmentId),
  }
}
