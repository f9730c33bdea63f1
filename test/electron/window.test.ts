import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** The runtime's program; `npm run test:electron` finds it, or leaves this suite out saying why. */
const program = process.env.STATION_ELECTRON ?? ''
const root = fileURLToPath(new URL('../..', import.meta.url))

describe.skipIf(program === '')('the Electron window', () => {
  let profile: string
  let app: ElectronApplication
  let page: Page

  beforeAll(async () => {
    profile = mkdtempSync(join(tmpdir(), 'station-electron-'))
    app = await _electron.launch({ executablePath: program, args: [root, '--profile', profile], cwd: root })
    page = await app.firstWindow()
    await page.getByText('Training store').waitFor()
  })
  afterAll(async () => {
    await app.close()
    rmSync(profile, { recursive: true, force: true })
  })

  it('shows the training store from its own scheme', () => {
    expect(page.url()).toMatch(/^station:\/\//)
  })

  it('S01 gives the page no Node and attaches no webview', async () => {
    expect(await page.evaluate(() => typeof Reflect.get(globalThis, 'require'))).toBe('undefined')
    await page.evaluate(() => document.body.append(document.createElement('webview')))
    expect(app.windows()).toHaveLength(1)
  })

  it('S02 blocks remote fetches and evaluated text', async () => {
    const fetched = await page.evaluate(() =>
      fetch('https://example.com/').then(
        () => 'went out',
        () => 'blocked',
      ),
    )
    expect(fetched).toBe('blocked')
    const ran = await page.evaluate(() => {
      const script = document.createElement('script')
      script.setAttribute('src', 'https://example.com/a.js')
      return new Promise((resolve) => {
        script.addEventListener('error', () => resolve('blocked'))
        script.addEventListener('load', () => resolve('ran'))
        document.head.append(script)
      })
    })
    expect(ran).toBe('blocked')
  })

  it('S04 stays where it is when the page wants to leave or opens a window', async () => {
    const before = page.url()
    await page.evaluate(() => {
      location.href = 'https://example.com/'
      window.open('https://example.com/')
    })
    expect(page.url()).toBe(before)
    expect(app.windows()).toHaveLength(1)
  })

  it('S05 refuses HID to the page', async () => {
    const asked = await page.evaluate(async () => {
      const hid = Reflect.get(navigator, 'hid') as
        | { requestDevice(wish: unknown): Promise<unknown[]> }
        | undefined
      if (hid === undefined) return 'no hid at all'
      return hid.requestDevice({ filters: [] }).then(
        (found) => `gave ${found.length}`,
        () => 'refused',
      )
    })
    expect(['no hid at all', 'refused', 'gave 0']).toContain(asked)
  })

  it('S06 offers the page three functions and nothing else', async () => {
    const keys = await page.evaluate(() => Object.keys(Reflect.get(globalThis, 'station') as object).sort())
    expect(keys).toEqual(['ask', 'hear', 'onConnection'])
  })

  it('answers a request through the window', async () => {
    const answer = await page.evaluate(async () => {
      const station = Reflect.get(globalThis, 'station') as {
        ask(ask: string, takes: unknown): Promise<{ ok: boolean }>
      }
      return station.ask('outlet:list', {})
    })
    expect(answer.ok).toBe(true)
  })
})
