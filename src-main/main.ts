import { homedir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { readOptions } from './cli/options.ts'
import { systemClock } from './clock.ts'
import { startElectron } from './host/electron/start.ts'
import { profileFolder } from './host/profile-folder.ts'
import { stationWords } from './host/station-words.ts'
import { openStationLog } from './log/station-log.ts'
import { logStrayBugs } from './log/stray-bugs.ts'
import { systemRandom } from './random.ts'
import { openStation } from './station.ts'

const words = stationWords(process.argv, app.isPackaged)
const folder = profileFolder(words, process.env, process.platform, homedir())
const log = openStationLog(join(folder, 'log'), systemClock)
logStrayBugs(log)

// Not awaited at the top: Electron is ready only once this module has loaded.
startElectron({
  profileFolder: folder,
  openStation: async () => {
    const named = words.some((word) => word === '--profile' || word.startsWith('--profile='))
    const options = readOptions(named ? words : ['--profile', folder, ...words])
    return openStation({
      profileFolder: folder,
      clock: systemClock,
      log,
      random: systemRandom,
      version: app.getVersion(),
      connect: options?.connect ?? null,
      outletId: options?.outletId ?? null,
      devices: options?.devices ?? {},
    })
  },
  clock: systemClock,
  log,
  random: systemRandom,
}).catch((thrown: unknown) => {
  log.bug('electron-did-not-start', thrown)
  app.exit(1)
})
