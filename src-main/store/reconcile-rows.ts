import type { Database } from 'better-sqlite3'
import type { State } from '../../src-shared/model/consignment.ts'

/** Why something is compared: the station started, it is night, a person asked, or an outcome was not known. */
export type ReconcileWhy = 'start' | 'night' | 'asked' | 'unknown'

/** One comparison of everything. */
export type ReconcileRun = {
  id: string
  why: Exclude<ReconcileWhy, 'unknown'>
  beganAt: string
  total: number
  endedAt: string | null
  isCancelled: boolean
}
/** What is still to be compared: a consignment's id, or `stock`. `runId` is null for one on its own. */
export type ReconcileDue = {
  subject: string
  runId: string | null
  why: ReconcileWhy
  problem: string | null
}

type RawRun = Omit<ReconcileRun, 'isCancelled'> & { isCancelled: number }

const runColumns = 'id, why, began_at AS beganAt, total, ended_at AS endedAt, is_cancelled AS isCancelled'
const dueColumns = 'subject, run_id AS runId, why, problem'

/** How far comparing has come: kept, so that a run goes on after a restart. */
export function reconcileRows(db: Database) {
  const begin = db.prepare('INSERT INTO reconcile_run (id, why, began_at, total) VALUES (?, ?, ?, 0)')
  const newest = db.prepare<[], RawRun>(`SELECT ${runColumns} FROM reconcile_run ORDER BY id DESC LIMIT 1`)
  const last = db.prepare<[], { beganAt: string | null }>(
    'SELECT max(began_at) AS beganAt FROM reconcile_run WHERE ended_at IS NOT NULL',
  )
  const end = db.prepare(
    'UPDATE reconcile_run SET ended_at = ?, is_cancelled = ? WHERE id = ? AND ended_at IS NULL',
  )
  const ask = db.prepare(`
    INSERT INTO reconcile_due (subject, run_id, why, asked_at) VALUES (@subject, @runId, @why, @at)
    ON CONFLICT (subject) DO UPDATE SET run_id = NULL, why = excluded.why, problem = NULL
    WHERE excluded.run_id IS NULL`)
  const next = db.prepare<[string], ReconcileDue>(`
    SELECT ${dueColumns} FROM reconcile_due WHERE subject NOT IN (SELECT value FROM json_each(?))
    ORDER BY run_id IS NOT NULL, asked_at, subject LIMIT 1`)
  const open = db.prepare<
    [{ after: string; states: string; ended: string; since: string; limit: number }],
    { id: string }
  >(`
    SELECT id FROM consignment WHERE id > @after AND (remote_id IS NOT NULL OR origin = 'here')
      AND (state IN (SELECT value FROM json_each(@states))
        OR (state IN (SELECT value FROM json_each(@ended)) AND remote_id IS NOT NULL AND updated_at >= @since))
    ORDER BY id LIMIT @limit`)
  const grow = db.prepare('UPDATE reconcile_run SET total = total + ? WHERE id = ?')
  const drop = db.prepare('DELETE FROM reconcile_due WHERE subject = ?')
  const dropRun = db.prepare('DELETE FROM reconcile_due WHERE run_id = ?')
  const note = db.prepare('UPDATE reconcile_due SET problem = ? WHERE subject = ?')
  const counts = db.prepare<[string | null], { waiting: number; troubled: number; problem: string | null }>(`
    SELECT count(*) AS waiting, count(problem) AS troubled, max(problem) AS problem FROM reconcile_due
    WHERE run_id IS ?`)
  const prune = db.prepare(`
    DELETE FROM reconcile_run WHERE id NOT IN (SELECT id FROM reconcile_run ORDER BY id DESC LIMIT ?)`)
  return {
    begin: (id: string, why: ReconcileRun['why'], at: string) => void begin.run(id, why, at),
    newest(): ReconcileRun | null {
      const raw = newest.get()
      return raw === undefined ? null : { ...raw, isCancelled: raw.isCancelled === 1 }
    },
    /** When the last run began that is over; null when none is. One that a person stopped is not wanted again at once. */
    lastBeganAt: () => last.get()?.beganAt ?? null,
    end: (id: string, at: string, isCancelled: boolean) => void end.run(at, isCancelled ? 1 : 0, id),
    /** Puts a subject onto the list; one that is on it keeps its place, and one asked for by itself leaves its run. */
    ask: (subject: string, why: ReconcileWhy, runId: string | null, at: string) =>
      void ask.run({ subject, why, runId, at }),
    /** Ids above `after` of what is in one of these states, or came to one of those at its end since a time. */
    subjects: (
      after: string,
      asked: { states: readonly State[]; ended: readonly State[]; since: string },
      limit: number,
    ) =>
      open
        .all({
          after,
          states: JSON.stringify(asked.states),
          ended: JSON.stringify(asked.ended),
          since: asked.since,
          limit,
        })
        .map(({ id }) => id),
    /** So many more belong to a run. */
    grow: (runId: string, by: number) => void grow.run(by, runId),
    /** Single ones first, without those named. */
    next: (without: readonly string[]) => next.get(JSON.stringify(without)) ?? null,
    drop: (subject: string) => void drop.run(subject),
    dropRun: (runId: string) => void dropRun.run(runId),
    setProblem: (subject: string, problem: string) => void note.run(problem, subject),
    /** Of one run, or of the single ones (null). */
    counts: (runId: string | null) => counts.get(runId) ?? { waiting: 0, troubled: 0, problem: null },
    /** Keeps the newest runs only. */
    prune: (kept: number) => void prune.run(kept),
  }
}
