import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JournalRow, verifyChain } from '../../src-main/journal/chain.ts'
import { openForReading } from '../../src-main/store/database.ts'
import { differsFromJournal } from '../../src-main/store/fold-check.ts'
import { storeTails } from '../../src-main/store/head-note.ts'
import { journalReader } from '../../src-main/store/journal-rows.ts'
import { restorableIn, restoreIn } from '../../src-main/store/restore.ts'
import { openStore, systemActor } from '../../src-main/store/store.ts'
import { seeded } from '../../src-main/training/store/seeded.ts'
import { testBench, tickingClock } from '../main/bench.ts'
import { doStep, stepsOf } from '../main/random-day.ts'
import { flipOne, type Place, places } from './flip.ts'
import { wishes } from './wishes.ts'

const { seed, flips } = wishes

/** What became of a flip: told, and judged one by one. */
const ends = {
  noEffect: 0,
  inWhatLightspeedSaysAgain: 0,
  foundByVerify: 0,
  setAsideAndBroughtBackWhole: 0,
  setAsideWithSomeMissing: 0,
}

let root: string
/** Profiles of one station, with a daily copy in the middle of the day: closed, and with its power gone. */
let closed: string
let cut: string
let told: JournalRow[]

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'station-flips-'))
  ;[closed, cut] = [join(root, 'closed'), join(root, 'cut')]
  const bench = testBench(tickingClock())
  const steps = [...stepsOf(seed, 900)]
  for (const step of steps.slice(0, 500)) doStep(bench, step)
  await bench.store.backUp()
  for (const step of steps.slice(500)) doStep(bench, step)
  told = [...bench.store.journalRowsInOrder()]
  takeAway(bench.folder, cut)
  bench.store.close()
  takeAway(bench.folder, closed)
  rmSync(bench.folder, { recursive: true, force: true })
})
afterAll(() => {
  process.stdout.write(`${JSON.stringify({ seed, flips: flips * places.length, ...ends })}\n`)
  rmSync(root, { recursive: true, force: true })
})

function takeAway(from: string, to: string): void {
  mkdirSync(to)
  for (const tail of storeTails) {
    const name = `station.sqlite${tail}`
    if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name))
  }
  cpSync(join(from, 'backup'), join(to, 'backup'), { recursive: true })
}

describe(`one wrong byte in a store (seed ${seed})`, () => {
  it.each(places)(
    `F07: in its %s, ${flips} times, is found, and nothing is taken that was not so`,
    (place) => {
      const random = seeded(seed + places.indexOf(place))
      for (let flip = 0; flip < flips; flip += 1) {
        const folder = join(root, 'flipped')
        cpSync(place === 'WAL' ? cut : closed, folder, { recursive: true })
        const what = flipOne(join(folder, 'station.sqlite'), place, random)
        try {
          ends[endOf(folder, place)] += 1
        } catch (thrown) {
          throw new Error(`--seed ${seed} --only F07: flip ${flip}, ${what}`, { cause: thrown })
        }
        rmSync(folder, { recursive: true, force: true })
      }
    },
  )
})

function endOf(folder: string, place: Place): keyof typeof ends {
  const { store, setAside } = openStore(folder, tickingClock())
  store.close()
  if (setAside === null) return endOfKept(folder)
  expect(existsSync(setAside)).toBe(true)
  const offer = restorableIn(folder)
  expect(offer).not.toBeNull()
  const { lostTexts, ...done } = restoreIn(folder, tickingClock(), { actor: systemActor, traceId: 'test' })
  expect(done).toEqual(offer)
  const again = openStore(folder, tickingClock())
  expect(again.setAside).toBeNull()
  const rows = [...again.store.journalRowsInOrder()]
  again.store.close()
  // What is missing was said, nothing else is, and all that hangs on the journal is as it was: unsent jobs too.
  expect(rows.at(-1)?.kind).toBe('store:brought-back')
  expect(rows.slice(0, -1)).toEqual(told.slice(0, rows.length - 1))
  expect(offer?.missing).toBe(told.length - rows.length + 1)
  expect(judge(folder)).toEqual({ check: 'ok', chain: 'sound', differs: null })
  if (offer?.missing === 0 && lostTexts === 0) return 'setAsideAndBroughtBackWhole'
  // Only the page in which the journal itself or its texts are written can take rows of them along.
  expect(place === 'leaf' || place === 'WAL', `${offer?.missing} and ${lostTexts} texts missing`).toBe(true)
  return 'setAsideWithSomeMissing'
}

/** A store that was opened as it is: nothing is wrong with it, or `verify` says what. */
function endOfKept(folder: string): keyof typeof ends {
  const found = judge(folder)
  if (found.check !== 'ok' || found.chain !== 'sound' || found.differs !== null) return 'foundByVerify'
  return dump(folder) === dump(closed) ? 'noEffect' : 'inWhatLightspeedSaysAgain'
}

function judge(folder: string) {
  const db = openForReading(join(folder, 'station.sqlite'))
  try {
    const chain = verifyChain(journalReader(db)()).is
    const differs = chain === 'sound' ? differsFromJournal(db) : null
    return { check: db.pragma('integrity_check(1)', { simple: true }), chain, differs }
  } catch (thrown) {
    // SQLite stops at such a page, and `verify` says so in its words.
    if (!((thrown as { code?: string }).code ?? '').startsWith('SQLITE_')) throw thrown
    return { check: String(thrown), chain: 'not read', differs: null }
  } finally {
    db.close()
  }
}

/** Everything a store holds, as one text. */
function dump(folder: string): string {
  const db = openForReading(join(folder, 'station.sqlite'))
  try {
    const tables = db
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%_search_%' ORDER BY name",
      )
      .pluck()
      .all() as string[]
    return JSON.stringify(tables.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).raw().all()]))
  } finally {
    db.close()
  }
}
