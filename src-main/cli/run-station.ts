import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StationError } from '../../src-shared/failure.ts'
import { type Clock, systemClock } from '../clock.ts'
import { fileTrouble } from '../file-trouble.ts'
import { writeBridgeFile } from '../host/browser/bridge-file.ts'
import { type BrowserHost, openBrowserHost } from '../host/browser/browser-host.ts'
import { openDoor } from '../host/door.ts'
import { openStationLog, type StationLog } from '../log/station-log.ts'
import { logStrayBugs } from '../log/stray-bugs.ts'
import { systemRandom } from '../random.ts'
import type { StationSettings } from '../station/place.ts'
import type { Station } from '../station.ts'
import { checkAhead } from '../store/file-check.ts'
import { keepBrowserSession, readBrowserSession } from './browser-session.ts'
import { failureLine } from './command-line.ts'
import { openInBrowser } from './open-in-browser.ts'
import { type Options, readOptions } from './options.ts'
import { checkPort } from './port-check.ts'
import { usage } from './usage.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A station that takes longer to close is left; what it had confirmed is on disk. */
const closeWithinMs = 4_500

/** What a program that starts the station puts in place of this machine's own. */
type Around = Pick<StationSettings, 'hid' | 'keychain' | 'pinCost'> & { clock?: Clock }

/** Opens the station behind the browser host and stays until it is told to end. Gives the exit code. */
export async function runStation(words: readonly string[], around: Around = {}): Promise<number> {
  try {
    const options = readOptions(words)
    if (options === null) {
      process.stdout.write(usage)
      return 0
    }
    await checkPort(options.port)
    await stay(options, around)
    return 0
  } catch (thrown) {
    if (!(thrown instanceof StationError)) throw thrown
    process.stderr.write(`${failureLine(thrown)}\n`)
    return 2
  }
}

async function stay(options: Options, around: Around): Promise<void> {
  const toldToEnd = listenForTheEnd()
  const log = openStationLog(join(options.profileFolder, 'log'), systemClock)
  logStrayBugs(log)
  try {
    const running = await open(options, log, around)
    const { url, urlWithToken } = running.host
    process.stdout.write(`The station is at ${options.isHeadless ? url : urlWithToken}\n`)
    const { notice } = running.station.workplace().frame()
    if (notice !== null) process.stderr.write(`${notice}\n`)
    if (!options.isHeadless) openInBrowser(urlWithToken)
    await toldToEnd
    running.removeBridgeFile()
    leaveWhenLate(log)
    await running.host.close()
    await running.station.close()
  } catch (thrown) {
    if (!(thrown instanceof StationError)) log.bug('station-broke', thrown)
    throw thrown
  } finally {
    log.close()
  }
}

type Running = { station: Station; host: BrowserHost; removeBridgeFile: () => void }

async function open(options: Options, log: StationLog, around: Around): Promise<Running> {
  const { profileFolder, connect, relay, outletId, devices } = options
  const ahead = checkAhead(profileFolder)
  const { openStation } = await import('../station.ts')
  const station = await openStation({
    profileFolder,
    clock: systemClock,
    log,
    random: systemRandom,
    version: versionOf(),
    connect,
    relay,
    outletId,
    devices,
    checkAhead: ahead,
    forgetsPins: options.forgetsPins,
    ...around,
  })
  let host: BrowserHost | null = null
  try {
    const session = readBrowserSession(profileFolder)
    const token = session?.token ?? randomBytes(32).toString('base64url')
    log.hide(token)
    const door = openDoor({ handlers: station.handlers, clock: systemClock, log, random: systemRandom })
    const open = (port: number) =>
      openBrowserHost({
        port,
        door,
        subscribe: station.subscribe,
        rendererFolder: join(root, 'out/renderer'),
        files: station.files,
        pageLeft: station.pageLeft,
        token,
        clock: systemClock,
        log,
      })
    host = await openWhereItWas(open, options.port, session?.port ?? 0)
    keepBrowserSession(profileFolder, { port: host.port, token })
    const { url, socket } = host
    const bridgeFile = writeBridgeFile({ folder: profileFolder, url, socket, token, clock: systemClock })
    return { station, host, removeBridgeFile: bridgeFile.remove }
  } catch (thrown) {
    await host?.close()
    await station.close()
    throw fileTrouble(thrown, profileFolder) ?? thrown
  }
}

/** On the port that was asked for; else on the one of last time, so that an open page comes back; else on any. */
async function openWhereItWas(
  open: (port: number) => Promise<BrowserHost>,
  asked: number,
  before: number,
): Promise<BrowserHost> {
  if (asked !== 0) return open(asked)
  try {
    return await open(before)
  } catch (thrown) {
    if (before === 0 || !(thrown instanceof StationError)) throw thrown
    return open(0)
  }
}

/**
 * Listens from the first moment: a signal while the station opens ends it as soon as it stands. And to the last: one
 * Ctrl-C may come twice, from the terminal and from npm, and must not cut the closing short.
 */
function listenForTheEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}

function leaveWhenLate(log: StationLog): void {
  setTimeout(() => {
    log.warn('station-closed-late')
    process.exit(0)
  }, closeWithinMs).unref()
}

function versionOf(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return version
}
