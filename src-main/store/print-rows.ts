import type { Database } from 'better-sqlite3'

export type PrintState = 'waiting' | 'sending' | 'printed' | 'unsure' | 'dropped'
export type PrintRow = {
  id: string
  parcelId: string | null
  kind: string
  labelNumber: string
  /** 1 for the label, 2 and up for reprints. */
  copy: number
  reason: string | null
  /** The label's data as JSON; the printer's language is made from it when it is sent. */
  document: string
  state: PrintState
  requestedAt: string
  endedAt: string | null
  problem: string | null
}

const columns = `id, parcel_id AS parcelId, kind, label_number AS labelNumber, copy, reason, document, state,
  requested_at AS requestedAt, ended_at AS endedAt, problem`

/** The print ledger. The row stands before the first byte goes out, so that a box never gets two numbers. */
export function printRows(db: Database) {
  const insert = db.prepare(`
    INSERT INTO print_job (id, parcel_id, kind, label_number, copy, reason, document, state, requested_at)
    VALUES (@id, @parcelId, @kind, @labelNumber, @copy, @reason, @document, 'waiting', @requestedAt)`)
  const one = db.prepare<[string], PrintRow>(`SELECT ${columns} FROM print_job WHERE id = ?`)
  const of = db.prepare<[string], PrintRow>(`SELECT ${columns} FROM print_job WHERE parcel_id = ?`)
  const waiting = db.prepare<[], PrintRow>(
    `SELECT ${columns} FROM print_job WHERE state = 'waiting' ORDER BY id LIMIT 200`,
  )
  const open = db.prepare<[string], PrintRow>(
    `SELECT ${columns} FROM print_job WHERE kind = ? AND state IN ('waiting', 'sending', 'unsure') ORDER BY id`,
  )
  const setDocument = db.prepare('UPDATE print_job SET document = ? WHERE id = ?')
  const set = db.prepare('UPDATE print_job SET state = ?, ended_at = ?, problem = ? WHERE id = ?')
  const sending = db.prepare<[], { n: number }>(
    "SELECT EXISTS (SELECT 1 FROM print_job WHERE state = 'sending') AS n",
  )
  const interrupted = db.prepare("UPDATE print_job SET state = 'unsure', problem = ? WHERE state = 'sending'")
  return {
    request: (row: Omit<PrintRow, 'state' | 'endedAt' | 'problem'>) => void insert.run(row),
    get: (id: string) => one.get(id) ?? null,
    /** Oldest first. They are few: sorting them here costs less than having SQLite prepare to. */
    of: (parcelId: string) =>
      of.all(parcelId).sort((one, other) => one.copy - other.copy || (one.id < other.id ? -1 : 1)),
    /** What waits to be printed, oldest first. */
    waiting: () => waiting.all(),
    /** What is not done yet of one kind, oldest first. */
    openOf: (kind: string) => open.all(kind),
    setDocument: (id: string, document: string) => void setDocument.run(document, id),
    set: (id: string, state: PrintState, endedAt: string | null, problem: string | null) =>
      void set.run(state, endedAt, problem, id),
    anySending: () => sending.get()?.n === 1,
    /** At start: a job that was being sent may or may not have come out; the person is asked. */
    setSendingUnsure: (problem: string): number => interrupted.run(problem).changes,
  }
}
