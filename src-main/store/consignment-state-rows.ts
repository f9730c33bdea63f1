import type { Database } from 'better-sqlite3'
import { StationError } from '../../src-shared/failure.ts'
import type { Role, State } from '../../src-shared/model/consignment.ts'
import { mayTransition, refuseTransition } from '../../src-shared/rule/transition.ts'
import { transitions } from '../../src-shared/rule/transition-table.ts'
import { amountsMark } from './approval-rows.ts'
import type { ConsignmentRow } from './consignment-rows.ts'

/** Who moves a consignment, why, and what the move is called in the record. */
export type Move = {
  to: State
  trigger: string
  actor: { id: string; role: Role }
  /** The round of approval says that this person is of its tier. */
  isTierApprover?: boolean
  reason?: string | null
  station: string
  traceId: string
}

export type NewConsignment = Omit<
  ConsignmentRow,
  'nextTimes' | 'currentParcelId' | 'handover' | 'revision' | 'updatedAt' | 'archivedAt' | 'restOf'
> & { restOf?: string }

/**
 * The one module that writes the state column. A move goes through the transition table and leaves its record; the
 * guard below refuses anything else, whatever SQL it came from.
 */
export function consignmentStateRows(db: Database, newId: () => string, now: () => string) {
  const insert = db.prepare(`
    INSERT INTO consignment (id, station, code, kind, state, reference, remote_id, origin, source_outlet_id,
      outlet_id, supplier_id, note, due_at, created_at, created_by, updated_at, read_only_because, rest_of)
    VALUES (@id, @station, @code, @kind, @state, @reference, @remoteId, @origin, @sourceOutletId, @outletId,
      @supplierId, @note, @dueAt, @createdAt, @createdBy, @createdAt, @readOnlyBecause,
      @restOf)`)
  const found = db.prepare<[string], { kind: ConsignmentRow['kind']; state: State; createdBy: string }>(
    'SELECT kind, state, created_by AS createdBy FROM consignment WHERE id = ?',
  )
  const update = db.prepare('UPDATE consignment SET state = ? WHERE id = ?')
  const endRound = db.prepare(
    "UPDATE approval_round SET state = ?, ended_at = ? WHERE consignment_id = ? AND state = 'open'",
  )
  const lastRound = db.prepare<[string], { state: string; amounts: string }>(
    'SELECT state, amounts FROM approval_round WHERE consignment_id = ? ORDER BY number DESC LIMIT 1',
  )
  const amounts = db.prepare<[string], { productId: string; planned: number; costCents: number | null }>(
    'SELECT product_id AS productId, planned, cost_cents AS costCents FROM line WHERE consignment_id = ?',
  )

  /** What was approved is what goes on: other amounts were not. @throws StationError `approval-void` */
  function mustBeAsApproved(id: string): void {
    const round = lastRound.get(id)
    if (round?.state !== 'approved' || round.amounts === amountsMark(amounts.all(id))) return
    throw new StationError(
      'approval-void',
      'The amounts were changed after this was approved: the approval no longer counts.',
      'Put the amounts back, or cancel this and hand in a new one.',
    )
  }

  const record = db.prepare(`
    INSERT INTO transition (id, consignment_id, from_state, to_state, trigger, actor, reason, station, at, trace_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  return {
    /** A consignment made here as a draft, or taken over from Lightspeed in the state its status stands for. */
    add: (row: NewConsignment) => void insert.run({ restOf: null, ...row }),
    /**
     * Moves a consignment along one row of the transition table. Same to same does nothing.
     * @throws StationError `ILLEGAL_TRANSITION` with the allowed states, `TRANSITION_NOT_PERMITTED` naming who may, or
     *   `approval-void` where it leaves `approved` with other amounts than were approved
     */
    move(id: string, move: Move): State {
      const row = found.get(id)
      if (row === undefined) throw new Error(`no consignment ${id}`)
      const asked = { kind: row.kind, from: row.state, to: move.to }
      const verdict = mayTransition({
        ...asked,
        actor: {
          role: move.actor.role,
          isCreator: row.createdBy === move.actor.id,
          isTierApprover: move.isTierApprover === true,
        },
      })
      if (verdict.is === 'same') return row.state
      if (verdict.is !== 'allowed') throw refuseTransition(asked, verdict)
      if (row.state === 'approved' && move.to !== 'cancelled') mustBeAsApproved(id)
      update.run(move.to, id)
      // A round is open exactly as long as its consignment waits, whoever ends the wait.
      if (row.state === 'pending_approval') endRound.run(move.to, now(), id)
      record.run(
        newId(),
        id,
        row.state,
        move.to,
        move.trigger,
        move.actor.id,
        move.reason ?? null,
        move.station,
        now(),
        move.traceId,
      )
      return move.to
    },
  }
}

/** Installs the guard on this connection: SQLite itself refuses a state change that is not in the table. */
export function installStateGuard(db: Database): void {
  db.exec(
    'CREATE TEMP TABLE legal_move (kind TEXT, from_state TEXT, to_state TEXT, PRIMARY KEY (kind, from_state, to_state))',
  )
  const put = db.prepare('INSERT INTO legal_move VALUES (?, ?, ?)')
  for (const row of transitions) put.run(row.kind, row.from, row.to)
  db.exec(`
    CREATE TEMP TRIGGER state_guard BEFORE UPDATE OF state ON main.consignment
    WHEN NEW.state <> OLD.state AND NOT EXISTS (
      SELECT 1 FROM legal_move WHERE kind = OLD.kind AND from_state = OLD.state AND to_state = NEW.state)
    BEGIN SELECT RAISE(ABORT, 'this state change is not in the transition table'); END`)
}
