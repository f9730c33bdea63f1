import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StationError } from '../../src-shared/failure.ts'
import { systemClock } from '../clock.ts'
import { openStationLog, type StationLog } from '../log/station-log.ts'
import { logStrayBugs } from '../log/stray-bugs.ts'
import { holdProfile } from '../profile.ts'
import { systemRandom } from '../random.ts'
import { sealedFiles, storeToken } from '../relay/kept-token.ts'
import { openRelay, type RelaySettings } from '../relay/open-relay.ts'
import { loadKeytar, openKeychain } from '../secret/keychain.ts'
import { openSecrets } from '../secret/secrets.ts'
import { failureLine } from './command-line.ts'
import { checkPort } from './port-check.ts'
import { type RelayOptions, readRelayOptions } from './relay-options.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const closeWithinMs = 4_500

const usage = `The webhook relay: hears what Lightspeed tells of changes, and hints to stations what to read now.

  npm run relay -- --data DIR --public-url URL --secret-file FILE --station-token-file FILE [options]

  --data DIR                  where the relay keeps what it heard; made when it is missing
  --public-url URL            where Lightspeed reaches it: https, through a proxy that ends TLS
  --secret-file FILE          the client secret of the program that subscribes; two lines while it is being changed
  --station-token-file FILE   what stations show, one token a line, 32 characters or more
  --port N                    port it listens on; 0 or left out: any free one
  --listen ADDRESS            IP address it listens on; 127.0.0.1 when left out
  --store-url URL             the store to subscribe at; left out, subscriptions are made by hand
  --token-file FILE           holds a token of that program with the scope webhooks; read again for each call. Left
                              out with --store-url, the one that was kept is taken from the keychain
  --keep-token                keeps the token of --token-file, sealed by this machine's keychain: the file can go
  --api-version V             2026-07 or 2.0
  --help                      this page

It ends with SIGTERM or SIGINT. Exit codes: 0 it ended as told, 2 something given was wrong and nothing was changed.
`

/** Opens the relay and stays until it is told to end. Gives the exit code. */
export async function runRelay(words: readonly string[]): Promise<number> {
  try {
    const options = readRelayOptions(words)
    if (options === null) {
      process.stdout.write(usage)
      return 0
    }
    await checkPort(options.port)
    await stay(options)
    return 0
  } catch (thrown) {
    if (!(thrown instanceof StationError)) throw thrown
    process.stderr.write(`${failureLine(thrown)}\n`)
    return 2
  }
}

async function stay(options: RelayOptions): Promise<void> {
  const toldToEnd = new Promise<void>((resolve) => {
    // Told twice it still closes in order, and no later than below.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
  const hold = holdProfile(options.folder, { program: 'relay', place: 'folder' })
  const log = openStationLog(join(options.folder, 'log'), systemClock)
  logStrayBugs(log)
  for (const secret of [...options.secrets, ...options.stationTokens]) log.hide(secret)
  try {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    const store = await storeWith(options, log)
    const relay = await openRelay({ ...options, store, version, clock: systemClock, log })
    process.stdout.write(`The relay listens at ${relay.url} for ${options.publicUrl}\n`)
    await toldToEnd
    setTimeout(() => process.exit(0), closeWithinMs).unref()
    await relay.close()
  } finally {
    log.close()
    hold.release()
  }
}

/** The store with a token for each call; null where subscriptions are made by hand. */
async function storeWith({ store, folder }: RelayOptions, log: StationLog): Promise<RelaySettings['store']> {
  if (store === null) return null
  const secrets = openSecrets({
    keychain: openKeychain(loadKeytar(log), systemClock, log),
    rows: sealedFiles(folder),
    clock: systemClock,
    log,
    random: systemRandom,
    hide: (secret) => log.hide(secret),
  })
  return { ...store, token: await storeToken(store.token, secrets) }
}
