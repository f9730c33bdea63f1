import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { StationError } from '../../src-shared/failure.ts'
import { type Verdict, verifyChain } from '../journal/chain.ts'
import { damagedFiles } from '../store/damaged-files.ts'
import { integrityCheck, openForReading } from '../store/database.ts'
import { differsFromJournal } from '../store/fold-check.ts'
import { headTail, readHeadNote } from '../store/head-note.ts'
import { journalReader } from '../store/journal-rows.ts'
import { newestVersion, versionOf } from '../store/migration/index.ts'
import { badOption, failureLine, readWords } from './command-line.ts'
import { usage } from './usage.ts'

/**
 * `verify --profile DIR`: walks the journal of a profile (and of its training, where there is one) and names the
 * first bad row, or the first table that is not what the journal says. Exit code 0 sound, 1 broken, 2 not to be read.
 */
export function runVerify(words: readonly string[]): number {
  try {
    const { profile, help } = readWords(words, { profile: { type: 'string' }, help: { type: 'boolean' } })
    if (help === true) {
      process.stdout.write(usage)
      return 0
    }
    if (profile === undefined || profile === '') throw badOption('--profile DIR is missing.')
    return storesBelow(resolve(profile))
      .map(verifyStore)
      .every((isSound) => isSound)
      ? 0
      : 1
  } catch (thrown) {
    if (!(thrown instanceof StationError)) throw thrown
    process.stderr.write(`${failureLine(thrown)}\n`)
    return 2
  }
}

function storesBelow(folder: string): string[] {
  const paths = [folder, join(folder, 'training')]
    .map((one) => join(one, 'station.sqlite'))
    .filter((path) => existsSync(path))
  if (paths.length === 0)
    throw new StationError('no-store', `There is no store in ${folder}.`, 'Check the profile folder.')
  return paths
}

function verifyStore(path: string): boolean {
  const { verdict, differs } = readChain(path)
  for (const file of damagedFiles(dirname(path))) {
    process.stdout.write(`${path}: ${file} beside it was damaged and set aside; it is not checked.\n`)
  }
  if (verdict.is === 'sound' && differs !== null) {
    process.stdout.write(
      `${path}: the journal is sound, but ${differs.rows} rows of ${differs.table} are not what it says.\n`,
    )
    return false
  }
  if (verdict.is === 'sound') {
    process.stdout.write(`${path}: ${verdict.rows} journal rows, sound. Head ${verdict.head}\n`)
    return true
  }
  const which = verdict.kind === null ? '' : ` (${verdict.kind}, ${verdict.id ?? 'no id'})`
  process.stdout.write(`${path}: row ${verdict.seq}${which} is bad: ${verdict.why}.\n`)
  return false
}

type Found = { verdict: Verdict; differs: { table: string; rows: number } | null }

function readChain(path: string): Found {
  try {
    // Before the store: a station that is writing is never behind it.
    const noted = readHeadNote(path + headTail)
    const db = openForReading(path)
    try {
      // Of one moment: a station may be writing.
      return db.transaction(() => {
        const check = integrityCheck(db)
        if (check !== null) throw new Error(check)
        const verdict = verifyChain(journalReader(db)(), noted)
        const mayCompare = verdict.is === 'sound' && versionOf(db) === newestVersion
        return { verdict, differs: mayCompare ? differsFromJournal(db) : null }
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
