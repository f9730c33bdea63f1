import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { StationError } from '../../src-shared/failure.ts'
import type { DeviceRole } from '../../src-shared/model/device.ts'
import { type DeviceAddress, parseAddress, printAddress } from '../device/address.ts'
import { isOtherThanPort } from '../device/port-file.ts'
import { isSamePlace } from '../device/same-place.ts'
import { readStoreUrl } from '../lightspeed/store-url.ts'
import { readRelayUrl } from '../relay-url.ts'
import { badOption, readWords } from './command-line.ts'
import { checkProfileFolder } from './profile-check.ts'

/** What the command line asked for, read and checked; nothing was changed yet. */
export type Options = {
  profileFolder: string
  port: number
  isHeadless: boolean
  /** Takes every PIN and badge away: for a keychain that is lost, or a last administrator who forgot. */
  forgetsPins: boolean
  connect: { url: string; token: string; apiVersion: '2026-07' | '2.0' } | null
  relay: { url: string; token: string } | null
  outletId: string | null
  devices: Partial<Record<DeviceRole, string>>
}

const known = {
  help: { type: 'boolean', short: 'h' },
  host: { type: 'string' },
  port: { type: 'string' },
  profile: { type: 'string' },
  headless: { type: 'boolean' },
  'forget-pins': { type: 'boolean' },
  'store-url': { type: 'string' },
  'token-file': { type: 'string' },
  'api-version': { type: 'string' },
  'relay-url': { type: 'string' },
  'relay-token-file': { type: 'string' },
  outlet: { type: 'string' },
  scale: { type: 'string' },
  scanner: { type: 'string' },
  printer: { type: 'string' },
  printer2: { type: 'string' },
} as const

type Given = Partial<Record<Exclude<keyof typeof known, 'help' | 'headless' | 'forget-pins'>, string>>

/** Ids of the store are 128 bits in the usual text form; not all of them carry the version digits of RFC 9562. */
const idShape = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/**
 * Reads the command line; null when it asks for help.
 * @throws StationError with one line that names the wrong value.
 */
export function readOptions(words: readonly string[]): Options | null {
  const given = readWords(words, known)
  if (given.help === true) return null
  if (given.host !== undefined && given.host !== 'browser') {
    throw badOption(`--host ${given.host}: only "browser" can be chosen here.`)
  }
  const port = portOf(given.port)
  const connect = connectOf(given)
  const relay = relayOf(given)
  const outletId = outletOf(given.outlet)
  const devices = {
    ...deviceOf('scanner', given.scanner),
    ...deviceOf('scale', given.scale),
    ...deviceOf('printer', given.printer),
    ...deviceOf('printer2', given.printer2),
  }
  refuseShared(devices)
  if (given.profile === undefined || given.profile === '') throw badOption('--profile DIR is missing.')
  const profileFolder = resolve(given.profile)
  checkProfileFolder(profileFolder)
  const isConnected = connect !== null || existsSync(join(profileFolder, 'station.sqlite'))
  if (isConnected) refuseVirtual(devices)
  else if (relay !== null) throw badOption('--relay-url: training has no relay; give --store-url too.')
  return {
    profileFolder,
    port,
    isHeadless: given.headless === true,
    forgetsPins: given['forget-pins'] === true,
    connect,
    relay,
    outletId,
    devices,
  }
}

/** @throws StationError `bad-option` for what is no port; 0 where none is given. */
export function portOf(text: string | undefined): number {
  if (text === undefined) return 0
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw badOption(`--port ${text}: a port is a number from 0 to 65535.`)
  return port
}

function relayOf(given: Given): Options['relay'] {
  const { 'relay-url': url, 'relay-token-file': tokenFile } = given
  if (url === undefined && tokenFile === undefined) return null
  if (url === undefined) throw badOption('--relay-token-file needs --relay-url URL.')
  if (tokenFile === undefined) throw badOption('--relay-url needs --relay-token-file FILE.')
  return { url: readRelayUrl(url), token: tokenIn('relay-token-file', tokenFile) }
}

function connectOf(given: Given): Options['connect'] {
  const { 'store-url': url, 'token-file': tokenFile, 'api-version': version } = given
  if (version !== undefined && version !== '2026-07' && version !== '2.0') {
    throw badOption(`--api-version ${version}: it is 2026-07 or 2.0.`)
  }
  if (url === undefined && tokenFile === undefined) {
    if (version !== undefined) throw badOption('--api-version needs --store-url URL.')
    return null
  }
  if (url === undefined) throw badOption('--token-file needs --store-url URL.')
  if (tokenFile === undefined) throw badOption('--store-url needs --token-file FILE.')
  return { url: readStoreUrl(url), token: tokenIn('token-file', tokenFile), apiVersion: version ?? '2026-07' }
}

/** The file is not named in what is said: somebody may have typed the token itself. */
function tokenIn(option: string, path: string): string {
  let text: string
  try {
    text = readFileSync(path, 'utf8').trim()
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? 'unknown'
    throw badOption(`--${option}: that file cannot be read (${code}).`)
  }
  if (text === '' || text.length > 4_000 || !/^[\x21-\x7e]+$/.test(text))
    throw badOption(`--${option}: that file holds no token.`)
  return text
}

function outletOf(text: string | undefined): string | null {
  if (text === undefined) return null
  const id = text.toLowerCase()
  if (!idShape.test(id))
    throw badOption(`--outlet ${text}: give the outlet's id, like 0a1b2c3d-0000-11ef-0000-000000000000.`)
  return id
}

function deviceOf(role: DeviceRole, text: string | undefined): Partial<Record<DeviceRole, string>> {
  if (text === undefined) return {}
  const address = addressOf(role, text)
  if (address.is === 'serial' && isOtherThanPort(address.path))
    throw badOption(`--${role} ${text}: ${address.path} is no serial port.`)
  return { [role]: printAddress(address, role) }
}

/** The option is named: there may be several, and what was typed may be quoted only in part. */
function addressOf(role: DeviceRole, text: string): DeviceAddress {
  try {
    return parseAddress(text, role)
  } catch (thrown) {
    if (thrown instanceof StationError) throw badOption(`--${role}: ${thrown.message}`)
    throw thrown
  }
}

/** Two devices behind one address: neither would ever work, and which of them was meant nobody can tell. */
function refuseShared(devices: Options['devices']): void {
  const given = Object.entries(devices) as [DeviceRole, string][]
  given.forEach(([role, text], at) => {
    const owner = given
      .slice(0, at)
      .find(([other, theirs]) => isSamePlace(parseAddress(text, role), parseAddress(theirs, other)))
    if (owner === undefined) return
    throw badOption(`--${owner[0]} and --${role} lead to one device: give each an address of its own.`)
  })
}

function refuseVirtual(devices: Options['devices']): void {
  for (const [role, address] of Object.entries(devices)) {
    if (address.startsWith('virtual'))
      throw badOption(`--${role} virtual: virtual devices belong to training, and this is a real store.`)
  }
}
