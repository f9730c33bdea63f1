import type { Dispatcher } from 'undici'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import { errorText, parsed } from '../answer.ts'
import { exchange, usualLimits } from '../exchange.ts'
import { readRetryAfter } from '../retry-after.ts'

/** What lets this station speak for a store: the token of every call, and the one that buys the next pair. */
export type TokenPair = {
  access: string
  refresh: string
  /** By this computer's clock, milliseconds since the epoch: the store's clock does not matter. */
  expiresAtMs: number
  /** What was granted, as words between spaces; empty for old connections. */
  scope: string
  /** The first part of the store's host. */
  prefix: string
}

/** The registered program that asks, as its owner got it from Lightspeed. */
export type OwnApp = { clientId: string; clientSecret: string }

/** What is shown to the token endpoint for a pair. A grant serves once. */
export type Grant = { is: 'code'; code: string; redirectUri: string } | { is: 'refresh'; refresh: string }

export type TokenAnswer =
  | { is: 'pair'; pair: TokenPair }
  /**
   * The grant or the program is not taken. Asking again with the same gives the same. `isOfGrant`: the program is good,
   * the grant ran out, was used or is of another redirect address (RFC 6749, section 5.2).
   */
  | { is: 'refused'; say: string; isOfGrant?: boolean }
  /** It was sent and nothing usable came back: the grant may be used up, the new pair may exist. */
  | { is: 'lost'; why: string }
  /** Certainly nothing happened there. `isOffline`: the store was not reached at all. */
  | { is: 'later'; why: string; afterMs: number; isOffline?: boolean }

const offlineAgainMs = 15_000

const grantRefusal = z.object({ error: z.literal('invalid_grant') })

const pairWire = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive(),
  scope: z.string().nullish(),
  domain_prefix: z.string().nullish(),
})

/**
 * Trades a grant for a pair at `POST /api/1.0/token` of the store's own host. The secrets go in the form body, never in
 * the address. Source: x-series-api.lightspeedhq.com/docs/authorization
 *
 * @param origin the store's, as `readStoreUrl` gives it
 */
export async function askForPair(
  parts: { dispatcher: Dispatcher; clock: Clock; userAgent: string },
  origin: string,
  app: OwnApp,
  grant: Grant,
): Promise<TokenAnswer> {
  const got = await exchange(
    parts.dispatcher,
    {
      origin,
      path: '/api/1.0/token',
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': parts.userAgent,
      },
      body: formOf(app, grant).toString(),
      signal: null,
    },
    usualLimits,
    parts.clock,
  )
  if (got.is === 'broken') {
    return got.wasSent
      ? { is: 'lost', why: 'The answer of the sign-in was lost.' }
      : { is: 'later', why: 'The store cannot be reached.', afterMs: offlineAgainMs, isOffline: true }
  }
  const text = got.body.toString('utf8')
  if (got.status === 429) {
    const afterMs = readRetryAfter(got.headers['retry-after'], got.headers.date, parts.clock.now())
    return { is: 'later', why: 'Lightspeed asks to wait before signing in again.', afterMs }
  }
  if (got.status >= 200 && got.status < 300) {
    const read = pairWire.safeParse(parsed(text))
    return read.success
      ? { is: 'pair', pair: pairOf(read.data, origin, parts.clock) }
      : { is: 'lost', why: 'The answer of the sign-in could not be read.' }
  }
  // Its error pair is JSON; whatever else calls itself 400 or 401 is a network's own page and says nothing.
  if ((got.status === 400 || got.status === 401) && parsed(text) !== undefined) {
    const say = withoutSecrets(errorText(text, got.status), app, grant)
    return grantRefusal.safeParse(parsed(text)).success
      ? { is: 'refused', say, isOfGrant: true }
      : { is: 'refused', say }
  }
  return { is: 'lost', why: `The sign-in answered with status ${got.status}.` }
}

function formOf(app: OwnApp, grant: Grant): URLSearchParams {
  const form = new URLSearchParams({ client_id: app.clientId, client_secret: app.clientSecret })
  if (grant.is === 'code') {
    form.set('grant_type', 'authorization_code')
    form.set('code', grant.code)
    form.set('redirect_uri', grant.redirectUri)
  } else {
    form.set('grant_type', 'refresh_token')
    form.set('refresh_token', grant.refresh)
  }
  return form
}

/** The lifetime counts from now: `expires` is told by a clock that need not agree with this one. */
function pairOf(wire: z.output<typeof pairWire>, origin: string, clock: Clock): TokenPair {
  return {
    access: wire.access_token,
    refresh: wire.refresh_token,
    expiresAtMs: clock.now() + wire.expires_in * 1000,
    scope: wire.scope ?? '',
    prefix: wire.domain_prefix ?? new URL(origin).hostname.split('.', 1)[0] ?? '',
  }
}

/** A server that repeats what it was sent must not bring a secret onto a screen. */
function withoutSecrets(say: string, app: OwnApp, grant: Grant): string {
  const secrets = [app.clientSecret, grant.is === 'code' ? grant.code : grant.refresh]
  return secrets.reduce((text, secret) => (secret === '' ? text : text.replaceAll(secret, '[secret]')), say)
}
