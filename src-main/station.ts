import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { contract } from '../src-shared/contract/contract.ts'
import type { AnyNews } from '../src-shared/contract/news.ts'
import { StationError } from '../src-shared/failure.ts'
import type { DeviceRole } from '../src-shared/model/device.ts'
import type { Clock } from './clock.ts'
import type { Handlers } from './host/door.ts'
import type { StationDoor } from './host/station-door.ts'
import { newTraceId } from './host/trace-id.ts'
import { readStoreUrl } from './lightspeed/store-url.ts'
import type { StationLog } from './log/station-log.ts'
import { holdProfile } from './profile.ts'
import type { Random } from './random.ts'
import { type Keychain, loadKeytar, openKeychain } from './secret/keychain.ts'
import { openSecrets, type Secrets } from './secret/secrets.ts'
import { deviceRoles } from './station/devices.ts'
import { workHandlers } from './station/handlers.ts'
import { setupHandlers } from './station/setup-handlers.ts'
import { type ConnectWish, testStore } from './station/store-test.ts'
import {
  openTraining,
  type Training,
  trainingGs1Prefix,
  trainingHandlers,
  trainingOutletId,
} from './station/training.ts'
import {
  openWorkplace,
  requestTrace,
  seedSettings,
  setSettings,
  type Workplace,
} from './station/workplace.ts'
import { keepSetting, readSetting } from './station-settings.ts'
import { openStore } from './store/store.ts'

const tokenName = 'lightspeed-token'
const tokenAgainMs = 15_000

/** What a station is built from. Everything but the profile folder, the time and the log may be left out. */
export type StationSettings = {
  profileFolder: string
  clock: Clock
  log: StationLog
  random: Random
  version?: string
  /** From the command line: the store to work with; its token stays in memory. */
  connect?: { url: string; token: string; apiVersion: '2026-07' | '2.0' } | null
  outletId?: string | null
  /** From the command line: addresses that replace what is kept, or a device taken away. */
  devices?: Partial<Record<DeviceRole, string>>
  keychain?: Keychain
}

/** A station at work: what hosts show, plus the trail of where it lives. */
export type Station = StationDoor & {
  /** The workplace open now; another one after the store was changed. */
  workplace(): Workplace
}

/**
 * Builds the whole station. A profile that knows no store opens in training, in a folder of its own inside the
 * profile, so that nothing trained can reach a real store.
 * @throws StationError when the profile is held, newer than this program, or a given setting is wrong.
 */
export async function openStation(settings: StationSettings): Promise<Station> {
  const { clock, log } = settings
  const hold = holdProfile(settings.profileFolder)
  const keychain = settings.keychain ?? openKeychain(loadKeytar(log), clock, log)
  const listeners = new Set<(news: AnyNews) => void>()
  const tell = (news: AnyNews) => {
    for (const listen of listeners) listen(news)
  }
  let token: string | null = settings.connect?.token ?? null
  if (token !== null) log.hide(token)
  const parts = {
    settings,
    keychain,
    tell,
    token: () => token,
    setToken: (next: string | null) => (token = next),
  }

  let place: Placed
  try {
    place = await openPlace(parts, swap)
  } catch (thrown) {
    hold.release()
    throw thrown
  }

  /** Leaves the open workplace for the store a person connected to. */
  async function swap(wish: ConnectWish): Promise<void> {
    await mustHaveKeychain(place.secrets)
    const found = await testStore({ clock, log }, wish)
    if (!found.outlets.some((outlet) => outlet.id === wish.outletId)) {
      throw new StationError(
        'no-such-outlet',
        'That outlet is not one of the store.',
        'Test the store again and choose.',
      )
    }
    const url = readStoreUrl(wish.url)
    mustBeSameStore(place, url)
    place.stopAsking()
    await place.workplace.close()
    await place.training?.close()
    token = wish.token.trim()
    log.hide(token)
    const connect = { url, token, apiVersion: wish.apiVersion }
    place = await openPlace({ ...parts, settings: { ...settings, connect, outletId: wish.outletId } }, swap)
    setSettings(place.workplace.bench, { storeName: found.storeName }, () =>
      keepSetting(place.workplace.bench.store, 'store-name', found.storeName),
    )
    await place.secrets.put(tokenName, token)
    for (const what of ['setup', 'work', 'sync', 'devices', 'training', 'catalogue'] as const) {
      tell({ topic: 'changed', body: { what } })
    }
    tell({ topic: 'frame', body: place.workplace.frame() })
  }

  return {
    handlers: forwarded(() => place.handlers),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    files: {
      image: (id) => place.workplace.files.image(id),
      file: (name) => place.workplace.files.file(name),
    },
    workplace: () => place.workplace,
    async close() {
      place.stopAsking()
      await place.workplace.close()
      await place.training?.close()
      hold.release()
    },
  }
}

