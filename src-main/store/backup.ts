import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { StationError } from '../../src-shared/failure.ts'
import type { Clock } from '../clock.ts'
import { checkFile } from './file-check.ts'

const copiesKept = 7

/**
 * A daily copy through SQLite's own backup (never a copied file: that misses the WAL). The copy is checked whole
 * before an older one is removed. Gives the copy's path.
 */
export async function backUp(db: Database, folder: string, clock: Clock): Promise<string> {
  const copies = join(folder, 'backup')
  mkdirSync(copies, { recursive: true })
  const name = `station-${new Date(clock.now()).toISOString().replaceAll(':', '').slice(0, 17)}.sqlite`
  const path = join(copies, name)
  await db.backup(path)
  if ((await checkFile({ path, how: 'integrity_check' })) !== 'ok') {
    rmSync(path, { force: true })
    throw new StationError(
      'backup-bad',
      'The copy of the store did not pass its check.',
      'The older copies were kept.',
    )
  }
  const old = readdirSync(copies)
    .filter((file) => /^station-.*\.sqlite$/.test(file))
    .sort()
    .slice(0, -copiesKept)
  for (const file of old) {
    for (const tail of ['', '-wal', '-shm']) {
      if (existsSync(join(copies, file + tail))) rmSync(join(copies, file + tail))
    }
  }
  return path
}

/** When the newest copy was made, milliseconds since 1970; null when there is none. */
export function newestBackupAt(folder: string): number | null {
  const copies = join(folder, 'backup')
  if (!existsSync(copies)) return null
  const times = readdirSync(copies)
    .filter((file) => /^station-.*\.sqlite$/.test(file))
    .map((file) => statSync(join(copies, file)).mtimeMs)
  return times.length === 0 ? null : Math.max(...times)
}
