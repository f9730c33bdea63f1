import type { Database } from 'better-sqlite3'
import type { OutboxState } from '../../src-shared/model/sync.ts'

/**
 * One intention. `body` says what must become true; `step` is the call whose outcome is unknown, with all that is
 * needed to look it up; `lane` is the consignment.
 */
export type OutboxRow = {
  id: string
  lane: string
  kind: string
  body: string
  state: OutboxState
  enqueuedAt: string
  dueAt: string
  tries: number
  step: string | null
  lastAnswer: string | null
  advice: string | null
  traceId: string | null
}

const columns = `id, lane, kind, body, state, enqueued_at AS enqueuedAt, due_at AS dueAt, tries, step,
  last_answer AS lastAnswer, advice, trace_id AS traceId`
const mostParked = 1_000
const mostWaiting = 500
/** Said in each query, so that it looks through what is open and not through all that was ever told. */
const open = "state NOT IN ('done', 'discarded')"
/** What goes on by itself once it is due. */
const moves = "state IN ('pending', 'unknown')"

export function outboxRows(db: Database) {
  const insert = db.prepare(`
    INSERT INTO outbox (id, lane, kind, body, state, enqueued_at, due_at) VALUES (?, ?, ?, ?, 'pending', ?, ?)`)
  const one = db.prepare<[string], OutboxRow>(`SELECT ${columns} FROM outbox WHERE id = ?`)
  const lane = db.prepare<[string], OutboxRow>(
    `SELECT ${columns} FROM outbox WHERE lane = ? AND ${open} ORDER BY id`,
  )
  const ever = db.prepare<[string], { n: number }>('SELECT EXISTS (SELECT 1 FROM outbox WHERE lane = ?) AS n')
  const last = db.prepare<[string], { state: OutboxState; endedAt: string | null }>(
    'SELECT state, ended_at AS endedAt FROM outbox WHERE lane = ? ORDER BY id DESC LIMIT 1',
  )
  // By their ids first: what thousands want need not be read to find the oldest of them.
  const oldest = (which: string, limit: number) =>
    db.prepare<[], OutboxRow>(`SELECT ${columns} FROM outbox WHERE id IN (
      SELECT id FROM outbox INDEXED BY outbox_waiting WHERE ${open} AND ${which} ORDER BY id LIMIT ${limit}) ORDER BY id`)
  const oldestParked = oldest("state = 'parked'", mostParked)
  const oldestWaiting = oldest("state <> 'parked'", mostWaiting)
  // The head of each lane; a parked head holds its lane.
  const due = db.prepare<[string, number], OutboxRow>(`
    SELECT ${columns} FROM outbox o INDEXED BY outbox_waiting WHERE ${open} AND ${moves} AND due_at <= ?
      AND NOT EXISTS (SELECT 1 FROM outbox b WHERE b.lane = o.lane AND b.id < o.id AND b.${open})
    ORDER BY id LIMIT ?`)
  // The first head of a lane in the order of their times ends the search.
  const nextDue = db.prepare<[string], { dueAt: string }>(`
    SELECT due_at AS dueAt FROM outbox o INDEXED BY outbox_due WHERE ${moves} AND due_at > ?
      AND NOT EXISTS (SELECT 1 FROM outbox b WHERE b.lane = o.lane AND b.id < o.id AND b.${open})
    ORDER BY due_at LIMIT 1`)
  const lastEnded = db.prepare<[string], { body: string; state: OutboxState }>(
    "SELECT body, state FROM outbox WHERE lane = ? AND state IN ('done', 'discarded') ORDER BY id DESC LIMIT 1",
  )
  const body = db.prepare('UPDATE outbox SET body = ?, due_at = ? WHERE id = ?')
  const begin = db.prepare(
    `UPDATE outbox SET state = 'in_flight', step = ?, trace_id = ? WHERE id = ? AND ${open}`,
  )
  const later = db.prepare(`
    UPDATE outbox SET state = ?, step = ?, tries = ?, due_at = ?, last_answer = ?, trace_id = coalesce(?, trace_id)
    WHERE id = ? AND ${open}`)
  const park = db.prepare(
    `UPDATE outbox SET state = 'parked', last_answer = ?, advice = ?, trace_id = coalesce(?, trace_id)
    WHERE id = ? AND ${open}`,
  )
  const end = db.prepare(
    `UPDATE outbox SET state = ?, step = NULL, ended_at = ?, reason = ?, last_answer = coalesce(?, last_answer)
    WHERE id = ? AND ${open}`,
  )
  const interrupted = db.prepare(
    `UPDATE outbox SET state = 'unknown', due_at = ? WHERE ${open} AND state = 'in_flight'`,
  )
  const inFlight = db.prepare<[], { n: number }>(
    `SELECT EXISTS (SELECT 1 FROM outbox WHERE ${open} AND state = 'in_flight') AS n`,
  )
  const hurry = db.prepare(`UPDATE outbox SET due_at = @now WHERE ${moves} AND due_at > @now`)
  const hurryLane = db.prepare(
    `UPDATE outbox SET due_at = @now WHERE lane = @lane AND ${moves} AND due_at > @now`,
  )
  const clamp = db.prepare(`
    UPDATE outbox SET due_at = @now
    WHERE ${moves} AND due_at > @now AND (tries = 0 OR due_at > @latest)`)
  const shift = db.prepare(`
    UPDATE outbox SET due_at = strftime('%Y-%m-%dT%H:%M:%fZ', due_at, printf('%+.3f seconds', @ms / 1000.0))
    WHERE ${moves}`)
  const waiting = db.prepare<[string], { n: number }>(
    `SELECT EXISTS (SELECT 1 FROM outbox WHERE ${moves} AND due_at > ?) AS n`,
  )
  const unpark = db.prepare(
    "UPDATE outbox SET state = ?, due_at = ?, tries = 0, advice = NULL WHERE id = ? AND state = 'parked'",
  )
  const counts = db.prepare<[], { waiting: number; parked: number; oldest: string | null }>(`
    SELECT count(*) AS waiting, coalesce(sum(state = 'parked'), 0) AS parked, min(enqueued_at) AS oldest
    FROM outbox INDEXED BY outbox_waiting WHERE ${open}`)
  const acknowledged = db.prepare<[string], { at: string; notedAt: string }>(`
    SELECT ended_at AS at, enqueued_at AS notedAt FROM outbox WHERE ended_at >= ? AND state = 'done' ORDER BY ended_at`)
  const waitingWork = db.prepare<[], { entries: number; rows: number }>(`
    SELECT count(*) AS entries, coalesce(sum(coalesce(json_array_length(body, '$.packed'), 0)
      + coalesce(json_array_length(body, '$.received'), 0)
      + coalesce(json_array_length(body, '$.products'), 0)), 0) AS rows
    FROM (SELECT body FROM outbox WHERE ${open} AND state <> 'parked' LIMIT 300)`)
  const oldestMoving = db.prepare<[], { oldest: string | null; n: number }>(
    `SELECT min(enqueued_at) AS oldest, count(*) AS n FROM outbox INDEXED BY outbox_waiting WHERE ${open} AND state <> 'parked'`,
  )
  const parkedUnasked = db.prepare<[], { n: number }>(`
    SELECT count(*) AS n FROM outbox WHERE ${open} AND state = 'parked' AND NOT EXISTS (
      SELECT 1 FROM conflict WHERE conflict.consignment_id = outbox.lane AND conflict.settled_at IS NULL)`)
  const parkedWith = db.prepare<[string], OutboxRow>(
    `SELECT ${columns} FROM outbox WHERE ${open} AND state = 'parked' AND last_answer = ? ORDER BY id`,
  )
  return {
    put: (id: string, laneId: string, kind: string, text: string, at: string) =>
      void insert.run(id, laneId, kind, text, at, at),
    get: (id: string) => one.get(id) ?? null,
    inLane: (laneId: string) => lane.all(laneId),
    /** Whether anything was ever to be told about this lane. */
    anyEver: (laneId: string) => ever.get(laneId)?.n === 1,
    /** How the newest of a lane stands; null when nothing was ever to be told about it. */
    lastOf: (laneId: string) => last.get(laneId) ?? null,
    /** What Lightspeed agreed to last in a lane; null when nothing was told yet, or the last was given up. */
    lastAgreedOf: (laneId: string) => {
      const last = lastEnded.get(laneId)
      return last?.state === 'done' ? last.body : null
    },
    /** Whether the last of a lane that is over was given up by a person, whatever had become of it. */
    wasGivenUp: (laneId: string) => lastEnded.get(laneId)?.state === 'discarded',
    /** Parked ones first, then by age; of each as many as a person looks through. */
    allOpen: () => [...oldestParked.all(), ...oldestWaiting.all()],
    due: (at: string, limit: number) => due.all(at, limit),
    /** When the next head of a lane is due; of those that are due later than `after` where that is given. */
    nextDueAt: (after = '') => nextDue.get(after)?.dueAt ?? null,
    setBody: (id: string, text: string, dueAt: string) => void body.run(text, dueAt, id),
    /** Written before the first byte is sent: after a crash the step is known to have an unknown outcome. */
    begin: (id: string, step: string, traceId: string) => void begin.run(step, traceId, id),
    wait: (
      id: string,
      next: {
        state: 'pending' | 'unknown'
        step: string | null
        tries: number
        dueAt: string
        why: string | null
        traceId: string | null
      },
    ) => void later.run(next.state, next.step, next.tries, next.dueAt, next.why, next.traceId, id),
    park: (id: string, why: string, advice: string, traceId: string | null) =>
      void park.run(why, advice, traceId, id),
    end: (
      id: string,
      state: 'done' | 'discarded',
      at: string,
      reason: string | null,
      answer: string | null,
    ) => void end.run(state, at, reason, answer, id),
    /** At start: what was in flight when the process ended has an unknown outcome. Gives how many. */
    setInFlightUnknown: (at: string): number => interrupted.run(at).changes,
    anyWaiting: (now: string) => waiting.get(now)?.n === 1,
    setDue: (now: string) => void hurry.run({ now }),
    setLaneDue: (laneId: string, now: string) => void hurryLane.run({ lane: laneId, now }),
    /** At start: what waits longer than any wait was noted under another clock, and what was never tried need not wait. */
    clampDue: (now: string, latest: string) => clamp.run({ now, latest }).changes,
    /** The wall clock was set by so many milliseconds: what waits keeps its wait. */
    shiftDue: (ms: number) => void shift.run({ ms }),
    /** A person said 'again': the entry keeps its key; with an open step it is looked up first. */
    unpark(id: string, hasOpenStep: boolean, now: string): boolean {
      return unpark.run(hasOpenStep ? 'unknown' : 'pending', now, id).changes === 1
    },
    anyInFlight: () => inFlight.get()?.n === 1,
    /** What Lightspeed came to agree to since then: when, and when it was noted here. */
    acknowledgedSince: (at: string) => acknowledged.all(at),
    /** Some of what waits, and how many lines it speaks of: enough to judge how many calls the rest takes. */
    sampleOfWaiting: () => waitingWork.get() ?? { entries: 0, rows: 0 },
    /** What waits without needing a person. */
    moving: () => oldestMoving.get() ?? { oldest: null, n: 0 },
    /** Parked entries that no open conflict already asks a person about. */
    parkedUnasked: () => parkedUnasked.get()?.n ?? 0,
    /** Parked entries with the same last answer. */
    parkedWith: (lastAnswer: string) => parkedWith.all(lastAnswer),
    counts: () => counts.get() ?? { waiting: 0, parked: 0, oldest: null },
  }
}
