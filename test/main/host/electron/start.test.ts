import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { StationDoor } from '../../../../src-main/host/station-door.ts'
import { countingRandom, handClock, newsSource, noFiles, notingLog, standInHandlers } from '../stand-in.ts'
import { standInElectron } from './stand-in-electron.ts'

let electron = standInElectron()
let source = newsSource()
const { clock, pass } = handClock()
let kept = notingLog()

beforeEach(() => {
  vi.resetModules()
  electron = standInElectron()
  source = newsSource()
  kept = notingLog()
  vi.doMock('electron', () => electron.module)
})

function station(close: () => Promise<void> = async () => undefined): StationDoor {
  return {
    handlers: standInHandlers({ 'outlet:list': () => [] }),
    subscribe: source.subscribe,
    files: noFiles,
    pageLeft: () => undefined,
    close: () => {
      electron.calls.push('station.close')
      return close()
    },
  }
}

async function start(open: () => Promise<StationDoor> = async () => station()) {
  const { startElectron } = await import('../../../../src-main/host/electron/start.ts')
  const openStation = () => {
    electron.calls.push('station.open')
    return open()
  }
  await startElectron({
    profileFolder: '/profile',
    openStation,
    clock,
    log: kept.log,
    random: countingRandom,
  })
}

type Answer = (event: unknown, ask: unknown, takes: unknown) => Promise<unknown>
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('starting in Electron', () => {
  it('puts sandbox, scheme and profile before the station, and every guard before the first page', async () => {
    await start()
    expect(electron.calls).toEqual([
      'app.enableSandbox',
      'protocol.registerSchemes',
      'app.setPath',
      'app.requestSingleInstanceLock',
      'app.whenReady',
      'station.open',
      'session.permissionRequest',
      'session.permissionCheck',
      'session.devicePermission',
      'session.bluetoothPairing',
      'session.protocol',
      'session.beforeRequest',
      'ipc.handle',
      'menu',
      'window',
      'contents.setWindowOpenHandler',
      'window.load station://app/',
    ])
    expect(electron.given('app.setPath', 1)).toBe('/profile/electron')
  })

  it('S01 opens its window with the policy’s options and our preload', async () => {
    await start()
    expect(electron.given('window')).toMatchObject({
      webPreferences: {
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        preload: '/app/out/preload/preload.cjs',
      },
    })
  })

  it('does not open a station when another process has the profile', async () => {
    electron.state.hasLock = false
    await start()
    expect(electron.calls).not.toContain('station.open')
    expect(electron.calls.at(-1)).toBe('app.quit')
  })

  it('brings the window to the front on a second start', async () => {
    await start()
    const [window] = electron.windows
    if (window) window.isSmall = true
    electron.appEvents.fire('second-instance')
    expect(electron.calls.slice(-3)).toEqual(['window.restore', 'window.show', 'window.focus'])
    expect(electron.windows).toHaveLength(1)
  })

  it('says why the station could not open and ends', async () => {
    // The class as the freshly loaded modules know it.
    const { StationError } = await import('../../../../src-shared/failure.ts')
    await start(async () => {
      throw new StationError(
        'store-newer',
        'This store is from a newer version.',
        'Install the newer version.',
      )
    })
    expect(electron.given('dialog.showErrorBox', 1)).toBe(
      'This store is from a newer version.\n\nInstall the newer version.',
    )
    expect(electron.calls.at(-1)).toBe('app.exit')
    expect(electron.windows).toEqual([])
  })

  it('shows its window once there is something to see, or when there never will be', async () => {
    await start()
    expect(electron.calls).not.toContain('window.show')
    electron.windows[0]?.events.fire('ready-to-show')
    expect(electron.calls.at(-1)).toBe('window.show')
    electron.calls.length = 0
    electron.state.pageLoads = false
    electron.windows[0]?.contents.fire('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
    await settled()
    expect(electron.calls.at(-1)).toBe('window.show')
    expect(kept.noted.at(-1)?.event).toBe('page-did-not-load')
  })

  it.skipIf(process.platform === 'darwin')(
    'has no shortcut that a scanner’s control characters could press',
    async () => {
      await start()
      const shortcuts = [...JSON.stringify(electron.given('menu')).matchAll(/"accelerator":"([^"]*)"/g)].map(
        (one) => one[1],
      )
      expect(shortcuts).toEqual(['F11'])
      expect(JSON.stringify(electron.given('menu'))).not.toContain('"role"')
    },
  )

  it('S09 does not start when installed and told to listen to a debugger', async () => {
    electron.state.isPackaged = true
    process.argv.push('--remote-debugging-port=9222')
    await start()
    process.argv.pop()
    expect(electron.calls).not.toContain('app.whenReady')
    expect(electron.calls.at(-1)).toBe('app.exit')
  })
})

