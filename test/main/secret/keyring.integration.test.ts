import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quietLog } from '../../../src-main/log/log.ts'
import { loadKeytar } from '../../../src-main/secret/keychain.ts'

const visit = new URL('./keyring-visit.ts', import.meta.url).pathname
const isThere = (program: string): boolean => spawnSync('which', [program]).status === 0
const sessionProgram = 'dbus-run-session'
const programs = [sessionProgram, 'gnome-keyring-daemon', 'gdbus']
const missing = loadKeytar(quietLog) === null ? ['keytar'] : programs.filter((program) => !isThere(program))
const title =
  missing.length === 0 ? 'a real key ring' : `a real key ring (skipped: no ${missing.join(', ')} here)`

const lockRing = `gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets \
  --method org.freedesktop.Secret.Service.Lock "['/org/freedesktop/secrets/collection/login']" >/dev/null`

type Found = { state: string; text: string | null; refused: string | null }

describe.skipIf(missing.length > 0)(title, () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ring-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** Runs a shell line in a session of its own, with a fresh key ring in its own folder. */
  function inSession(line: string): Found[] {
    const home = mkdtempSync(join(folder, 'home-'))
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env
    const env = { ...rest, HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home, XDG_RUNTIME_DIR: home }
    const text = execFileSync(sessionProgram, ['--', 'bash', '-c', line], {
      env,
      timeout: 60_000,
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    })
    return text
      .trim()
      .split('\n')
      .map((one) => JSON.parse(one) as Found)
  }
  const unlock = 'echo pw | gnome-keyring-daemon --replace --unlock --components=secrets >/dev/null 2>&1'
  const run = (rows: string, act: string) => `${process.execPath} ${visit} ${rows} ${act} 2>/dev/null`

  it('S13 keeps a secret over a restart, with nothing readable beside the ring', () => {
    const rows = join(folder, 'rows.json')
    const [first, second] = inSession(`${unlock}; ${run(rows, 'put')}; ${run(rows, 'get')}`)
    expect(first).toMatchObject({ state: 'ready', text: 'canary-token', refused: null })
    expect(second).toMatchObject({ state: 'ready', text: 'canary-token' })
    expect(readFileSync(rows, 'utf8')).not.toContain('canary')
  })

  it('is told from an empty one when it is locked, and gives the secret again once unlocked', () => {
    const rows = join(folder, 'locked.json')
    const [first, locked, again] = inSession(
      `${unlock}; ${run(rows, 'put')}; ${lockRing}; ${run(rows, 'put')}; ${unlock}; ${run(rows, 'get')}`,
    )
    expect(first).toMatchObject({ state: 'ready', text: 'canary-token' })
    expect(locked).toMatchObject({ state: 'locked', text: null, refused: 'keychain-locked' })
    expect(again).toMatchObject({ state: 'ready', text: 'canary-token' })
  })

  it('S24 opens nothing for another person who copied the rows', () => {
    const rows = join(folder, 'stolen.json')
    const [mine] = inSession(`${unlock}; ${run(rows, 'put')}`)
    const [theirs] = inSession(`${unlock}; ${run(rows, 'get')}`)
    expect([mine?.text, theirs?.text]).toEqual(['canary-token', null])
  })

  it('is missed at once where there is no session service', () => {
    const { DBUS_SESSION_BUS_ADDRESS: _bus, DISPLAY: _display, ...env } = process.env
    const text = execFileSync(process.execPath, [visit, join(folder, 'none.json'), 'put'], {
      env: { ...env, XDG_RUNTIME_DIR: folder, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' },
      encoding: 'utf8',
    })
    expect(JSON.parse(text)).toMatchObject({ state: 'missing', text: null, refused: 'keychain-missing' })
  })
})
