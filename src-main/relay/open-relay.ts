import { join } from 'node:path'
import { StationError } from '../../src-shared/failure.ts'
import type { Clock } from '../clock.ts'
import { openAllowance } from '../lightspeed/allowance.ts'
import { type LightspeedSettings, openLightspeed } from '../lightspeed/lightspeed.ts'
import { isPrefixOf } from '../lightspeed/store-url.ts'
import type { Log } from '../log/log.ts'
import { makeFolder } from '../make-folder.ts'
import { openRelayStore } from '../store/relay-store.ts'
import { openHookDesk } from './hook-desk.ts'
import { openRelayServer } from './relay-server.ts'
import { tokenChecker } from './station-tokens.ts'
import { openSubscriber } from './subscriber.ts'
import { openWaiters } from './waiters.ts'

export type RelaySettings = {
  /** Where it keeps what it heard. */
  folder: string
  port: number
  listen: string
  /** Where Lightspeed reaches it, without a slash at the end. */
  publicUrl: string
  /** Client secrets of the program that subscribes, the usual one first; two while it is being changed. */
  secrets: readonly string[]
  stationTokens: readonly string[]
  /** The store whose webhooks these are; null where subscriptions are made by hand. */
  store: Pick<LightspeedSettings, 'url' | 'apiVersion' | 'token'> | null
  version: string
  /** How long a request may take to arrive whole; 10 s unless told. */
  requestMs?: number
  clock: Clock
  log: Log
}

export type Relay = { url: string; close(): Promise<void> }

const mostHints = 500
const probeEveryMs = 10_000

/**
 * Opens the receiver of webhooks. Hints are numbered without end: a station asks with the last number it has, and one
 * that has none begins at the end, because its own first reading brings everything there was before.
 * @throws StationError when the folder, the file or the port cannot be used.
 */
export async function openRelay(settings: RelaySettings): Promise<Relay> {
  const { clock, log, folder } = settings
  makeFolder(folder)
  const store = openRelayStore(join(folder, 'relay.sqlite'), clock)
  const waiters = openWaiters(clock)
  const isOurStore = (prefix: string) => settings.store === null || isPrefixOf(settings.store.url, prefix)
  const desk = openHookDesk({
    store,
    secrets: settings.secrets,
    isOurStore,
    clock,
    log,
    onTaken: waiters.wake,
  })
  const subscriber = subscriberOf(settings)
  const openedAt = new Date(clock.now()).toISOString()
  let probed = { atMs: Number.NEGATIVE_INFINITY, isGood: true }

  async function hints(after: number | null, waitMs: number, gone: AbortSignal) {
    let found = after === null ? { hints: [], isGap: false } : store.after(after, mostHints)
    if (after !== null && found.hints.length === 0 && !found.isGap) {
      await waiters.wait(waitMs, gone)
      found = store.after(after, mostHints)
    }
    const next = found.hints.at(-1)?.sequence ?? store.newest()
    return { relay: store.id, next, ...found, tallies: store.tallies() }
  }

  /** A disk that takes nothing is found by writing; asked more often, the last answer stands. */
  function canKeep(): boolean {
    if (clock.mono() - probed.atMs < probeEveryMs) return probed.isGood && desk.canKeep()
    try {
      store.probe()
      probed = { atMs: clock.mono(), isGood: true }
      desk.keepsAgain()
      return true
    } catch (thrown) {
      log.bug('relay.storage-down', thrown)
      probed = { atMs: clock.mono(), isGood: false }
      return false
    }
  }

  const server = await openRelayServer({
    ...settings,
    publicUrl: new URL(settings.publicUrl),
    desk,
    isStation: tokenChecker(settings.stationTokens),
    hints,
    health: () => ({
      is: canKeep() ? 'ok' : 'storage-down',
      version: settings.version,
      openedAt,
      lastHookAt: store.lastTakenAt(),
      subscriptions: subscriber?.state() ?? { is: 'by-hand' },
      last24h: store.tallies(),
    }),
    log,
  }).catch(async (thrown: unknown) => {
    await subscriber?.close()
    store.close()
    throw portFailure(settings, thrown)
  })
  log.info('relay.opened', { port: server.port })
  return {
    url: `http://${settings.listen.includes(':') ? `[${settings.listen}]` : settings.listen}:${server.port}`,
    async close() {
      const closed = server.close()
      waiters.wake()
      await Promise.all([closed, subscriber?.close()])
      desk.close()
      store.close()
    },
  }
}

function subscriberOf({ store, publicUrl, version, clock, log }: RelaySettings) {
  if (store === null) return null
  const lightspeed = openLightspeed(
    { ...store, userAgent: `ConsignmentStationRelay/${version}` },
    { clock, log, allowance: openAllowance({ clock }) },
  )
  return openSubscriber({ lightspeed, publicUrl, clock, log })
}

function portFailure({ port, listen }: RelaySettings, thrown: unknown): unknown {
  const { code, syscall } = thrown as NodeJS.ErrnoException
  if (code === undefined || (syscall !== 'listen' && syscall !== 'bind')) return thrown
  const why = code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be used (${code})`
  return new StationError(
    'relay-port',
    `Port ${port} on ${listen} ${why}.`,
    'Start with another --port or --listen; 0 is any free port.',
    { cause: thrown },
  )
}
