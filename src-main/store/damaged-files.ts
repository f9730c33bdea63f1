import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs'
import type { Database } from 'better-sqlite3'
import { StationError } from '../../src-shared/failure.ts'
import type { Clock } from '../clock.ts'
import { openForReading, quickCheck } from './database.ts'
import { headTail, isEmptied, readHeadNote, storeTails } from './head-note.ts'
import { headOf } from './journal-rows.ts'
import { hasOwnHeader } from './mend-file.ts'
import { isVersionSure, versionOf } from './migration/index.ts'

/** The stores of a profile folder that were damaged and set aside, by their file names, oldest first. */
export function damagedFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^station\.sqlite\.damaged-\d+$/.test(name))
    .sort()
}

const firstWithJournal = 30

/**
 * Moves a damaged store aside, whole and unchanged. Gives where it lies then; null for a sound one.
 * @throws StationError `store-held` or `store-not-usable` where it cannot be judged: then nothing is moved
 */
export function setDamagedAside(path: string, clock: Clock, isSound: boolean): string | null {
  if (!existsSync(path)) {
    // The note of a store that is not there any more.
    rmSync(path + headTail, { force: true })
    return null
  }
  if (!isDamaged(path, isSound)) return null
  const aside = `${path}.damaged-${clock.now()}`
  for (const tail of storeTails) {
    if (existsSync(path + tail)) renameSync(path + tail, aside + tail)
  }
  return aside
}

/**
 * Whether rows are gone that were committed: a damaged log is cut at its first wrong byte, and an old copy is sound in
 * itself, so SQLite sees neither.
 */
function isShort(db: Database, path: string): boolean {
  const noted = readHeadNote(path + headTail)
  return noted !== null && versionOf(db) >= firstWithJournal && headOf(db).seq < noted.seq
}

function headerOf(path: string): Buffer {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(100)
    return head.subarray(0, readSync(file, head, 0, 100, 0))
  } finally {
    closeSync(file)
  }
}

/** Only a header that is not ours and SQLite's own word count as damage: a locked, unreadable or write-protected file is left where it is. */
function isDamaged(path: string, isSound: boolean): boolean {
  let db: Database | null = null
  try {
    // SQLite opens a write-protected file for reading without a word.
    accessSync(path, constants.R_OK | constants.W_OK)
    if (!hasOwnHeader(headerOf(path)) || isEmptied(path)) return true
    // For reading only: closing a connection that may write would move the log into the store.
    db = openForReading(path)
    return !isVersionSure(db) || (!isSound && quickCheck(db) !== null) || isShort(db, path)
  } catch (thrown) {
    const code = (thrown as { code?: string }).code ?? ''
    if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return true
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_CANTOPEN')) {
      throw new StationError(
        'store-held',
        'The store of this profile is held by another program.',
        'Close the other station or the backup program that reads it, then start again.',
        { retryable: true, cause: thrown },
      )
    }
    if (code.startsWith('SQLITE_') || code === 'EACCES' || code === 'EROFS') {
      throw new StationError(
        'store-not-usable',
        `The store of this profile cannot be used (${code}): ${path}.`,
        'Check that the disk answers and that this user may write there. Nothing was changed.',
        { retryable: true, cause: thrown },
      )
    }
    throw thrown
  } finally {
    db?.close()
  }
}
