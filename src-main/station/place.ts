import { existsSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { AnyNews } from '../../src-shared/contract/news.ts'
import type { DeviceRole } from '../../src-shared/model/device.ts'
import { resolveProduct } from '../catalogue/resolve.ts'
import type { Clock } from '../clock.ts'
import { parseAddress } from '../device/address.ts'
import type { HidTransport } from '../device/hid/hid-transport.ts'
import { isSamePlace } from '../device/same-place.ts'
import type { Handlers } from '../host/door.ts'
import { openHeadSigner } from '../journal/head-signer.ts'
import { tokenAccess } from '../lightspeed/line-access.ts'
import type { StationLog } from '../log/station-log.ts'
import { makeFolder } from '../make-folder.ts'
import type { Random } from '../random.ts'
import type { Keychain } from '../secret/keychain.ts'
import { openSecrets, type Secrets } from '../secret/secrets.ts'
import { openStaff } from '../staff/staff.ts'
import { keepSetting, readSetting } from '../station-settings.ts'
import { damagedFiles } from '../store/damaged-files.ts'
import type { CheckAhead } from '../store/file-check.ts'
import { storeTails } from '../store/head-note.ts'
import { type Restorable, restorableIn } from '../store/restore.ts'
import { openStore, type Store, systemActor } from '../store/store.ts'
import type { RelayAccess } from '../sync/hint-line.ts'
import { newTraceId } from '../trace-id.ts'
import { type Access, type Key, openAccess } from './access.ts'
import type { ConnectionDesk } from './connection.ts'
import { portTaken } from './device-words.ts'
import { deviceRoles } from './devices.ts'
import { placeHandlers } from './place-handlers.ts'
import { checkPlaceParts } from './place-parts.ts'
import { listenToRelay } from './relay-key.ts'
import { isUntouched, mustBeSameStore } from './same-store.ts'
import { setAsideNotice } from './set-aside.ts'
import { seedSettings, setSettings } from './set-settings.ts'
import { openTraining, type Training, trainingGs1Prefix, trainingOutletId } from './training.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

const keyAgainMs = 15_000

/** What a station is built from. Everything but the profile folder, the time and the log may be left out. */
export type StationSettings = {
  profileFolder: string
  clock: Clock
  log: StationLog
  random: Random
  version?: string
  /** From the command line: the store to work with; its token stays in memory. */
  connect?: { url: string; token: string; apiVersion: '2026-07' | '2.0' } | null
  /** From the command line: the webhook relay to ask; its token stays in memory. */
  relay?: RelayAccess | null
  outletId?: string | null
  /** From the command line: addresses that replace what is kept, or a device taken away. */
  devices?: Partial<Record<DeviceRole, string>>
  keychain?: Keychain
  /** USB sockets in place of the machine's own. */
  hid?: HidTransport
  /** Every PIN and badge is taken away at start. */
  forgetsPins?: boolean
  /** scrypt's N for PINs; a test's is cheaper. */
  pinCost?: number
  /** The check of the profile's store, where it began before the station was built. */
  checkAhead?: CheckAhead | null
}

/** The store a place is opened on, with the key to it; one from the command line is not kept. */
export type Connect = { url: string; apiVersion: '2026-07' | '2.0'; key: Key; isToKeep: boolean }

export type Placed = {
  workplace: Workplace
  training: Training | null
  handlers: Handlers
  secrets: Secrets
  access: Access
  /** Why the key could not be sealed; it serves until the station ends. */
  notKept: Error | null
  /** Ends the wait for a locked keychain. */
  stopAsking(): void
}

/** What a place is opened with. */
export type PlaceParts = {
  settings: StationSettings
  connect: Connect | null
  keychain: Keychain
  tell(news: AnyNews): void
  /** Which it was, where a place is opened again; else the profile tells. */
  isTraining?: boolean
}

/** Where a real store's profile keeps its database; training has its own below. */
function isConnectedProfile(folder: string): boolean {
  return existsSync(join(folder, 'station.sqlite'))
}

/**
 * Opens the workplace a profile stands for: its store, or training.
 *
 * @param ahead a check of the store that began before; it counts for one opening, what is opened is written to
 */
export async function openPlace(
  parts: PlaceParts,
  desk: ConnectionDesk,
  ahead: CheckAhead | null = null,
): Promise<Placed> {
  const { settings } = parts
  const { clock, log, random, profileFolder } = settings
  const isTraining = parts.isTraining ?? (parts.connect === null && !isConnectedProfile(profileFolder))
  const folder = isTraining ? join(profileFolder, 'training') : profileFolder
  makeFolder(folder)
  checkPlaceParts(folder)
  const path = join(folder, 'station.sqlite')
  const isNew = !existsSync(path)
  // What was opened so far, let go of newest first when the rest does not open.
  const opened: (() => Promise<void> | void)[] = []
  const tellTraining = () => parts.tell({ topic: 'changed', body: { what: 'training' } })
  const training = isTraining
    ? await openTraining(folder, { bench: { clock }, random, onChange: tellTraining })
    : null
  if (training !== null) opened.push(() => training.close())
  try {
    const { store, setAside } = openStore(
      folder,
      clock,
      ahead?.path === path && (await ahead.isSound),
      settings.version ?? null,
    )
    opened.push(() => store.close())
    if (parts.connect !== null && !isUntouched(store)) {
      mustBeSameStore(readSetting(store, 'connection')?.url ?? null, parts.connect.url)
    }
    const traceId = newTraceId(clock, random)
    if (setAside !== null) noteSetAside(store, setAside, log, traceId)
    seedSettings(store, traceId, seedsOf(settings, isTraining))
    if (readSetting(store, 'network-cut') === true) await training?.store.faults.network('down')
    const secrets = openSecrets({
      keychain: parts.keychain,
      rows: store.secrets,
      clock,
      log,
      random,
      hide: (secret) => log.hide(secret),
    })
    const staff = openStaff({
      store,
      clock,
      log,
      random,
      secrets,
      tell: parts.tell,
      newTraceId: () => newTraceId(clock, random),
      isProduct: (code) => resolveProduct(store, code, null, null).is !== 'none',
      ...(settings.pinCost === undefined ? {} : { pinCost: settings.pinCost }),
    })
    // What is trained needs no proof, and puts no key of its own under the keychain's.
    const signer = training === null ? openHeadSigner({ store, secrets, random, log }) : null
    const workplace = openWorkplace({
      staff,
      signer,
      folder,
      profileFolder,
      store,
      clock,
      log,
      random,
      training,
      ...(settings.hid === undefined ? {} : { hid: settings.hid }),
      version: settings.version ?? '0',
      setAside: { files: damagedFiles(folder), offer: offerIn(store, folder) },
      tell: parts.tell,
    })
    opened.pop()
    opened.push(() => workplace.close())
    applyGiven(workplace, parts)
    const access = openAccess({
      secrets,
      clock,
      log,
      userAgent: userAgentOf(settings),
      hide: (secret) => log.hide(secret),
      onState() {
        parts.tell({ topic: 'frame', body: workplace.frame() })
        for (const what of ['sync', 'setup'] as const) parts.tell({ topic: 'changed', body: { what } })
      },
    })
    const place: Placed = {
      workplace,
      training,
      secrets,
      access,
      notKept: null,
      handlers: placeHandlers(workplace, training, {
        profileFolder,
        relay: settings.relay ?? null,
        random,
        secrets,
        access,
        desk,
      }),
      stopAsking: () => undefined,
    }
    await connectPlace(place, parts)
    return place
  } catch (thrown) {
    for (const close of opened.reverse()) await close()
    // A store that was made just now holds nothing yet; left there, it would pass for a connected profile.
    if (isNew && !isTraining) removeStore(folder)
    throw thrown
  }
}

function removeStore(folder: string): void {
  for (const tail of storeTails) rmSync(join(folder, `station.sqlite${tail}`), { force: true })
}

/** Lets go of everything a place holds. A renewal of the key that is out ends first, so that its pair is kept. */
export async function closePlace(place: Placed): Promise<void> {
  place.stopAsking()
  await Promise.all([place.access.close(), place.workplace.disconnect()])
  await place.workplace.close()
  await place.training?.close()
}

/** Looked for only while a damaged store waits for a person: it reads both from end to end. */
function offerIn(store: Store, folder: string): Restorable | null {
  const setAside = { files: damagedFiles(folder), offer: null }
  return setAsideNotice(store, setAside) === null ? null : restorableIn(folder)
}

function noteSetAside(store: Store, setAside: string, log: StationLog, traceId: string): void {
  log.warn('store.damaged', { setAside })
  const given = { file: basename(setAside) }
  store.write({ kind: 'store:set-aside', actor: systemActor, subject: null, given, traceId }, () => undefined)
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

/** Name and version of this program, as the vendor asks. */
export function userAgentOf({ version }: StationSettings): string {
  return `ConsignmentStation/${version ?? '0'}`
}

/** What was given replaces what was kept. */
function applyGiven(workplace: Workplace, { settings, connect }: PlaceParts): void {
  const { store } = workplace.bench
  const devices = settings.devices ?? {}
  const given = { outletId: settings.outletId ?? null, devices, url: connect?.url ?? null }
  if (given.outletId === null && given.url === null && Object.keys(devices).length === 0) return
  refuseKeptPlaces(workplace, devices)
  setSettings(workplace.bench, given, () => {
    if (given.outletId !== null) keepSetting(store, 'outlet-id', given.outletId)
    for (const role of deviceRoles) {
      if (devices[role] !== undefined) store.settings.put(`device:${role}`, devices[role])
    }
    if (connect !== null) {
      keepSetting(store, 'connection', { url: connect.url, apiVersion: connect.apiVersion })
      keepSetting(store, 'signed-out', null)
    }
  })
}

/**
 * A device given where another one is kept would take its place from it, or never get it.
 * @throws StationError `port-taken`
 */
function refuseKeptPlaces(workplace: Workplace, given: NonNullable<StationSettings['devices']>): void {
  for (const role of deviceRoles) {
    const text = given[role]
    if (text === undefined) continue
    const owner = deviceRoles.find((other) => {
      const theirs = other === role || other in given ? null : workplace.devices.addressOf(other)
      return theirs !== null && isSamePlace(parseAddress(text, role), theirs)
    })
    if (owner !== undefined) throw portTaken(owner)
  }
}

/** Opens the line: training to its own store; else with the key given, or the one that is kept. */
async function connectPlace(place: Placed, { settings, connect }: PlaceParts): Promise<void> {
  const { workplace, training, access } = place
  for (const role of deviceRoles) {
    if (settings.devices?.[role] !== undefined) await workplace.devices.reopen(role)
  }
  if (training !== null) {
    const { url, token } = training.store
    await workplace.connect(
      { url, apiVersion: '2026-07' },
      tokenAccess(() => token),
    )
    return
  }
  const connection = readSetting(workplace.bench.store, 'connection')
  if (connection === null) return
  if (readSetting(workplace.bench.store, 'signed-out') === true) {
    // The station may have ended between the note and the record.
    await access.drop()
    return
  }
  if (connect === null) await access.load(connection.url)
  else if (connect.isToKeep) place.notKept = await notKept(access, connect.key)
  else access.use(connect.key)
  await workplace.connect(connection, access)
  await listenToRelay(workplace, place.secrets, settings.relay ?? null)
  if (access.state() === 'none') place.stopAsking = askForKey(place, settings, connection.url)
}

/** What kept a key from being sealed; null when it was. The work goes on either way. */
async function notKept(access: Access, key: Key): Promise<Error | null> {
  try {
    await access.keep(key)
    return null
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown))
  }
}

/** A keychain that was locked at start may be unlocked later: asked again until it gives the key. */
function askForKey(place: Placed, settings: StationSettings, url: string): () => void {
  const { clock, log } = settings
  let cancel: () => void = () => undefined
  let isStopped = false
  const ask = async () => {
    const isFound = await place.access.load(url)
    if (isStopped) return
    if (isFound) {
      place.workplace.link()?.now()
      await listenToRelay(place.workplace, place.secrets, settings.relay ?? null)
    } else cancel = clock.after(keyAgainMs, look)
  }
  const look = () => {
    ask().catch((thrown: unknown) => log.bug('sync.token-not-read', thrown))
  }
  log.warn('sync.no-token', {})
  cancel = clock.after(keyAgainMs, look)
  return () => {
    isStopped = true
    cancel()
  }
}
