import { existsSync } from 'node:fs'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { StationError } from '../../src-shared/failure.ts'

/**
 * Opens a store file the way every open must: better-sqlite3 falls back to synchronous=NORMAL when a WAL file is
 * opened again, which loses confirmed writes in a power cut, so FULL is set on each open (sqlite.org/pragma.html).
 */
export function openDatabase(path: string): Database {
  const db = new SqliteDatabase(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('busy_timeout = 3000')
  // A log that a reader held open grows; once it begins anew it is cut back to this.
  db.pragma('journal_size_limit = 16777216')
  db.pragma('trusted_schema = OFF')
  if (process.platform === 'darwin') {
    db.pragma('fullfsync = ON')
    db.pragma('checkpoint_fullfsync = ON')
  }
  return db
}

/** Opens a store file for reading only, beside a station that may be writing: nothing is moved out of its log. */
export function openForReading(path: string): Database {
  if (!existsSync(path)) {
    throw new StationError('no-store', `There is no store at ${path}.`, 'Check the profile folder.')
  }
  return new SqliteDatabase(path, { readonly: true, fileMustExist: true, timeout: 3000 })
}

/** Null when the file is sound, else what SQLite says is wrong with it. */
export function quickCheck(db: Database): string | null {
  const answer = db.pragma('quick_check(1)', { simple: true }) as string
  return answer === 'ok' ? null : answer
}

/** The same, and each index compared with its table: slower (sqlite.org/pragma.html). */
export function integrityCheck(db: Database): string | null {
  const answer = db.pragma('integrity_check(1)', { simple: true }) as string
  return answer === 'ok' ? null : answer
}
