import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { StationError } from '../../src-shared/failure.ts'
import type { Clock } from '../clock.ts'
import { crashAt } from '../crash-point.ts'
import { checkFile } from './file-check.ts'

const copiesKept = 7

const isCopy = (name: string) => /^station-.*\.sqlite$/.test(name)

/**
 * A daily copy through SQLite's own backup (never a copied file: that misses the WAL). It gets its name only once it was
 * checked whole, so that what a power cut leaves half copied never passes for a copy; then the oldest is removed. Gives
 * the copy's path.
 * @throws StationError `backup-bad` when the copy did not pass its check
 */
export async function backUp(db: Database, folder: string, clock: Clock): Promise<string> {
  const copies = join(folder, 'backup')
  mkdirSync(copies, { recursive: true })
  for (const left of readdirSync(copies).filter((name) => name.includes('.sqlite.part'))) {
    rmSync(join(copies, left), { force: true })
  }
  const name = `station-${new Date(clock.now()).toISOString().replaceAll(':', '').slice(0, 17)}.sqlite`
  const path = join(copies, name)
  const unchecked = `${path}.part`
  crashAt('backup.before-copy')
  try {
    await db.backup(unchecked)
    crashAt('backup.copied')
    const answer = await checkFile({ path: unchecked, how: 'integrity_check' })
    if (answer !== 'ok') throw badCopy(answer)
    crashAt('backup.checked')
    flush(unchecked)
    renameSync(unchecked, path)
  } catch (thrown) {
    removeWithTails(unchecked)
    throw thrown
  }
  removeWithTails(unchecked)
  for (const old of readdirSync(copies).filter(isCopy).sort().slice(0, -copiesKept)) {
    removeWithTails(join(copies, old))
  }
  crashAt('backup.old-removed')
  return path
}

function badCopy(answer: string): StationError {
  return new StationError(
    'backup-bad',
    'The copy of the store did not pass its check.',
    'The older copies were kept.',
    { cause: new Error(answer) },
  )
}

function flush(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function removeWithTails(path: string): void {
  for (const tail of ['', '-wal', '-shm']) rmSync(path + tail, { force: true })
}

/** The copies of a profile that passed their check, newest first, as whole paths. */
export function copiesOf(folder: string): string[] {
  const copies = join(folder, 'backup')
  if (!existsSync(copies)) return []
  return readdirSync(copies)
    .filter(isCopy)
    .sort()
    .reverse()
    .map((name) => join(copies, name))
}

/** When the newest copy was made, milliseconds since 1970; null when there is none. */
export function newestBackupAt(folder: string): number | null {
  const times = copiesOf(folder).map((path) => statSync(path).mtimeMs)
  return times.length === 0 ? null : Math.max(...times)
}
