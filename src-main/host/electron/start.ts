import { join } from 'node:path'
import { app, dialog } from 'electron'
import { StationError } from '../../../src-shared/failure.ts'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log/log.ts'
import type { Random } from '../../random.ts'
import { forbiddenSwitch } from '../policy.ts'
import type { StationDoor } from '../station-door.ts'
import { type ElectronHost, openElectronHost } from './electron-host.ts'
import { declareScheme } from './protocol.ts'
import { takeProfile } from './single-instance.ts'

/** A station that takes longer to close is left; what it had confirmed is on disk. */
const closeWithinMs = 5000

type Needs = {
  profileFolder: string
  openStation: () => Promise<StationDoor>
  clock: Clock
  log: Log
  random: Random
}

/** Starts the station in its window, in the one order that is safe, and sees to its end. */
export async function startElectron(needs: Needs): Promise<void> {
  app.enableSandbox()
  declareScheme()
  const forbidden = app.isPackaged ? forbiddenSwitch(process.argv.slice(1)) : null
  if (forbidden !== null) return giveUp(needs.log, notWith(forbidden))

  let host: ElectronHost | null = null
  if (!takeProfile(join(needs.profileFolder, 'electron'), () => host?.show())) {
    needs.log.info('brought-first-to-front')
    return app.quit()
  }
  await app.whenReady()
  try {
    const station = await needs.openStation()
    host = openElectronHost({
      ...needs,
      station,
      rendererFolder: join(app.getAppPath(), 'out', 'renderer'),
      preload: join(app.getAppPath(), 'out', 'preload', 'preload.cjs'),
    })
    stopInOrder(host, station, needs)
  } catch (thrown) {
    giveUp(needs.log, thrown)
  }
}

/** Window first, then the station, then the process. Quitting waits for the station, but not for ever. */
function stopInOrder(host: ElectronHost, station: StationDoor, needs: Needs): void {
  let isStopping = false
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (isStopping) return
    isStopping = true
    host.close()
    const tooLong = new Promise<'too long'>((resolve) =>
      needs.clock.after(closeWithinMs, () => resolve('too long')),
    )
    Promise.race([station.close(), tooLong])
      .then((ended) => {
        if (ended === 'too long') needs.log.warn('station-closed-late')
        app.exit(0)
      })
      .catch((thrown: unknown) => {
        needs.log.bug('station-did-not-close', thrown)
        app.exit(1)
      })
  })
}

function giveUp(log: Log, thrown: unknown): void {
  log.bug('station-did-not-start', thrown)
  const isExpected = thrown instanceof StationError
  const say = isExpected ? thrown.message : 'The station could not start. What happened is in its log.'
  dialog.showErrorBox('Consignment Station', isExpected ? `${say}\n\n${thrown.next}` : say)
  app.exit(1)
}

function notWith(name: string): StationError {
  return new StationError(
    'forbidden-switch',
    `The station does not start with --${name}: it would open it to other programs.`,
    'Start it without that word.',
  )
}
