import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { StationError } from '../../src-shared/failure.ts'
import { verifyChain } from '../journal/chain.ts'
import { openForReading } from '../store/database.ts'
import { journalReader } from '../store/journal-rows.ts'

/**
 * `verify --profile DIR`: walks the journal of a profile (and of its training, where there is one) and names the
 * first bad row. Exit code 0 sound, 1 broken, 2 not to be read.
 */
export function runVerify(words: string[]): number {
  try {
    const { profile } = parseArgs({ args: words, options: { profile: { type: 'string' } } }).values
    if (profile === undefined) throw new StationError('bad-option', '--profile DIR is missing.', '')
    const folder = resolve(profile)
    const stores = [folder, join(folder, 'training')].filter((one) => existsSync(join(one, 'station.sqlite')))
    if (stores.length === 0) throw new StationError('no-store', `There is no store in ${folder}.`, '')
    return stores.map(verifyStore).every((isSound) => isSound) ? 0 : 1
  } catch (thrown) {
    process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`)
    return 2
  }
}

function verifyStore(folder: string): boolean {
  const path = join(folder, 'station.sqlite')
  const db = openForReading(path)
  try {
    const verdict = verifyChain(journalReader(db)())
    if (verdict.is === 'sound') {
      process.stdout.write(`${path}: ${verdict.rows} journal rows, sound. Head ${verdict.head}\n`)
      return true
    }
    const which = verdict.kind === null ? '' : ` (${verdict.kind}, ${verdict.id ?? 'no id'})`
    process.stdout.write(`${path}: row ${verdict.seq}${which} is bad: ${verdict.why}.\n`)
    return false
  } finally {
    db.close()
  }
}
