import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { openForReading } from '../../src-main/store/database.ts'
import { type Kind, roles, type State } from '../../src-shared/model/consignment.ts'
import { findTransition, statesOf } from '../../src-shared/rule/transition.ts'
import type { TestBench } from './bench.ts'

type TransitionRow = {
  id: string
  kind: Kind
  origin: string
  fromState: State
  toState: State
  actor: string
  by: string
}

/** Everything that must be true of the store whatever was done, said as queries that find what is wrong. */
const wrongs: [name: string, sql: string][] = [
  [
    'a line whose boxes do not hold what its counts add up to',
    `SELECT l.id FROM line l JOIN consignment c ON c.id = l.consignment_id
      WHERE c.kind <> 'STOCKTAKE' AND (SELECT coalesce(sum(quantity), 0) FROM parcel_line WHERE line_id = l.id) <>
      (SELECT coalesce(sum(quantity), 0) FROM scan WHERE line_id = l.id AND undone_at IS NULL AND receipt_id IS NULL)`,
  ],
  [
    'a receipt line that is not the sum of its counts',
    `SELECT rl.line_id FROM receipt_line rl JOIN receipt r ON r.id = rl.receipt_id
      WHERE r.reason IS NOT 'received in Lightspeed' AND (rl.received, rl.damaged) <>
        (SELECT coalesce(sum(quantity), 0), coalesce(sum(damaged), 0) FROM scan
          WHERE receipt_id = r.id AND line_id = rl.line_id AND undone_at IS NULL)`,
  ],
  [
    'a count that still stands on a line that is gone',
    `SELECT id FROM scan WHERE undone_at IS NULL AND quantity <> 0 AND line_id NOT IN (SELECT id FROM line)`,
  ],
  [
    'a count of a stocktake that is no fact of its line and round, or a fact without a count',
    `SELECT s.id FROM scan s JOIN consignment c ON c.id = s.consignment_id LEFT JOIN count_fact f ON f.scan_id = s.id
      WHERE c.kind = 'STOCKTAKE' AND (s.line_id IS NOT f.line_id)`,
  ],
  [
    'a line that is counted below zero in a round',
    `SELECT f.line_id FROM count_fact f JOIN scan s ON s.id = f.scan_id WHERE s.undone_at IS NULL
      GROUP BY f.line_id, f.round HAVING sum(s.quantity) < 0`,
  ],
  [
    'a stocktake past its counting with a line that is neither counted nor skipped',
    `SELECT l.id FROM line l JOIN consignment c ON c.id = l.consignment_id LEFT JOIN count_line n ON n.line_id = l.id
      WHERE c.kind = 'STOCKTAKE' AND c.state IN ('review', 'approved') AND n.skipped_because IS NULL
      AND NOT EXISTS (SELECT 1 FROM count_fact f JOIN scan s ON s.id = f.scan_id
        WHERE f.line_id = l.id AND f.round = n.round AND s.undone_at IS NULL)`,
  ],
  [
    'a sealed box without weight, number or contents',
    `SELECT id FROM parcel p WHERE state = 'sealed' AND (grams IS NULL OR grams <= 0 OR weight_from IS NULL
      OR label_number IS NULL OR NOT EXISTS (SELECT 1 FROM parcel_line WHERE parcel_id = p.id))`,
  ],
  [
    'an open box after packing',
    `SELECT p.id FROM parcel p JOIN consignment c ON c.id = consignment_id
      WHERE p.state = 'open' AND c.origin = 'here' AND c.state IN ('packed', 'sent', 'receiving', 'partial', 'received')`,
  ],
  [
    'boxes that are not numbered from 1 without a gap',
    `SELECT consignment_id FROM parcel GROUP BY consignment_id HAVING max(number) <> count(*)`,
  ],
  [
    'a current box that is sealed or somebody else’s',
    `SELECT c.id FROM consignment c LEFT JOIN parcel p ON p.id = current_parcel_id WHERE current_parcel_id IS NOT NULL
      AND (p.id IS NULL OR p.consignment_id <> c.id OR p.state <> 'open')`,
  ],
  [
    'a line of another consignment in a box',
    `SELECT p.id FROM parcel_line JOIN parcel p ON p.id = parcel_id JOIN line l ON l.id = line_id
      WHERE p.consignment_id <> l.consignment_id`,
  ],
  [
    'two labels that say they are the same copy',
    `SELECT parcel_id FROM print_job WHERE state = 'printed' GROUP BY parcel_id, copy HAVING count(*) > 1`,
  ],
  [
    'a box whose labels carry two numbers',
    'SELECT parcel_id FROM print_job GROUP BY parcel_id HAVING count(DISTINCT label_number) > 1',
  ],
  [
    'a label waiting for an open box',
    `SELECT j.id FROM print_job j JOIN parcel p ON p.id = parcel_id WHERE j.state = 'waiting' AND p.state = 'open'`,
  ],
  [
    'an open receipt on a consignment nobody is receiving',
    `SELECT r.id FROM receipt r JOIN consignment c ON c.id = consignment_id
      WHERE r.state = 'open' AND c.state <> 'receiving'`,
  ],
  [
    'units sent that did not leave the stock exactly once',
    `SELECT l.id FROM line l JOIN consignment c ON c.id = consignment_id WHERE c.handover IS NOT NULL AND
      (SELECT sum((to_state = 'sent') - (from_state = 'sent' AND to_state = 'packed')) FROM transition t
        WHERE t.consignment_id = c.id) > 0 AND
      (SELECT coalesce(sum(units), 0) FROM stock_effect e WHERE e.line_id = l.id AND e.receipt_id IS NULL) <>
      -(SELECT coalesce(sum(quantity), 0) FROM parcel_line WHERE line_id = l.id)`,
  ],
  [
    'a closed receipt that did not reach the stock as received minus damaged',
    `SELECT rl.line_id FROM receipt_line rl JOIN receipt r ON r.id = rl.receipt_id
      WHERE r.state = 'closed' AND r.reason IS NOT 'received in Lightspeed' AND rl.received - rl.damaged <>
        (SELECT coalesce(sum(units), 0) FROM stock_effect e WHERE e.receipt_id = r.id AND e.line_id = rl.line_id)`,
  ],
  [
    'stock moved by a receipt that is not closed',
    `SELECT e.id FROM stock_effect e JOIN receipt r ON r.id = e.receipt_id WHERE r.state <> 'closed'`,
  ],
  [
    'a round of approval open on what does not wait for it, or none on what does',
    `SELECT c.id FROM consignment c LEFT JOIN approval_round r ON r.consignment_id = c.id AND r.state = 'open'
      WHERE (c.state = 'pending_approval') <> (r.id IS NOT NULL)`,
  ],
  [
    'approved by too few people, or by who made it',
    `SELECT r.id FROM approval_round r JOIN consignment c ON c.id = consignment_id WHERE r.state = 'approved'
      AND NOT EXISTS (SELECT 1 FROM approval_act WHERE round_id = r.id AND kind = 'overridden' AND actor <> created_by)
      AND r.required > (SELECT count(DISTINCT actor) FROM approval_act
        WHERE round_id = r.id AND kind = 'approved' AND actor <> created_by)`,
  ],
  [
    'something to tell Lightspeed without a consignment',
    'SELECT id FROM outbox WHERE lane NOT IN (SELECT id FROM consignment)',
  ],
]

