import { vi } from 'vitest'

type Listener = (...given: never[]) => unknown

/** Keeps listeners by event and lets a test fire them. */
export function emitter() {
  const listeners = new Map<string, Listener[]>()
  const on = (event: string, listener: Listener): void => {
    listeners.set(event, [...(listeners.get(event) ?? []), listener])
  }
  return {
    on,
    once: on,
    fire: (event: string, ...given: unknown[]): void => {
      for (const listener of listeners.get(event) ?? []) listener(...(given as never[]))
    },
    events: () => [...listeners.keys()],
  }
}

/**
 * Stands in for the `electron` module: notes what is called in what order, and hands back what a test needs to fire. Its
 * runtime is not on every machine; whether the real one obeys is tested where it is.
 */
export function standInElectron() {
  const calls: string[] = []
  const note =
    <T>(name: string, gives: T) =>
    (...given: unknown[]): T => {
      calls.push(name)
      kept.set(name, given)
      return gives
    }
  const kept = new Map<string, unknown[]>()
  const appEvents = emitter()
  const state = { isPackaged: false, hasLock: true, pageLoads: true }

  class BrowserWindow {
    readonly contents = {
      ...emitter(),
      setWindowOpenHandler: note('contents.setWindowOpenHandler', undefined),
      downloadURL: note('contents.downloadURL', undefined),
      send: note('contents.send', undefined),
    }
    readonly webContents = this.contents
    readonly events = emitter()
    readonly once = this.events.once
    isGone = false
    isSmall = false
    constructor(options: unknown) {
      calls.push('window')
      kept.set('window', [options])
      windows.push(this)
      appEvents.fire('web-contents-created', {}, this.contents)
    }
    loadURL(url: string) {
      calls.push(`window.load ${url}`)
      return state.pageLoads ? Promise.resolve() : Promise.reject(new Error('ERR_FILE_NOT_FOUND'))
    }
    isDestroyed() {
      return this.isGone
    }
    isMinimized() {
      return this.isSmall
    }
    restore() {
      calls.push('window.restore')
    }
    show() {
      calls.push('window.show')
    }
    focus() {
      calls.push('window.focus')
    }
    destroy() {
      calls.push('window.destroy')
      this.isGone = true
    }
  }
  const windows: BrowserWindow[] = []

  const module = {
    app: {
      ...appEvents,
      enableSandbox: note('app.enableSandbox', undefined),
      setPath: note('app.setPath', undefined),
      requestSingleInstanceLock: () => {
        calls.push('app.requestSingleInstanceLock')
        return state.hasLock
      },
      whenReady: note('app.whenReady', Promise.resolve()),
      getAppPath: () => '/app',
      quit: note('app.quit', undefined),
      exit: note('app.exit', undefined),
      get isPackaged() {
        return state.isPackaged
      },
    },
    BrowserWindow,
    dialog: { showErrorBox: note('dialog.showErrorBox', undefined) },
    ipcMain: { handle: note('ipc.handle', undefined), removeHandler: note('ipc.removeHandler', undefined) },
    Menu: { buildFromTemplate: (template: unknown) => template, setApplicationMenu: note('menu', undefined) },
    protocol: { registerSchemesAsPrivileged: note('protocol.registerSchemes', undefined) },
    session: {
      defaultSession: {
        setPermissionRequestHandler: note('session.permissionRequest', undefined),
        setPermissionCheckHandler: note('session.permissionCheck', undefined),
        setDevicePermissionHandler: note('session.devicePermission', undefined),
        setBluetoothPairingHandler: note('session.bluetoothPairing', undefined),
        protocol: { handle: note('session.protocol', undefined) },
        webRequest: { onBeforeRequest: note('session.beforeRequest', undefined) },
      },
    },
    shell: { openExternal: vi.fn(note('shell.openExternal', Promise.resolve())) },
  }
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the test says what it put in
  const given = <T>(name: string, at = 0): T => kept.get(name)?.[at] as T
  return { module, calls, given, state, windows, appEvents }
}
