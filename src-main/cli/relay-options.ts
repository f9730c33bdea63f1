import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { StationError } from '../../src-shared/failure.ts'
import { readStoreUrl } from '../lightspeed/store-url.ts'
import type { TokenWish } from '../relay/kept-token.ts'
import type { RelaySettings } from '../relay/open-relay.ts'
import { readRelayUrl } from '../relay-url.ts'
import { badOption, readWords } from './command-line.ts'
import { portOf } from './options.ts'
import { checkProfileFolder } from './profile-check.ts'

/** What the relay's command line asked for, read and checked; nothing was changed yet. */
export type RelayOptions = Omit<RelaySettings, 'version' | 'clock' | 'log' | 'requestMs' | 'store'> & {
  store: (Omit<NonNullable<RelaySettings['store']>, 'token'> & { token: TokenWish }) | null
}

const known = {
  help: { type: 'boolean', short: 'h' },
  data: { type: 'string' },
  port: { type: 'string' },
  listen: { type: 'string' },
  'public-url': { type: 'string' },
  'secret-file': { type: 'string' },
  'station-token-file': { type: 'string' },
  'store-url': { type: 'string' },
  'token-file': { type: 'string' },
  'keep-token': { type: 'boolean' },
  'api-version': { type: 'string' },
} as const

const shortestSecret = 12
const shortestStationToken = 32
const mostStationTokens = 200

/**
 * Reads the command line; null when it asks for help.
 * @throws StationError with one line that names the wrong value.
 */
export function readRelayOptions(words: readonly string[]): RelayOptions | null {
  const given = readWords(words, known)
  if (given.help === true) return null
  const port = portOf(given.port)
  const listen = given.listen ?? '127.0.0.1'
  if (isIP(listen) === 0) throw badOption(`--listen ${listen}: give an IP address of this machine.`)
  const folder = given.data
  if (folder === undefined || folder === '') throw badOption('--data DIR is missing.')
  if (given['public-url'] === undefined) throw badOption('--public-url URL is missing.')
  const publicUrl = readRelayUrl(given['public-url'])
  const secrets = linesOf('secret-file', given['secret-file'], { most: 2, shortest: shortestSecret })
  const stationTokens = linesOf('station-token-file', given['station-token-file'], {
    most: mostStationTokens,
    shortest: shortestStationToken,
  })
  const store = storeOf(
    given['store-url'],
    given['token-file'],
    given['api-version'],
    given['keep-token'] === true,
  )
  checkProfileFolder(resolve(folder), 'data')
  return { folder: resolve(folder), port, listen, publicUrl, secrets, stationTokens, store }
}

function storeOf(
  url: string | undefined,
  tokenFile: string | undefined,
  version: string | undefined,
  isKept: boolean,
): RelayOptions['store'] {
  if (version !== undefined && version !== '2026-07' && version !== '2.0') {
    throw badOption(`--api-version ${version}: it is 2026-07 or 2.0.`)
  }
  if (url === undefined) {
    if (tokenFile !== undefined) throw badOption('--token-file needs --store-url URL.')
    if (version !== undefined) throw badOption('--api-version needs --store-url URL.')
    if (isKept) throw badOption('--keep-token needs --store-url URL.')
    return null
  }
  const apiVersion: '2026-07' | '2.0' = version ?? '2026-07'
  const at = { url: readStoreUrl(url), apiVersion }
  if (tokenFile === undefined) {
    if (isKept) throw badOption('--keep-token needs --token-file FILE: the token that is to be kept.')
    return { ...at, token: { read: null, isKept: true } }
  }
  const read = () => linesOf('token-file', tokenFile, { most: 1, shortest: 1 })[0] ?? null
  read()
  return { ...at, token: { read: () => whereThereIsOne(read), isKept } }
}

/** Read for each call, so that a token that was replaced in its file counts at once; one that is gone is none. */
function whereThereIsOne(read: () => string | null): string | null {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof StationError) return null
    throw thrown
  }
}

/** Secrets, one a line; neither they nor the file's name are shown: somebody may have typed the secret itself. */
function linesOf(
  option: string,
  path: string | undefined,
  { most, shortest }: { most: number; shortest: number },
): string[] {
  if (path === undefined) throw badOption(`--${option} FILE is missing.`)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (thrown) {
    throw badOption(
      `--${option}: that file cannot be read (${(thrown as NodeJS.ErrnoException).code ?? 'unknown'}).`,
    )
  }
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (lines.length === 0) throw badOption(`--${option}: that file holds nothing.`)
  if (lines.length > most) throw badOption(`--${option}: that file holds more than ${most} lines.`)
  const isFit = (line: string) =>
    line.length >= shortest && line.length <= 4_000 && /^[\x21-\x7e]+$/.test(line)
  if (!lines.every(isFit)) {
    throw badOption(`--${option}: each line is one word of ${shortest} characters or more, without spaces.`)
  }
  return lines
}
