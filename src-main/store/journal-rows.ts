import type { Database } from 'better-sqlite3'
import { genesisHash, hashOf, type JournalRow } from '../journal/chain.ts'

type Row = {
  seq: number
  id: string
  station: string
  at: string
  actor: string
  subject: string | null
  kind: string
  given: string
  changes: string
  trace_id: string
  /** Not there in a store of before. */
  role?: string | null
  program?: string | null
  previous_hash: string
  hash: string
}

export function toJournalRow(row: Row): JournalRow {
  return {
    seq: row.seq,
    id: row.id,
    station: row.station,
    at: row.at,
    actor: row.actor,
    subject: row.subject,
    kind: row.kind,
    given: row.given,
    changes: row.changes,
    traceId: row.trace_id,
    role: row.role ?? null,
    program: row.program ?? null,
    previousHash: row.previous_hash,
    hash: row.hash,
  }
}

/** Reads the journal in order, one row at a time: the whole of it, or what comes after a row. */
export function journalReader(db: Database): (after?: number) => IterableIterator<JournalRow> {
  const all = db.prepare<[number], Row>('SELECT * FROM journal WHERE seq > ? ORDER BY seq')
  return function* (after = 0) {
    for (const row of all.iterate(after)) yield toJournalRow(row)
  }
}

/** The newest row of a journal; `genesisHash` and 0 for an empty one. */
export function headOf(db: Database): { seq: number; hash: string } {
  const newest = db.prepare<[], { seq: number; hash: string }>(
    'SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1',
  )
  return newest.get() ?? { seq: 0, hash: genesisHash }
}

/** The append side: the next row takes the head's hash. Call inside the transaction of the change it records. */
export function journalRows(db: Database) {
  const headRow = db.prepare<[], { seq: number; hash: string }>(
    'SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1',
  )
  const insert = db.prepare(`
    INSERT INTO journal (seq, id, station, at, actor, subject, kind, given, changes, trace_id, role, program,
      previous_hash, hash)
    VALUES (@seq, @id, @station, @at, @actor, @subject, @kind, @given, @changes, @traceId, @role, @program,
      @previousHash, @hash)`)
  const of = db.prepare<[string, number], Row>(
    'SELECT * FROM journal WHERE subject = ? ORDER BY seq DESC LIMIT ?',
  )
  const touched = db.prepare<[string], { n: number }>(
    "SELECT EXISTS (SELECT 1 FROM journal WHERE subject = ? AND actor <> 'station') AS n",
  )
  const last = db.prepare<[number], { seq: number; at: string; kind: string; traceId: string }>(
    'SELECT seq, at, kind, trace_id AS traceId FROM journal ORDER BY seq DESC LIMIT ?',
  )
  const head = () => headRow.get() ?? { seq: 0, hash: genesisHash }
  return {
    head,
    append(fields: Omit<JournalRow, 'seq' | 'previousHash' | 'hash'>): JournalRow {
      const before = head()
      const unsealed = { ...fields, seq: before.seq + 1, previousHash: before.hash }
      const row = { ...unsealed, hash: hashOf(unsealed) }
      insert.run(row)
      return row
    },
    /** What was done last, without what was given or changed. */
    lastKinds: (limit: number) => last.all(limit),
    /** Whether any person has done anything about a subject: what the station does of itself does not count. */
    isTouched: (subject: string) => touched.get(subject)?.n === 1,
    /** The newest rows about one subject. */
    newestOf: (subject: string, limit: number) => of.all(subject, limit).map(toJournalRow),
  }
}
