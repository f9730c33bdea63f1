import { app, type BrowserWindow, session } from 'electron'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log/log.ts'
import type { Random } from '../../random.ts'
import { openDoor } from '../door.ts'
import type { StationDoor } from '../station-door.ts'
import { answerPage, passNews } from './ipc.ts'
import { setMenu } from './menu.ts'
import { guardPermissions } from './permissions.ts'
import { servePages } from './protocol.ts'
import { guardContents, openWindow } from './window.ts'

export type ElectronHost = {
  /** Brings the window to the front, opening it again where it was closed. */
  show(): void
  close(): void
}

/** Shows a station in a window. Runs once the app is ready; guards stand before the first page loads. */
export function openElectronHost(needs: {
  station: StationDoor
  rendererFolder: string
  preload: string
  clock: Clock
  log: Log
  random: Random
}): ElectronHost {
  const { station, clock, log } = needs
  let window: BrowserWindow | null = null

  guardPermissions(session.defaultSession, log)
  servePages(session.defaultSession, needs.rendererFolder, station.files, log)
  app.on('web-contents-created', (_event, contents) => guardContents(contents, log))
  const stopAnswering = answerPage(openDoor({ ...needs, handlers: station.handlers }), log)
  const stopNews = passNews(station.subscribe, () => window)
  setMenu(process.platform, () => app.quit())

  function show(): void {
    if (!window || window.isDestroyed()) {
      window = openWindow(needs.preload, clock, log)
      return
    }
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  show()
  return {
    show,
    close: () => {
      stopNews()
      stopAnswering()
      if (window && !window.isDestroyed()) window.destroy()
      window = null
    },
  }
}
