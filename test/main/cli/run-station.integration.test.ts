import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBridgeLine } from '../../../scripts/demo/bridge-line.ts'
import { systemClock } from '../../../src-main/clock.ts'
import { openSandboxStore, type SandboxStore } from '../../../src-main/training/store/sandbox-store.ts'
import { trainingCatalogue } from '../../../src-main/training/store/training-catalogue.ts'
import { bridgePath, type RunningStation, readBridge, startStation } from './running-station.ts'
import { startAll } from './start-all.ts'

const cli = fileURLToPath(new URL('../../../src-main/cli.ts', import.meta.url))

let folder = ''
let profile = ''
const running: RunningStation[] = []
const closing: (() => Promise<void>)[] = []

function newProfile(): void {
  folder = mkdtempSync(join(tmpdir(), 'station-cli-'))
  profile = join(folder, 'profile')
}
afterEach(async () => {
  for (const { child } of running.splice(0)) child.kill('SIGKILL')
  for (const close of closing.splice(0)) await close()
})

async function start(words: string[] = []): Promise<RunningStation> {
  const station = await startStation(profile, words)
  running.push(station)
  return station
}

function startAgain(words: string[] = []) {
  return spawnSync(process.execPath, [cli, '--headless', '--profile', profile, ...words], {
    encoding: 'utf8',
    timeout: 20_000,
  })
}

async function sandbox(): Promise<SandboxStore> {
  const store = await openSandboxStore({ clock: systemClock, catalogue: trainingCatalogue() })
  closing.push(store.close)
  writeFileSync(join(folder, 'token'), store.token)
  return store
}

const connected = (store: Pick<SandboxStore, 'url'>) => [
  '--store-url',
  store.url,
  '--token-file',
  join(folder, 'token'),
]

/** What the station that runs says in its frame, and the line it says it on. */
async function frameOf() {
  const line = await openBridgeLine(profile)
  closing.push(async () => line.close())
  return { line, frame: await line.ask('frame:state', {}) }
}

/** Listens on a free port until the test is over. Gives the port. */
async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(async () => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

describe('a station, from start to start of one profile', () => {
  beforeAll(() => newProfile())
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('keeps its profile to itself: a second start says who has it and ends with code 2', async () => {
    const first = await start(['--printer', 'tcp:127.0.0.1:9'])
    const { status, stderr, stdout } = startAgain()
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).toContain(`process ${first.child.pid}`)
    expect(readBridge(profile)?.pid).toBe(first.child.pid)
    await expectGoodEnd(first, 'SIGTERM')
  })

  it('refuses a printer given at the address of the one that is kept, in one line, and keeps both as they were', async () => {
    const { status, stderr } = startAgain(['--printer2', 'tcp:localhost:9?language=epl'])
    expect(status).toBe(2)
    expect(stderr.trimEnd().split('\n')).toEqual([
      'The label printer of this station is set up there already. Choose another port, or take the label printer away from it first.',
    ])
    await expectGoodEnd(await start(['--printer2', 'tcp:127.0.0.1:10']), 'SIGINT')
  })

  /** By itself, with code 0, and it takes `bridge.json` along, also when it is told twice. */
  async function expectGoodEnd(station: RunningStation, signal: 'SIGTERM' | 'SIGINT'): Promise<void> {
    expect(readBridge(profile)?.pid).toBe(station.child.pid)
    expect(statSync(bridgePath(profile)).mode & 0o777).toBe(0o600)
    station.child.kill(signal)
    await new Promise((resolve) => setImmediate(resolve))
    const code = await station.end(signal)
    expect(code, signal).toBe(0)
    expect(existsSync(bridgePath(profile))).toBe(false)
    expect(existsSync(join(profile, 'station.lock'))).toBe(false)
    expect(station.complaints()).toBe('')
  }

  it('leaves bridge.json behind when it is killed; the next start replaces it, and an open page finds it there', async () => {
    const killed = await start()
    await killed.end('SIGKILL')
    const left = readBridge(profile)
    expect(left?.pid).toBe(killed.child.pid)
    const next = await start()
    const replaced = readBridge(profile)
    expect(replaced?.pid).toBe(next.child.pid)
    expect(replaced).toMatchObject({ url: left?.url, token: left?.token })
    await next.end('SIGTERM')
  })

  it('takes another port when the one of last time is in use', async () => {
    const session = join(profile, 'browser-session.json')
    expect(statSync(session).mode & 0o777).toBe(0o600)
    const port = await listening(createServer())
    writeFileSync(session, JSON.stringify({ port, token: 'x'.repeat(40) }))
    const station = await start()
    expect(readBridge(profile)?.url).not.toContain(`:${port}/`)
    expect(readBridge(profile)?.token).toBe('x'.repeat(40))
    await station.end('SIGTERM')
  })

  it('F07 says in its frame that a damaged store was set aside, and where it lies', async () => {
    writeFileSync(join(profile, 'training', 'station.sqlite'), Buffer.alloc(8_192, 'x'))
    const first = await start()
    const { notice } = (await frameOf()).frame
    const aside = readdirSync(join(profile, 'training')).find((name) => /sqlite\.damaged-\d+$/.test(name))
    expect(notice).toContain(`as ${aside},`)
    await expect.poll(() => first.complaints()).toBe(`${notice}\n`)
    await first.end('SIGTERM')
  })

  it('F07 goes on saying so at every start until a person has read it; verify names the file for good', async () => {
    const again = await start()
    const { frame, line } = await frameOf()
    expect(frame.notice).toContain('was damaged')
    await expect.poll(() => again.complaints()).toBe(`${frame.notice}\n`)
    await line.ask('frame:notice-seen', {})
    expect((await line.ask('frame:state', {})).notice).toBeNull()
    await again.end('SIGTERM')
    const last = await start()
    expect((await frameOf()).frame.notice).toBeNull()
    expect(last.complaints()).toBe('')
    const { stdout, status } = spawnSync(process.execPath, [cli, 'verify', '--profile', profile], {
      encoding: 'utf8',
    })
    expect(status).toBe(0)
    expect(stdout).toMatch(/station\.sqlite\.damaged-\d+ beside it was damaged and set aside/)
    await last.end('SIGTERM')
  })
})

