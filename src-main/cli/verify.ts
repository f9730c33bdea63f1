import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { StationError } from '../../src-shared/failure.ts'
import type { Tampering } from '../journal/chain.ts'
import { damagedFiles } from '../store/damaged-files.ts'
import type { Head } from '../store/head-note.ts'
import { verifyFile } from '../store/verify-file.ts'
import { badOption, failureLine, readWords } from './command-line.ts'
import { usage } from './usage.ts'

/**
 * `verify --profile DIR [--head ROW:HASH]`: walks the journal of a profile (and of its training, where there is one) and
 * names the first bad row and what was done, or the first table that is not what the journal says. Exit code 0 sound,
 * 1 broken, 2 not to be read.
 */
export function runVerify(words: readonly string[]): number {
  try {
    const { profile, head, help } = readWords(words, {
      profile: { type: 'string' },
      head: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    })
    if (help === true) {
      process.stdout.write(usage)
      return 0
    }
    if (profile === undefined || profile === '') throw badOption('--profile DIR is missing.')
    const heads = head === undefined ? [] : [readHead(head)]
    const [own, ...training] = storesBelow(resolve(profile))
    return [
      ...(own === undefined ? [] : [verifyStore(own, heads)]),
      ...training.map((path) => verifyStore(path, [])),
    ].every((isSound) => isSound)
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

function verifyStore(path: string, heads: readonly Head[]): boolean {
  const { verdict, differs, signed } = verifyFile({ path, heads })
  const say = (text: string) => process.stdout.write(`${path}: ${text}\n`)
  for (const file of damagedFiles(dirname(path))) {
    say(`${file} beside it was damaged and set aside; it is not checked.`)
  }
  if (verdict.is === 'broken') {
    const which = verdict.kind === null ? '' : ` (${verdict.kind}, ${verdict.id ?? 'no id'})`
    say(`row ${verdict.seq}${which} is bad, ${whatSay[verdict.what]}: ${verdict.why}.`)
    return false
  }
  if (differs !== null) {
    const rows = differs.rows === 1 ? '1 row' : `${differs.rows} rows`
    say(
      `the journal is sound, but ${rows} of ${differs.table} ${differs.rows === 1 ? 'is' : 'are'} not what it says.`,
    )
    return false
  }
  const upTo = signed === null ? '' : ` Signed up to row ${signed.seq}.`
  say(`${verdict.rows} journal rows, sound.${upTo} Head ${verdict.rows}:${verdict.head}`)
  return true
}

const whatSay: Record<Tampering, string> = {
  changed: 'changed',
  missing: 'something is missing before it',
  inserted: 'inserted',
  swapped: 'swapped',
  rewritten: 'rewritten',
  'cut-off': 'the tail is cut off',
  'older-copy': 'an older copy was put in place',
  'text-changed': 'a text beside it was changed',
  'text-gone': 'a text beside it was taken away',
}

/** `SEQ:HASH`, as an earlier `verify` printed it. */
function readHead(text: string): Head {
  const [, seq, hash] = /^(\d{1,12}):([0-9a-f]{64})$/.exec(text) ?? []
  if (seq === undefined || hash === undefined) {
    throw badOption('--head is not ROW:HASH as verify prints it.')
  }
  return { seq: Number(seq), hash }
}
