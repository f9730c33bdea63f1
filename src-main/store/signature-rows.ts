import type { Database } from 'better-sqlite3'

/** A signed head: the journal had come to this row with this hash. */
export type SignatureRow = { seq: number; hash: string; at: string; publicKey: string; signature: string }

/** Signed heads of the journal. Not journalled: they are about it. */
export function signatureRows(db: Database) {
  const columns = 'seq, hash, at, public_key AS publicKey, signature'
  const all = db.prepare<[], SignatureRow>(`SELECT ${columns} FROM journal_signature ORDER BY seq`)
  const newest = db.prepare<[], SignatureRow>(
    `SELECT ${columns} FROM journal_signature ORDER BY seq DESC LIMIT 1`,
  )
  const covering = db.prepare<[number], SignatureRow>(
    `SELECT ${columns} FROM journal_signature WHERE seq >= ? ORDER BY seq LIMIT 1`,
  )
  const add = db.prepare(
    'INSERT OR IGNORE INTO journal_signature VALUES (@seq, @hash, @at, @publicKey, @signature)',
  )
  return {
    all: () => all.all(),
    newest: () => newest.get() ?? null,
    /** The first signed head at or after a row: it covers that row. Null while there is none. */
    covering: (seq: number) => covering.get(seq) ?? null,
    add: (row: SignatureRow) => void add.run(row),
  }
}
