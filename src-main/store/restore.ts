import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { StationError } from '../../src-shared/failure.ts'
import type { Clock } from '../clock.ts'
import { crashAt } from '../crash-point.ts'
import { verifyChain } from '../journal/chain.ts'
import { copiesOf } from './backup.ts'
import { putBesideAgain } from './beside-again.ts'
import { damagedFiles } from './damaged-files.ts'
import { openDatabase, openForReading, quickCheck } from './database.ts'
import { type Head, headTail, readHeadNote, storeTails } from './head-note.ts'
import { headOf, journalReader } from './journal-rows.ts'
import { migrate } from './migration/index.ts'
import { replay } from './replay.ts'
import { type Salvaged, salvageJournal } from './salvage.ts'
import { type Command, openStore } from './store.ts'
import { broughtBack } from './text-check.ts'
import { textRows } from './text-rows.ts'

/** What of a damaged store can be brought back. */
export type Restorable = {
  /** The damaged store, by its file name. */
  damaged: string
  /** The daily copy it begins with, by its file name; null where there is none: then all comes from the journal. */
  copy: string | null
  /** How many changes that were made after the copy can still be read. */
  changes: number
  /** When the last of them was made; null when there is nothing at all. */
  upTo: string | null
  /** How many confirmed changes are known to be gone; null when nobody noted how many there were. */
  missing: number | null
}

/** What was brought back, and how many texts (notes, reasons) could not be read. */
export type BroughtBack = Restorable & { lostTexts: number }

type Found = Restorable & { copyPath: string | null; salvaged: Salvaged }

/**
 * Looks at what can be brought back of the newest damaged store in a profile: the newest sound copy, and every journal
 * row after it that is still to be read and follows by its hash. Null where none lies there, or there is nothing left of
 * it. Touches nothing.
 */
export function restorableIn(folder: string): Restorable | null {
  const found = findIn(folder)
  if (found === null) return null
  const { damaged, copy, changes, upTo, missing } = found
  return { damaged, copy, changes, upTo, missing }
}

function findIn(folder: string): Found | null {
  const damaged = damagedFiles(folder).at(-1)
  if (damaged === undefined) return null
  const path = join(folder, damaged)
  const copy = newestSound(folder)
  const salvaged = salvageJournal(path, copy?.head ?? { seq: 0, hash: '0'.repeat(64) })
  const { rows } = salvaged
  if (copy === null && rows.length === 0) return null
  const reached = rows.at(-1)?.seq ?? copy?.head.seq ?? 0
  const noted = readHeadNote(path + headTail)
  return {
    damaged,
    copy: copy === null ? null : basename(copy.path),
    copyPath: copy?.path ?? null,
    salvaged,
    changes: rows.length,
    upTo: rows.at(-1)?.at ?? copy?.at ?? null,
    missing: noted === null ? null : Math.max(0, noted.seq - reached),
  }
}

/** The newest copy that passes its check and whose journal is sound. */
function newestSound(folder: string): { path: string; head: Head; at: string | null } | null {
  for (const path of copiesOf(folder)) {
    const db = openForReading(path)
    try {
      if (quickCheck(db) !== null || verifyChain(journalReader(db)()).is !== 'sound') continue
      const head = headOf(db)
      const at = db.prepare('SELECT at FROM journal WHERE seq = ?').pluck().get(head.seq) as
        | string
        | undefined
      return { path, head, at: at ?? null }
    } catch (thrown) {
      if (!((thrown as { code?: string }).code ?? '').startsWith('SQLITE_')) throw thrown
    } finally {
      db.close()
    }
  }
  return null
}

/** The setting under which a store keeps what it was put together from, as {@link Restorable}. */
export const broughtBackSetting = 'brought-back'

/**
 * Puts together what can be brought back, notes in it where it comes from, and gives it the place of the profile's
 * store. The store that was begun meanwhile is kept beside it; the damaged one stays where it lies. No store of the
 * profile may be open.
 *
 * @param by who said so, for the journal
 * @throws StationError `nothing-to-restore`, or `counted-since` when work was done in the store begun meanwhile
 */
export function restoreIn(folder: string, clock: Clock, by: Pick<Command, 'actor' | 'traceId'>): BroughtBack {
  const found = findIn(folder)
  if (found === null) throw nothingToRestore()
  const path = join(folder, 'station.sqlite')
  if (existsSync(path) && isWorkedIn(path)) throw countedSince()
  const { copyPath, salvaged, ...restorable } = found
  const rebuilding = join(folder, 'rebuilding')
  rmSync(rebuilding, { recursive: true, force: true })
  mkdirSync(rebuilding)
  const rebuilt = join(rebuilding, 'station.sqlite')
  if (copyPath !== null) copyInto(copyPath, rebuilt)
  const lostTexts = putTogether(rebuilt, salvaged)
  const told = { ...restorable, lostTexts: lostTexts.length }
  const { store } = openStore(rebuilding, clock)
  store.write(
    { ...by, kind: broughtBack.kind, subject: null, given: { ...told, [broughtBack.list]: lostTexts } },
    () => store.settings.put(broughtBackSetting, told),
  )
  store.close()
  flush(rebuilt)
  crashAt('restore.rebuilt')
  putInPlace(rebuilt, path, clock)
  crashAt('restore.in-place')
  rmSync(rebuilding, { recursive: true, force: true })
  return told
}

/** Gives the numbers of the texts that are lost. */
function putTogether(path: string, salvaged: Salvaged): number[] {
  const db = openDatabase(path)
  try {
    migrate(db)
    db.pragma('foreign_keys = OFF')
    const lost = putBesideAgain(db, salvaged)
    replay(db, salvaged.rows, textRows(db).open)
    return lost
  } finally {
    db.close()
  }
}

/** There is nothing to decide about. */
export function nothingToRestore(): StationError {
  return new StationError('nothing-to-restore', 'There is nothing to bring back.', 'Go on with this store.')
}

/** The name of the store never stands for nothing: a profile without one would open in training. */
function putInPlace(rebuilt: string, path: string, clock: Clock): void {
  if (existsSync(path)) copyFileSync(path, `${path}.begun-${clock.now()}`)
  // A store that was closed has no log; what a killed one left of an empty store is of no use to another.
  for (const tail of storeTails) if (tail !== '') rmSync(path + tail, { force: true })
  renameSync(rebuilt, path)
}

function isWorkedIn(path: string): boolean {
  const db = openForReading(path)
  try {
    const any = (table: string) => db.prepare(`SELECT EXISTS (SELECT 1 FROM ${table})`).pluck().get() === 1
    return any('scan') || any('outbox') || any('print_job')
  } finally {
    db.close()
  }
}

function countedSince(): StationError {
  return new StationError(
    'counted-since',
    'Something was counted in the new store already: bringing the old one back would put it aside.',
    'Ask for help: both stores are kept.',
  )
}

function copyInto(from: string, to: string): void {
  const db = openForReading(from)
  try {
    db.prepare('VACUUM INTO ?').run(to)
  } finally {
    db.close()
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