describe('stopping', () => {
  it('closes window and requests, then the station, then the process, once', async () => {
    await start()
    const before = electron.calls.length
    const preventDefault = vi.fn()
    electron.appEvents.fire('will-quit', { preventDefault })
    electron.appEvents.fire('will-quit', { preventDefault })
    await settled()
    expect(preventDefault).toHaveBeenCalledTimes(2)
    expect(electron.calls.slice(before)).toEqual([
      'ipc.removeHandler',
      'window.destroy',
      'station.close',
      'app.exit',
    ])
    expect(electron.given('app.exit')).toBe(0)
    expect(source.listeners()).toBe(0)
  })

  it('F37 waits no more than 5 s for a station that does not close', async () => {
    await start(async () => station(() => new Promise(() => undefined)))
    electron.appEvents.fire('will-quit', { preventDefault: () => undefined })
    pass(4999)
    await settled()
    expect(electron.calls).not.toContain('app.exit')
    pass(1)
    await settled()
    expect(electron.calls.at(-1)).toBe('app.exit')
  })
})

describe('the page in Electron', () => {
  it('S05 is refused every permission, asked or checked, and every device', async () => {
    await start()
    const answers: boolean[] = []
    type Request = (contents: null, permission: string, done: (is: boolean) => void) => void
    electron.given<Request>('session.permissionRequest')(null, 'media', (is) => answers.push(is))
    answers.push(
      electron.given<(contents: null, permission: string) => boolean>('session.permissionCheck')(null, 'hid'),
    )
    answers.push(electron.given<() => boolean>('session.devicePermission')())
    expect(answers).toEqual([false, false, false])
  })

  it('S04 goes nowhere and opens nothing; a listed page opens in the browser, an own file is saved', async () => {
    await start()
    const contents = electron.windows[0]?.contents
    const preventDefault = vi.fn()
    const ways = ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']
    for (const way of ways) contents?.fire(way, { preventDefault, url: 'https://evil.example/' })
    expect(preventDefault).toHaveBeenCalledTimes(4)
    const openWindow = electron.given<(details: { url: string }) => unknown>('contents.setWindowOpenHandler')
    const before = electron.calls.length
    for (const url of [
      'https://evil.example/',
      'https://x-series-support.lightspeedhq.com/',
      'station://app/file/slip.pdf',
    ]) {
      expect(openWindow({ url })).toEqual({ action: 'deny' })
    }
    expect(electron.calls.slice(before)).toEqual(['shell.openExternal', 'contents.downloadURL'])
  })

  it('S02 cannot reach another address', async () => {
    await start()
    type Before = (details: { url: string }, done: (answer: { cancel: boolean }) => void) => void
    const answers: boolean[] = []
    for (const url of ['https://evil.example/x', 'station://app/main.js']) {
      electron.given<Before>('session.beforeRequest')({ url }, ({ cancel }) => answers.push(cancel))
    }
    expect(answers).toEqual([true, false])
  })

  it('S07 is answered through the door from its top frame only', async () => {
    await start()
    const answer = electron.given<Answer>('ipc.handle', 1)
    const top = { url: 'station://app/#/work', parent: null }
    expect(await answer({ senderFrame: top }, 'outlet:list', {})).toEqual({ ok: true, value: [] })
    const refused = { ok: false, failure: { code: 'not-our-window' } }
    expect(await answer({ senderFrame: null }, 'outlet:list', {})).toMatchObject(refused)
    expect(await answer({ senderFrame: { ...top, parent: top } }, 'outlet:list', {})).toMatchObject(refused)
    expect(
      await answer({ senderFrame: { url: 'https://evil.example/', parent: null } }, 'outlet:list', {}),
    ).toMatchObject(refused)
  })

  it('hears the station’s news', async () => {
    await start()
    source.tell({ topic: 'changed', body: { what: 'work' } })
    expect([0, 1, 2].map((at) => electron.given('contents.send', at))).toEqual([
      'station:news',
      'changed',
      { what: 'work' },
    ])
  })

  it('S03 is served its own files under the own scheme only', async () => {
    await start()
    type Serve = (request: { url: string; method: string }) => Promise<Response>
    const serve = electron.given<Serve>('session.protocol', 1)
    const statuses = await Promise.all(
      [
        { url: 'station://app/../main/main.js', method: 'GET' },
        { url: 'station://other/', method: 'GET' },
        { url: 'station://app/', method: 'POST' },
      ].map(async (request) => (await serve(request)).status),
    )
    expect(statuses).toEqual([404, 404, 404])
  })

  it('comes back after its process died, but not when it dies at once again', async () => {
    await start()
    const loads = () => electron.calls.filter((call) => call.startsWith('window.load')).length
    const contents = electron.windows[0]?.contents
    contents?.fire('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
    expect(loads()).toBe(2)
    contents?.fire('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
    expect(loads()).toBe(2)
    pass(10_000)
    contents?.fire('render-process-gone', {}, { reason: 'oom', exitCode: 5 })
    expect(loads()).toBe(3)
  })
})
