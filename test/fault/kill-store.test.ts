import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src-main/clock.ts'
import { type CrashPoint, crashPoints } from '../../src-main/crash-point.ts'
import { verifyChain } from '../../src-main/journal/chain.ts'
import { copiesOf } from '../../src-main/store/backup.ts'
import { openDatabase, quickCheck } from '../../src-main/store/database.ts'
import { migrate, migrations, newestVersion, versionOf } from '../../src-main/store/migration/index.ts'
import { openStore } from '../../src-main/store/store.ts'
import { seeded } from '../../src-main/training/store/seeded.ts'
import { type CrashWish, crashWord } from './crash-wish.ts'
import { chosen, inLongForm, wishes } from './wishes.ts'

const { seed, visits } = wishes
const child = fileURLToPath(new URL('store-child.ts', import.meta.url))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'station-kill-store-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a store until it ends itself at the point. Gives the rows it told of. */
function runUntil(wish: CrashWish & { at: CrashPoint }, ...words: string[]): string[] {
  const ended = spawnSync(process.execPath, [child, folder, ...words], {
    env: { ...process.env, CRASH_WISH: JSON.stringify(wish) },
    timeout: 60_000,
    encoding: 'utf8',
  })
  expect(ended.stderr).toContain(crashWord(wish.at))
  expect(ended.signal).toBe('SIGKILL')
  return ended.stdout.split('\n').filter((line) => line !== '')
}

/** Everything the store told of is there, and whatever carries the name of a copy is whole. */
function expectNothingLost(rows: readonly string[]): void {
  const { store, setAside } = openStore(folder, systemClock)
  expect(setAside).toBeNull()
  expect(rows.filter((name) => store.settings.get(name) === null)).toEqual([])
  expect(verifyChain(store.journalRowsInOrder()).is).toBe('sound')
  store.close()
  for (const path of copiesOf(folder)) {
    const copy = openDatabase(path)
    expect(copy.pragma('integrity_check', { simple: true }), path).toBe('ok')
    copy.close()
  }
}

const pointsOf = (stem: string) => crashPoints.filter((point) => point.startsWith(`${stem}.`))

describe(`a store that loses its power in the middle of a copy (seed ${seed})`, () => {
  it.each(chosen(pointsOf('backup'), 1))(`F01 F06 I1 I2 I8: at %s, ${visits} times`, (at) => {
    const random = seeded(seed)
    const rows: string[] = []
    for (let visit = 0; visit < visits; visit += 1) {
      rows.push(...runUntil({ at, skip: Math.floor(random() * 3) }, '--write'))
      expectNothingLost(rows)
    }
    expect(rows.length).toBeGreaterThan(0)
  })
})

describe('a store that loses its power while its shape is changed', () => {
  const path = () => join(folder, 'station.sqlite')
  const [oldest] = migrations

  /** A store of the oldest shape with a product in it. */
  function makeOld(): void {
    mkdirSync(folder, { recursive: true })
    const db = openDatabase(path())
    migrate(db, oldest?.version)
    db.prepare(
      `INSERT INTO outlet (id, name, time_zone, address, version, deleted_at) VALUES ('o1', 'Depot', NULL, '[]', 3, NULL)`,
    ).run()
    db.close()
  }

  const shape = (db: ReturnType<typeof openDatabase>) =>
    db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all()

  function shapeOf(version: number): unknown {
    const db = openDatabase(':memory:')
    migrate(db, version)
    const found = shape(db)
    db.close()
    return found
  }

  function expectShape(version: number): void {
    const db = openDatabase(path())
    expect(quickCheck(db)).toBeNull()
    expect(versionOf(db)).toBe(version)
    expect(shape(db)).toEqual(shapeOf(version))
    expect(db.prepare('SELECT name FROM outlet').pluck().all()).toEqual(['Depot'])
    db.close()
  }

  function expectGoesOn(): void {
    const { store, setAside } = openStore(folder, systemClock)
    expect(setAside).toBeNull()
    expect(store.catalogue.outlet('o1')?.name).toBe('Depot')
    store.close()
    expectShape(newestVersion)
  }

  const steps = migrations
    .slice(1)
    .map((step, at) => [step.version, step.name, migrations[at]?.version ?? 0, at] as const)

  it.each(chosen(steps, 1))(
    'F01 F08: inside step %i (%s) it is as it was at %i, and goes on from there',
    (_version, _name, before, at) => {
      makeOld()
      runUntil({ at: 'migration.in-step', skip: at })
      expectShape(before)
      expectGoesOn()
    },
  )

  it.each(inLongForm('a step'))('F01 F08: right after %s it is of that shape, and goes on from there', () => {
    makeOld()
    runUntil({ at: 'migration.stepped', skip: 2 })
    expectShape(migrations[3]?.version ?? 0)
    expectGoesOn()
  })

  it.each(inLongForm<CrashPoint>('migration.before-copy', 'migration.copied'))(
    'F01 F08: at %s it is as it was',
    (at) => {
      makeOld()
      runUntil({ at })
      expectShape(oldest?.version ?? 0)
      expectGoesOn()
    },
  )
})