/** Names everything that is wrong in a bench's store; empty when all is well. */
export function wrongsIn(bench: TestBench): string[] {
  const db = openForReading(join(bench.folder, 'station.sqlite'))
  try {
    return wrongIn(db)
  } finally {
    db.close()
  }
}

function wrongIn(db: Database): string[] {
  const found = wrongs.filter(([, sql]) => db.prepare(sql).all().length > 0).map(([name]) => name)
  return [...found, ...wrongMoves(db)]
}

/** Every recorded move must be a row of the table, made by somebody who may, and lead from where the last one ended. */
function wrongMoves(db: Database): string[] {
  const problems: string[] = []
  const at = new Map<string, State>()
  const moves = db.prepare<[], TransitionRow>(`
    SELECT c.id, c.kind, c.origin, from_state AS fromState, to_state AS toState, t.actor, c.created_by AS by
    FROM transition t JOIN consignment c ON c.id = consignment_id ORDER BY t.id`)
  for (const { id, kind, origin, fromState, toState, actor, by } of moves.all()) {
    const row = findTransition(kind, fromState, toState)
    if (row === null) problems.push(`no row ${kind} ${fromState} to ${toState}`)
    const role = roles.find((one) => actor === `bench-${one}`)
    if (role !== undefined && !row?.who.some((who) => who === role || (who === 'creator' && by === actor))) {
      problems.push(`${role} made ${kind} ${toState}`)
    }
    if (origin === 'here' && (at.get(id) ?? statesOf(kind)[0]) !== fromState)
      problems.push(`a jump to ${fromState}`)
    at.set(id, toState)
  }
  const known = db.prepare<[], { id: string; kind: Kind; state: State }>(
    'SELECT id, kind, state FROM consignment',
  )
  for (const { id, kind, state } of known.all()) {
    if (!statesOf(kind).includes(state)) problems.push(`${kind} in ${state}`)
    if (at.has(id) && at.get(id) !== state) problems.push(`${state} without a record`)
  }
  return problems
}
