import { BrowserWindow, shell, type WebContents } from 'electron'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log/log.ts'
import { linkFate, ownStart, windowOptions } from '../policy.ts'

const quickCrashMs = 10_000

/** Opens the station's window on its page. {@link guardContents} must already watch over new contents. */
export function openWindow(preload: string, clock: Clock, log: Log): BrowserWindow {
  const window = new BrowserWindow({
    ...windowOptions,
    title: 'Consignment Station',
    webPreferences: { ...windowOptions.webPreferences, preload },
  })
  reviveAfterCrash(window, clock, log)
  window.once('ready-to-show', () => window.show())
  load(window, log)
  return window
}

/** Refuses navigation, redirects, new windows and web views of any contents there are. */
export function guardContents(contents: WebContents, log: Log): void {
  const refuse = (event: { preventDefault(): void; url?: string }): void => {
    event.preventDefault()
    log.warn('navigation-refused', { url: (event.url ?? '').slice(0, 200) })
  }
  contents.on('will-navigate', refuse)
  contents.on('will-redirect', refuse)
  contents.on('will-frame-navigate', refuse)
  contents.on('will-attach-webview', refuse)
  contents.on('select-bluetooth-device', (event, _devices, callback) => {
    event.preventDefault()
    callback('')
  })
  contents.setWindowOpenHandler(({ url }) => {
    const fate = linkFate(url)
    if (fate.is === 'save') contents.downloadURL(fate.url)
    if (fate.is === 'browser') open(fate.url, log)
    if (fate.is === 'refuse') log.warn('window-refused', { url: url.slice(0, 200) })
    return { action: 'deny' }
  })
}

function open(url: string, log: Log): void {
  shell.openExternal(url).catch((thrown: unknown) => log.bug('browser-did-not-open', thrown))
}

function load(window: BrowserWindow, log: Log): void {
  window.loadURL(ownStart).catch((thrown: unknown) => {
    log.bug('page-did-not-load', thrown)
    // An empty window can at least be closed; one that was never shown cannot.
    window.show()
  })
}

/** Loads the page again when its process died; one that dies at once again is left, or it would never stop. */
function reviveAfterCrash(window: BrowserWindow, clock: Clock, log: Log): void {
  let lastAt = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return
    log.bug('page-process-gone', new Error(details.reason), { exitCode: details.exitCode })
    const isQuick = clock.mono() - lastAt < quickCrashMs
    lastAt = clock.mono()
    if (!isQuick && !window.isDestroyed()) load(window, log)
  })
}