/** Handlers that stay the same while the workplace behind them is replaced. A request's trace id names its commands. */
function forwarded(now: () => Handlers): Handlers {
  const forward = (ask: keyof Handlers) => (taken: never, who: { traceId: string }) =>
    requestTrace.run(who.traceId, () => now()[ask](taken, who))
  return Object.fromEntries(
    Object.keys(contract).map((ask) => [ask, forward(ask as keyof Handlers)]),
  ) as Handlers
}

type Placed = {
  workplace: Workplace
  training: Training | null
  handlers: Handlers
  secrets: Secrets
  /** Ends the wait for a locked keychain. */
  stopAsking(): void
}

type Parts = {
  settings: StationSettings
  keychain: Keychain
  tell(news: AnyNews): void
  token: () => string | null
  setToken(token: string | null): void
}

/** Where a real store's profile keeps its database; training has its own below. */
function isConnectedProfile(folder: string): boolean {
  return existsSync(join(folder, 'station.sqlite'))
}

async function openPlace(parts: Parts, swap: (wish: ConnectWish) => Promise<void>): Promise<Placed> {
  const { settings } = parts
  const { clock, log, random, profileFolder } = settings
  const isTraining = (settings.connect ?? null) === null && !isConnectedProfile(profileFolder)
  const folder = isTraining ? join(profileFolder, 'training') : profileFolder
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const tellTraining = () => parts.tell({ topic: 'changed', body: { what: 'training' } })
  const training = isTraining
    ? await openTraining(folder, { bench: { clock }, random, onChange: tellTraining })
    : null
  try {
    const { store, setAside } = openStore(folder, clock)
    if (setAside !== null) log.warn('store.damaged', { setAside })
    const traceId = newTraceId(clock, random)
    seedSettings(store, traceId, seedsOf(settings, isTraining))
    const workplace = openWorkplace({
      folder,
      store,
      clock,
      log,
      random,
      training,
      version: settings.version ?? '0',
      tell: parts.tell,
    })
    applyGiven(workplace, settings)
    const secrets = openSecrets({
      keychain: parts.keychain,
      rows: store.secrets,
      clock,
      log,
      random,
      hide: (secret) => log.hide(secret),
    })
    const place: Placed = {
      workplace,
      training,
      secrets,
      handlers: allHandlers(workplace, training, { parts, secrets, swap }),
      stopAsking: () => undefined,
    }
    await connectPlace(place, parts)
    return place
  } catch (thrown) {
    await training?.close()
    throw thrown
  }
}

function seedsOf(settings: StationSettings, isTraining: boolean): Record<string, string> {
  if (!isTraining) return {}
  return {
    'outlet-id': settings.outletId ?? trainingOutletId,
    [`gs1-prefix:${trainingOutletId}`]: trainingGs1Prefix,
    'store-name': 'Training store',
    'device:scanner': 'virtual',
    'device:scale': 'virtual',
    'device:printer': 'virtual',
  }
}

/** What the command line gave replaces what was kept. */
function applyGiven(workplace: Workplace, settings: StationSettings): void {
  const { store } = workplace.bench
  const devices = settings.devices ?? {}
  const given = { outletId: settings.outletId ?? null, devices, url: settings.connect?.url ?? null }
  if (given.outletId === null && given.url === null && Object.keys(devices).length === 0) return
  setSettings(workplace.bench, given, () => {
    if (given.outletId !== null) keepSetting(store, 'outlet-id', given.outletId)
    for (const role of deviceRoles) {
      if (devices[role] !== undefined) store.settings.put(`device:${role}`, devices[role])
    }
    if (settings.connect) {
      keepSetting(store, 'connection', { url: settings.connect.url, apiVersion: settings.connect.apiVersion })
    }
  })
}