describe('a station with a store', () => {
  beforeEach(() => newProfile())
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('ends while the store leaves every call without an answer, and may work for another store next time', async () => {
    let calls = 0
    const silent = createHttpServer(() => {
      calls += 1
    })
    const port = await listening(silent)
    closing.push(async () => silent.closeAllConnections())
    writeFileSync(join(folder, 'token'), 'any-token')
    const station = await start(connected({ url: `http://127.0.0.1:${port}` }))
    await expect.poll(() => calls, { timeout: 10_000 }).toBeGreaterThan(0)
    const code = await station.end('SIGTERM')
    expect(code).toBe(0)
    // A store that never answered may have been a mistyped address: the profile is not bound to it.
    await start(connected(await sandbox()))
    const { line } = await frameOf()
    await expect.poll(() => line.ask('outlet:list', {}), { timeout: 10_000 }).not.toEqual([])
  })

  it('says in its frame that the store has no such outlet, once the outlets are pulled; S18 refuses another store than the profile works for: its kept token is that store’s alone', async () => {
    const store = await sandbox()
    const station = await start([...connected(store), '--outlet', '0a1b2c3d-0000-11ef-0000-000000000001'])
    const { line } = await frameOf()
    await expect
      .poll(async () => (await line.ask('frame:state', {})).sync.say, { timeout: 10_000 })
      .toBe('The store has no such outlet: choose this one in Set-up')
    await station.end('SIGTERM')
    const { status, stderr, stdout } = startAgain(connected(await sandbox()))
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^This profile holds the work of http:\/\/127\.0\.0\.1:\d+\. .*--profile DIR.*\n$/)
  })
})

describe('a start that cannot be', () => {
  it('is one line and code 2: a port in use, before the profile is made, and a folder in which nothing can be made', async () => {
    newProfile()
    const port = await listening(createServer())
    const [taken, nowhere] = await startAll([
      ['--headless', '--profile', profile, '--port', String(port)],
      ['--headless', '--profile', '/proc/station'],
    ])
    expect(taken).toMatchObject({ status: 2, stdout: '' })
    expect(taken?.stderr).toMatch(new RegExp(`^Port ${port} is in use by another program\\. [^\\n]+\\n$`))
    expect(existsSync(profile)).toBe(false)
    rmSync(folder, { recursive: true })
    if (process.platform !== 'linux') return
    expect(nowhere?.status).toBe(2)
    expect(nowhere?.stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(nowhere?.stderr).toContain('/proc/station')
  })
})
