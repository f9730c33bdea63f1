import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { AnyNews } from '../../src-shared/contract/news.ts'
import { StationError } from '../../src-shared/failure.ts'
import type { DeviceRole } from '../../src-shared/model/device.ts'
import type { Clock } from '../clock.ts'
import type { HidTransport } from '../device/hid/hid-transport.ts'
import type { Handlers } from '../host/door.ts'
import type { StationLog } from '../log/station-log.ts'
import { makeFolder } from '../make-folder.ts'
import type { Random } from '../random.ts'
import type { Keychain } from '../secret/keychain.ts'
import { openSecrets, type Secrets } from '../secret/secrets.ts'
import { keepSetting, readSetting } from '../station-settings.ts'
import { openStore, type Store, systemActor } from '../store/store.ts'
import { newTraceId } from '../trace-id.ts'
import { deviceRoles } from './devices.ts'
import { doctorHandlers } from './doctor-handlers.ts'
import { workHandlers } from './handlers.ts'
import { setupHandlers } from './setup-handlers.ts'
import type { ConnectWish } from './store-test.ts'
import {
  openTraining,
  type Training,
  trainingGs1Prefix,
  trainingHandlers,
  trainingOutletId,
} from './training.ts'
import { openWorkplace, seedSettings, setSettings, type Workplace } from './workplace.ts'

export const tokenName = 'lightspeed-token'
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
  /** USB sockets in place of the machine's own. */
  hid?: HidTransport
}

export type Placed = {
  workplace: Workplace
  training: Training | null
  handlers: Handlers
  secrets: Secrets
  /** Ends the wait for a locked keychain. */
  stopAsking(): void
}

/** What a place is opened with; the token is read anew at each call. */
export type PlaceParts = {
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

/** Opens the workplace a profile stands for: its store, or training. `swap` leaves it for another store. */
export async function openPlace(
  parts: PlaceParts,
  swap: (wish: ConnectWish) => Promise<void>,
): Promise<Placed> {
  const { settings } = parts
  const { clock, log, random, profileFolder } = settings
  const isTraining = (settings.connect ?? null) === null && !isConnectedProfile(profileFolder)
  const folder = isTraining ? join(profileFolder, 'training') : profileFolder
  makeFolder(folder)
  const tellTraining = () => parts.tell({ topic: 'changed', body: { what: 'training' } })
  const training = isTraining
    ? await openTraining(folder, { bench: { clock }, random, onChange: tellTraining })
    : null
  try {
    const { store, setAside } = openStore(folder, clock)
    const traceId = newTraceId(clock, random)
    if (setAside !== null) noteSetAside(store, setAside, log, traceId)
    seedSettings(store, traceId, seedsOf(settings, isTraining))
    if (readSetting(store, 'network-cut') === true) await training?.store.faults.network('down')
    const workplace = openWorkplace({
      folder,
      store,
      clock,
      log,
      random,
      training,
      ...(settings.hid === undefined ? {} : { hid: settings.hid }),
      version: settings.version ?? '0',
      notice: setAside === null ? null : setAsideWords(setAside),
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

function noteSetAside(store: Store, setAside: string, log: StationLog, traceId: string): void {
  log.warn('store.damaged', { setAside })
  const given = { file: basename(setAside) }
  store.write({ kind: 'store:set-aside', actor: systemActor, subject: null, given, traceId }, () => undefined)
}

function setAsideWords(setAside: string): string {
  return (
    `The store of this profile was damaged. It lies untouched as ${basename(setAside)}, and a new one was started: ` +
    'Lightspeed brings back what it knows. What was not sent yet is in that file and in the backup folder: ' +
    'ask for help before you count it again.'
  )
}

function seedsOf(settings: StationSettings, isTraining: boolean): Record<string, unknown> {
  if (!isTraining) return {}
  return {
    'outlet-id': settings.outletId ?? trainingOutletId,
    [`gs1-prefix:${trainingOutletId}`]: trainingGs1Prefix,
    'station-number': (settings.random(1)[0] ?? 0) % 100,
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
async function connectPlace(place: Placed, parts: PlaceParts): Promise<void> {
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
function askForToken(place: Placed, parts: PlaceParts): () => void {
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

function allHandlers(
  workplace: Workplace,
  training: Training | null,
  wiring: { parts: PlaceParts; secrets: Secrets; swap: (wish: ConnectWish) => Promise<void> },
): Handlers {
  return {
    ...workHandlers(workplace),
    ...doctorHandlers(workplace.doctor),
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
