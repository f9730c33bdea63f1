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
  previousHash: string
  hash: string
}

/** What the first row points back to. */
export const genesisHash = '0'.repeat(64)

/** SHA-256 over the row's fields in fixed order, the previous row's hash among them. */
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
  ]
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex')
}

export type Verdict =
  | { is: 'sound'; rows: number; head: string }
  | { is: 'broken'; seq: number; id: string | null; kind: string | null; why: string }

/**
 * Walks the journal and names the first bad row: changed, missing, inserted or swapped.
 * A tail that was cut cannot be seen from the rows alone; `expectedHead` (seq and hash noted elsewhere) shows it.
 */
export function verifyChain(
  rows: Iterable<JournalRow>,
  expectedHead: { seq: number; hash: string } | null = null,
): Verdict {
  let previous = genesisHash
  let count = 0
  for (const row of rows) {
    const broken = (why: string): Verdict => ({
      is: 'broken',
      seq: row.seq,
      id: row.id,
      kind: row.kind,
      why,
    })
    if (row.seq !== count + 1) return broken(`row ${count + 1} is missing: the next one found is ${row.seq}`)
    if (row.previousHash !== previous) return broken('it does not follow the row before it')
    if (hashOf(row) !== row.hash) return broken('its content was changed after it was written')
    previous = row.hash
    count += 1
    if (expectedHead?.seq === count && expectedHead.hash !== row.hash) {
      return broken('the head noted for this row is another one: the journal was rewritten')
    }
  }
  if (expectedHead !== null && expectedHead.seq > count) {
    return {
      is: 'broken',
      seq: count + 1,
      id: null,
      kind: null,
      why: `rows ${count + 1} to ${expectedHead.seq} are cut off`,
    }
  }
  return { is: 'sound', rows: count, head: previous }
}