/** Opens the line: training to its own store; else with the token given, or the one in the keychain. */
async function connectPlace(place: Placed, parts: Parts): Promise<void> {
  const { workplace, training, secrets } = place
  for (const role of deviceRoles) {
    if (parts.settings.devices?.[role] !== undefined) await workplace.devices.reopen(role)
  }
  if (training !== null) {
    await workplace.connect({ url: training.store.url, apiVersion: '2026-07' }, () => training.store.token)
    return
  }
  const connection = readSetting(workplace.bench.store, 'connection')
  if (connection === null) return
  if (parts.token() === null) parts.setToken(await secrets.get(tokenName))
  await workplace.connect(connection, parts.token)
  if (parts.token() === null) place.stopAsking = askForToken(place, parts)
}

/** A keychain that was locked at start may be unlocked later: asked again until it gives the token. */
function askForToken(place: Placed, parts: Parts): () => void {
  const { clock, log } = parts.settings
  let cancel: () => void = () => undefined
  let isStopped = false
  const ask = async () => {
    const token = await place.secrets.get(tokenName)
    if (isStopped) return
    if (token === null) {
      cancel = clock.after(tokenAgainMs, look)
      return
    }
    parts.setToken(token)
    place.workplace.link()?.now()
  }
  const look = () => {
    ask().catch((thrown: unknown) => log.bug('sync.token-not-read', thrown))
  }
  log.warn('sync.no-token', {})
  cancel = clock.after(tokenAgainMs, look)
  return () => {
    isStopped = true
    cancel()
  }
}

/** A profile holds the work of one store: connecting it to another would mix what was counted. */
function mustBeSameStore(place: Placed, url: string): void {
  const before = place.training === null ? readSetting(place.workplace.bench.store, 'connection') : null
  if (before === null || before.url === url) return
  throw new StationError(
    'other-store',
    `This profile holds the work of ${before.url}.`,
    'Start the station with another profile folder (--profile DIR) for another store.',
  )
}

/** A token is never kept in the open: without a keychain there is no connection, and training goes on. */
async function mustHaveKeychain(secrets: Secrets): Promise<void> {
  switch (await secrets.state()) {
    case 'ready':
      return
    case 'locked':
      throw new StationError(
        'keychain-locked',
        'The keychain of this computer is locked.',
        'Unlock it, then connect.',
        {
          retryable: true,
        },
      )
    case 'missing':
      throw new StationError(
        'keychain-missing',
        'This computer offers no keychain to keep the token in.',
        'Set one up (on Linux: a secret service such as GNOME Keyring), then connect.',
      )
  }
}

function allHandlers(
  workplace: Workplace,
  training: Training | null,
  wiring: { parts: Parts; secrets: Secrets; swap: (wish: ConnectWish) => Promise<void> },
): Handlers {
  return {
    ...workHandlers(workplace),
    ...setupHandlers(workplace, {
      profileFolder: wiring.parts.settings.profileFolder,
      secrets: wiring.secrets,
      hasToken: () => training !== null || wiring.parts.token() !== null,
      connectTo: wiring.swap,
    }),
    ...(training === null ? noTraining : playTraining(workplace, training)),
  }
}

function playTraining(workplace: Workplace, training: Training) {
  return trainingHandlers({
    training,
    bench: workplace.bench,
    preview: workplace.preview,
    stock: workplace.stock,
    onChange: () => workplace.tell({ topic: 'changed', body: { what: 'training' } }),
    wakeFeeds: () => workplace.link()?.puller.wake('consignments', 'inventory'),
  })
}

function refuseTraining(): never {
  throw new StationError(
    'not-training',
    'This station is connected to a real store.',
    'There is no virtual bench here.',
  )
}

const noTraining = {
  'training:state': refuseTraining,
  'training:scan': refuseTraining,
  'training:weigh': refuseTraining,
  'training:weigh-box': refuseTraining,
  'training:plug': refuseTraining,
  'training:printer': refuseTraining,
  'training:network': refuseTraining,
  'training:store': refuseTraining,
}
