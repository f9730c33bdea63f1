import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { StationError } from '../../src-shared/failure.ts'
import type { DeviceRole } from '../../src-shared/model/device.ts'
import { parseAddress, printAddress } from '../device/address.ts'
import { readStoreUrl } from '../lightspeed/store-url.ts'

/** What the command line asked for, read and checked; nothing was changed yet. */
export type Options = {
  profileFolder: string
  port: number
  isHeadless: boolean
  connect: { url: string; token: string; apiVersion: '2026-07' | '2.0' } | null
  outletId: string | null
  devices: Partial<Record<DeviceRole, string>>
}

const known = {
  host: { type: 'string' },
  port: { type: 'string' },
  profile: { type: 'string' },
  headless: { type: 'boolean' },
  'store-url': { type: 'string' },
  'token-file': { type: 'string' },
  'api-version': { type: 'string' },
  outlet: { type: 'string' },
  scale: { type: 'string' },
  scanner: { type: 'string' },
  printer: { type: 'string' },
} as const

/**
 * Reads the command line.
 * @throws StationError `bad-option` with one line that names the wrong value.
 */
export function readOptions(words: string[]): Options {
  const given = parse(words)
  if (given.host !== undefined && given.host !== 'browser') {
    throw bad(`--host ${given.host}: only "browser" can be chosen here.`)
  }
  if (given.profile === undefined || given.profile === '') throw bad('--profile DIR is missing.')
  return {
    profileFolder: resolve(given.profile),
    port: portOf(given.port),
    isHeadless: given.headless === true,
    connect: connectOf(given['store-url'], given['token-file'], given['api-version']),
    outletId: given.outlet ?? null,
    devices: {
      ...deviceOf('scanner', given.scanner),
      ...deviceOf('scale', given.scale),
      ...deviceOf('printer', given.printer),
    },
  }
}

function parse(words: string[]) {
  try {
    return parseArgs({ args: words, options: known, allowPositionals: false, strict: true }).values
  } catch (thrown) {
    throw bad(thrown instanceof Error ? (thrown.message.split('. ')[0] ?? '') : String(thrown))
  }
}

function portOf(text: string | undefined): number {
  if (text === undefined) return 0
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw bad(`--port ${text}: a port is a number from 0 to 65535.`)
  return port
}

function connectOf(
  url: string | undefined,
  tokenFile: string | undefined,
  version: string | undefined,
): Options['connect'] {
  if (version !== undefined && version !== '2026-07' && version !== '2.0') {
    throw bad(`--api-version ${version}: it is 2026-07 or 2.0.`)
  }
  if (url === undefined && tokenFile === undefined) return null
  if (url === undefined) throw bad('--token-file needs --store-url URL.')
  if (tokenFile === undefined) throw bad('--store-url needs --token-file FILE.')
  return { url: readStoreUrl(url), token: tokenIn(tokenFile), apiVersion: version ?? '2026-07' }
}

function tokenIn(path: string): string {
  let text: string
  try {
    text = readFileSync(path, 'utf8').trim()
  } catch (thrown) {
    throw bad(`--token-file ${path}: it cannot be read (${(thrown as { code?: string }).code ?? 'unknown'}).`)
  }
  if (text === '' || /\s/.test(text) || text.length > 4_000)
    throw bad(`--token-file ${path}: it holds no token.`)
  return text
}

function deviceOf(role: DeviceRole, text: string | undefined): Partial<Record<DeviceRole, string>> {
  if (text === undefined) return {}
  return { [role]: printAddress(parseAddress(text, role), role) }
}

function bad(say: string): StationError {
  return new StationError('bad-option', say, 'The README lists the options.')
}
