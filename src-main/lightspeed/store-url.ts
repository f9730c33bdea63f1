import { StationError } from '../../src-shared/failure.ts'

const storeHost = 'retail.lightspeed.app'
const prefix = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const noAt = 'A store address has no “@” in it.'
const loopback = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::[0-9]{1,5})?$/

/**
 * Reads what a person typed as their store: `demoshop`, `demoshop.retail.lightspeed.app` or the address copied from
 * the browser. Gives the origin without a trailing slash, and nothing else than a Lightspeed store's: the access
 * token goes wherever this points. Plain http is read only for this machine (127.0.0.1, localhost).
 *
 * @throws StationError `store-address` when the text names no Lightspeed store.
 */
export function readStoreUrl(text: string): string {
  const typed = text.trim()
  if (typed === '') throw refuse('No store address was given.')
  if (typed.length > 300) throw refuse('That is too long for a store address.')
  const lower = typed.toLowerCase()
  if (/^http:/.test(lower)) return readLoopback(lower)
  if (lower.includes(':') && !/^https:\/\//.test(lower))
    throw refuse(`“${show(typed)}” is not a store address.`)
  const afterScheme = lower.replace(/^https:\/\//, '')
  const host = (afterScheme.split(/[/?#]/, 1)[0] ?? '').replace(/:443$/, '')
  if (host.includes('@')) throw refuse(noAt)
  const name = host.endsWith(`.${storeHost}`) ? host.slice(0, -storeHost.length - 1) : host
  if (!prefix.test(name)) throw refuse(`“${show(typed)}” is not a Lightspeed store.`)
  return `https://${name}.${storeHost}`
}

function readLoopback(lower: string): string {
  const origin = /^http:\/\/[^/?#]*/.exec(lower)?.[0] ?? ''
  if (origin.includes('@')) throw refuse(noAt)
  if (!loopback.test(origin) || !URL.canParse(origin)) {
    throw refuse('A store address must begin with https://, so that the access token stays secret.')
  }
  return new URL(origin).origin
}

function refuse(say: string): StationError {
  return new StationError(
    'store-address',
    say,
    'Type the first part of the address you sign in at: for https://demoshop.retail.lightspeed.app that is demoshop.',
  )
}

/** What was typed, short enough for a sentence; a pasted link may carry secrets behind `?`, `#` or before `@`. */
function show(typed: string): string {
  const safe = (typed.split(/[?#]/, 1)[0] ?? '').replace(/^.*@/, '')
  return safe.length > 60 ? `${safe.slice(0, 60)}…` : safe
}

/**
 * Whether `prefix`, as a sign-in brings it, names the store at this origin. A sandbox on this machine has an address and
 * no prefix of its own: there any is taken.
 */
export function isPrefixOf(origin: string, prefix: string): boolean {
  return origin.startsWith('http://') || origin === `https://${prefix}.${storeHost}`
}
