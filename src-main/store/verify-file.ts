import type { Database } from 'better-sqlite3'
import { StationError } from '../../src-shared/failure.ts'
import { type Broken, type JournalRow, type Verdict, verifyChain } from '../journal/chain.ts'
import { isSigned } from '../journal/signed-head.ts'
import { integrityCheck, openForReading } from './database.ts'
import { differsFromJournal } from './fold-check.ts'
import { type Head, headTail, isEmptied, readHeadNote } from './head-note.ts'
import { headOf, journalReader } from './journal-rows.ts'
import { newestVersion, versionOf } from './migration/index.ts'
import { type SignatureRow, signatureRows } from './signature-rows.ts'
import { textChecker } from './text-check.ts'

/** What was found out about a store: its chain, whether the tables are what it says, and how far it is signed. */
export type StoreVerdict = {
  verdict: Verdict
  /** The first table that is not what the journal says; null where all are, or they could not be compared. */
  differs: { table: string; rows: number } | null
  /** The newest signed head; null where nothing was ever signed. */
  signed: Head | null
}

export type VerifyWish = {
  path: string
  /** Heads of this journal that were noted elsewhere. */
  heads?: readonly Head[]
  /** The public half of the station's own key, where it is known: heads signed with another are not its own. */
  publicKey?: string | null
}

const stepRows = 2_000

/**
 * Reads a store from end to end: SQLite's own check, the chain against the head noted beside the store, the signed heads
 * and those noted elsewhere, the texts that lie beside it, and the tables against what the journal says was done. May run beside a station that writes.
 *
 * @param onRows told how many rows of how many were read, now and then
 * @throws StationError `store-not-read`
 */
export function verifyFile(
  { path, heads = [], publicKey = null }: VerifyWish,
  onRows: (done: number, of: number) => void = () => undefined,
): StoreVerdict {
  try {
    // Before the store: a station that is writing is never behind it.
    const noted = readHeadNote(path + headTail)
    if (isEmptied(path)) throw new Error('the file is empty')
    const db = openForReading(path)
    try {
      // Of one moment: a station may be writing.
      return db.transaction(() => {
        const check = integrityCheck(db)
        if (check !== null) throw new Error(check)
        return judge(db, [...(noted === null ? [] : [noted]), ...heads], publicKey, onRows)
      })()
    } finally {
      db.close()
    }
  } catch (thrown) {
    // SQLite's own sentence: no database, damaged, or of another program.
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    throw new StationError('store-not-read', `${path} cannot be read: ${why}.`, 'Restore it from a backup.')
  }
}

function judge(
  db: Database,
  noted: readonly Head[],
  publicKey: string | null,
  onRows: (done: number, of: number) => void,
): StoreVerdict {
  const isNewest = versionOf(db) === newestVersion
  const signatures = isNewest ? signatureRows(db).all() : []
  const station = stationOf(db)
  const stranger = signatures.find((one) => !isOwn(one, station, publicKey))
  const known = signatures.filter((one) => one !== stranger)
  const texts = isNewest ? textChecker(db) : null
  const rows = verifyChain(counted(db, onRows, texts?.see), [...noted, ...known])
  const chain = earlier(rows, texts?.bad(rows.is === 'sound') ?? null)
  const mayCompare = isNewest && (chain.is === 'sound' || chain.what === 'cut-off')
  const differs = mayCompare ? differsFromJournal(db) : null
  const signed = known.at(-1) ?? null
  return {
    verdict: named(chain, differs, stranger ?? null),
    differs: chain.is === 'sound' ? differs : null,
    signed: signed === null ? null : { seq: signed.seq, hash: signed.hash },
  }
}

function isOwn(row: SignatureRow, station: string, publicKey: string | null): boolean {
  return (
    (publicKey === null || row.publicKey === publicKey) &&
    isSigned(row.publicKey, { station, ...row }, row.signature)
  )
}

/** What the chain alone cannot tell: a whole store put back is short, but agrees with itself. */
function named(chain: Verdict, differs: StoreVerdict['differs'], stranger: SignatureRow | null): Verdict {
  if (chain.is === 'broken') {
    if (chain.what !== 'cut-off' || differs !== null) return chain
    return { ...chain, what: 'older-copy', why: `${chain.why}: this is an older copy of the store` }
  }
  return stranger === null ? chain : strangeHead(stranger)
}

function strangeHead({ seq }: SignatureRow): Broken {
  return {
    is: 'broken',
    what: 'rewritten',
    seq,
    id: null,
    kind: null,
    why: 'the head of this row was not signed by this station',
  }
}

function stationOf(db: Database): string {
  const value = db.prepare("SELECT value FROM setting WHERE name = 'station'").pluck().get()
  const station: unknown = typeof value === 'string' ? JSON.parse(value) : null
  return typeof station === 'object' && station !== null && 'id' in station ? String(station.id) : ''
}

/** A text is looked at after its row: where both are bad, the row is. */
function earlier(chain: Verdict, text: Broken | null): Verdict {
  return text === null || (chain.is === 'broken' && chain.seq <= text.seq) ? chain : text
}

function* counted(
  db: Database,
  onRows: (done: number, of: number) => void,
  onRow: (row: JournalRow) => void = () => undefined,
): Generator<JournalRow> {
  const of = headOf(db).seq
  let done = 0
  for (const row of journalReader(db)()) {
    onRow(row)
    yield row
    done += 1
    if (done % stepRows === 0) onRows(done, of)
  }
}
