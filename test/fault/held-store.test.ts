import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import type { Station } from '../../src-main/station.ts'
import type { AnyNews } from '../../src-shared/contract/news.ts'
import { StationError } from '../../src-shared/failure.ts'
import { openBenchStation } from './bench-station.ts'
import { until } from './station-process.ts'

/** The station's own connection: how full its disk may get is a limit of the connection. */
const connection = vi.hoisted((): { db: Database | null } => {
  // Files share their loaded modules: this one's station is loaded anew, with the connection below.
  vi.resetModules()
  return { db: null }
})
vi.mock('../../src-main/store/database.ts', async (original) => {
  const real = await original<typeof import('../../src-main/store/database.ts')>()
  return {
    ...real,
    openDatabase(path: string) {
      connection.db = real.openDatabase(path)
      return connection.db
    },
  }
})

afterAll(() => {
  vi.doUnmock('../../src-main/store/database.ts')
  vi.resetModules()
})

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function stationAtTheBench() {
  const folder = mkdtempSync(join(tmpdir(), 'station-held-'))
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  const bench = await openBenchStation(folder)
  cleanups.push(bench.close)
  return bench
}

function heard(station: Station): AnyNews[] {
  const news: AnyNews[] = []
  cleanups.push(station.subscribe((one) => news.push(one)))
  return news
}

/** Lets the store grow no further than it is: what SQLite meets on a full disk. */
function fillDisk(): { makeRoom(): void } {
  const { db } = connection
  if (db === null) throw new Error('no store is open')
  const usual = db.pragma('max_page_count', { simple: true }) as number
  db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`)
  return { makeRoom: () => void db.pragma(`max_page_count = ${usual}`) }
}

async function scanUntilRefused(
  scan: () => Promise<unknown>,
): Promise<{ confirmed: number; refused: unknown }> {
  for (let confirmed = 0; confirmed < 2_000; confirmed++) {
    try {
      await scan()
    } catch (refused) {
      return { confirmed, refused }
    }
  }
  throw new Error('the disk never became full')
}

it('F03: refuses on a full disk before it confirms, keeps what was confirmed, and goes on once there is room', async () => {
  const { station, scan, scanByDevice, packed } = await stationAtTheBench()
  await scan()
  const disk = fillDisk()
  const { confirmed, refused } = await scanUntilRefused(scan)
  expect(refused).toBeInstanceOf(StationError)
  expect(refused).toMatchObject({ code: 'disk-full', retryable: true })
  expect(await packed()).toBe(1 + confirmed)

  const news = heard(station)
  await scanByDevice()
  const told = await until(() => news.find(({ topic }) => topic === 'scan') ?? null, 'the refusal is told')
  expect(told.body).toMatchObject({ by: 'serial', outcome: { is: 'not-now' } })
  expect(await packed()).toBe(1 + confirmed)

  disk.makeRoom()
  expect((await scan()).outcome).toHaveProperty('counted')
  expect(await packed()).toBe(2 + confirmed)
})

it('F03: a box that could not be sealed on a full disk is sealed with the same weight once there is room', async () => {
  const { scan, putOnScale, seal } = await stationAtTheBench()
  await scan()
  const disk = fillDisk()
  await scanUntilRefused(scan)
  const grams = await putOnScale()
  await expect(seal()).rejects.toMatchObject({ code: 'disk-full', retryable: true })
  disk.makeRoom()
  expect(await seal()).toMatchObject({ grams, weightFrom: 'scale' })
})

/** Another program holds the store's write lock until it is told to let go, or for so long. */
async function holdWriteLock(folder: string, forMs: number): Promise<ChildProcess> {
  const program = `
    const db = require('better-sqlite3')(process.argv[1])
    db.exec('BEGIN IMMEDIATE')
    console.log('held')
    setTimeout(() => db.exec('COMMIT'), ${forMs})`
  const child = spawn(process.execPath, ['-e', program, join(folder, 'training', 'station.sqlite')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  cleanups.push(() => void child.kill('SIGKILL'))
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`the other program ended with ${code}`)))
  })
  return child
}

it('F04: a lock held for two seconds only makes a scan late', async () => {
  const { folder, scan, packed } = await stationAtTheBench()
  // Nobody else can write before it is let go.
  await holdWriteLock(folder, 2_000)
  expect((await scan()).outcome).toHaveProperty('counted')
  expect(await packed()).toBe(1)
})

it('F04: a lock held for ten seconds is a message, and nothing is half done', async () => {
  const { folder, scan, packed } = await stationAtTheBench()
  const holder = await holdWriteLock(folder, 10_000)
  await expect(scan()).rejects.toMatchObject({ code: 'store-busy', retryable: true })
  expect(await packed()).toBe(0)
  const gone = new Promise((resolve) => holder.once('exit', resolve))
  holder.kill('SIGKILL')
  await gone
  expect((await scan()).outcome).toHaveProperty('counted')
  expect(await packed()).toBe(1)
})
