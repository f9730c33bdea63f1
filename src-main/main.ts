import { homedir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { systemClock } from './clock.ts'
import { startElectron } from './host/electron/start.ts'
import { profileFolder } from './host/profile-folder.ts'
import { openStationLog } from './log/station-log.ts'
import { systemRandom } from './random.ts'
import { openStation } from './station.ts'

const folder = profileFolder(process.argv.slice(1), process.env, process.platform, homedir())
const log = openStationLog(join(folder, 'log'), systemClock)

// Not awaited at the top: Electron is ready only once this module has loaded.
startElectron({
  profileFolder: folder,
  openStation: () =>
    openStation({
      profileFolder: folder,
      clock: systemClock,
      log,
      random: systemRandom,
      version: app.getVersion(),
    }),
  clock: systemClock,
  log,
  random: systemRandom,
}).catch((thrown: unknown) => {
  log.bug('electron-did-not-start', thrown)
  app.exit(1)
})
