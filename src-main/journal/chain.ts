import { createHash } from 'node:crypto'

/** One row of the journal as it is stored: `given` and `changes` are the JSON texts that the hash covers. */
export type JournalRow = {
  seq: number
  id: string
  station: string
  at: string
  actor: string
  subject: string | null
  kind: string
  given: string
  changes: string
  traceId: string
  /** The role the actor had, and the version of the program; null in rows of before these were kept. */
  role: string | null
  program: string | null
  previousHash: string
  hash: string
}

/** What the first row points back to. */
export const genesisHash = '0'.repeat(64)

/** SHA-256 over the row's fields in fixed order, the previous row's hash among them. Rows of before have two fields less. */
export function hashOf(row: Omit<JournalRow, 'hash'>): string {
  const fields = [
    row.seq,
    row.id,
    row.station,
    row.at,
    row.actor,
    row.subject,
    row.kind,
    row.given,
    row.changes,
    row.traceId,
    row.previousHash,
    ...(row.role === null && row.program === null ? [] : [row.role, row.program]),
  ]
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex')
}

/** What was done to a journal, told by its first bad row. */
export type Tampering =
  | 'changed'
  | 'missing'
  | 'inserted'
  | 'swapped'
  | 'rewritten'
  | 'cut-off'
  | 'older-copy'
  /** The chain is sound, but a text that lies beside it is not the one it was written with, or is gone unsaid. */
  | 'text-changed'
  | 'text-gone'

export type Broken = {
  is: 'broken'
  what: Tampering
  seq: number
  id: string | null
  kind: string | null
  why: string
}
export type Verdict = { is: 'sound'; rows: number; head: string } | Broken

/** How far a journal is known to have come: a row and its hash, noted elsewhere or signed. */
type KnownHead = { seq: number; hash: string }

/**
 * Walks the journal and names the first bad row and what was done: changed, missing, inserted or swapped.
 * A tail that was cut, or a journal written anew from some row on, cannot be seen from the rows alone; `knownHeads` show it.
 */
export function verifyChain(rows: Iterable<JournalRow>, knownHeads: readonly KnownHead[] = []): Verdict {
  const known = new Map(knownHeads.map(({ seq, hash }) => [seq, hash]))
  let before: JournalRow | null = null
  let last: JournalRow | null = null
  for (const [row, next] of withNext(rows)) {
    const count: number = last?.seq ?? 0
    const broken = (what: Tampering, why: string): Broken => ({
      is: 'broken',
      what,
      seq: row.seq,
      id: row.id,
      kind: row.kind,
      why,
    })
    if (row.seq !== count + 1)
      return broken('missing', `row ${count + 1} is missing: the next one found is ${row.seq}`)
    if (row.previousHash !== (last?.hash ?? genesisHash)) return notFollowing({ before, last, row, next })
    if (hashOf(row) !== row.hash) return broken('changed', 'its content was changed after it was written')
    if ((known.get(row.seq) ?? row.hash) !== row.hash) {
      return broken('rewritten', 'the head noted for this row is another one: the journal was rewritten')
    }
    before = last
    last = row
  }
  const count = last?.seq ?? 0
  const furthest = Math.max(0, ...known.keys())
  if (furthest > count) {
    const why = `rows ${count + 1} to ${furthest} are cut off`
    return { is: 'broken', what: 'cut-off', seq: count + 1, id: null, kind: null, why }
  }
  return { is: 'sound', rows: count, head: last?.hash ?? genesisHash }
}

type Place = { before: JournalRow | null; last: JournalRow | null; row: JournalRow; next: JournalRow | null }

/** A row that does not follow by its hash: what stands beside it tells what was done. */
function notFollowing({ before, last, row, next }: Place): Broken {
  const broken = (what: Tampering, bad: JournalRow, why: string): Broken => ({
    is: 'broken',
    what,
    seq: bad.seq,
    id: bad.id,
    kind: bad.kind,
    why: `it does not follow the row before it${why}`,
  })
  const expected = last?.hash ?? genesisHash
  const isItself = hashOf(row) === row.hash
  // A row that was moved up or down to close a gap or make one has the hash of its old number.
  const wasOneLess = hashOf({ ...row, seq: row.seq - 1 }) === row.hash
  const wasOneMore = hashOf({ ...row, seq: row.seq + 1 }) === row.hash
  if (last !== null && (isItself || wasOneLess) && row.previousHash === (before?.hash ?? genesisHash)) {
    return broken('inserted', last, ': it was put in between')
  }
  if (wasOneMore && row.previousHash !== next?.hash) {
    return broken('missing', row, ': one was taken out before it')
  }
  if (next?.previousHash === expected) {
    return row.previousHash === next.hash
      ? broken('swapped', row, ': it has changed places with the one after it')
      : broken('inserted', row, ': it was put in between')
  }
  return isItself
    ? broken('rewritten', row, ', which was written anew')
    : broken('inserted', row, ': it was put in')
}

/** Each row with the one after it; holds two rows at a time. */
function* withNext(rows: Iterable<JournalRow>): Generator<[JournalRow, JournalRow | null]> {
  let held: JournalRow | null = null
  for (const row of rows) {
    if (held !== null) yield [held, row]
    held = row
  }
  if (held !== null) yield [held, null]
}
