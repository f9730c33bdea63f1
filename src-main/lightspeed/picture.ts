import type { Dispatcher } from 'undici'
import type { Clock } from '../clock.ts'
import type { Log } from '../log/log.ts'
import { newTraceId } from '../trace-id.ts'
import type { Answer } from './answer.ts'
import type { CallOptions, TokenSource } from './caller.ts'
import { exchange, type Limits } from './exchange.ts'

export type Picture = { bytes: Buffer; contentType: string }

// Pixels only: SVG is a document that can carry scripts.
const pixels = /^image\/(?:jpeg|png|webp|gif|avif)\b/i
const largestBytes = 5 * 1024 * 1024

/**
 * Fetches product pictures. Lightspeed keeps them on image hosts of others, so the token goes along only to the
 * store's own origin, compared whole (scheme, host, port). No redirect is followed.
 */
export function openPictures(parts: {
  dispatcher: Dispatcher
  origin: string
  token: TokenSource
  userAgent: string
  clock: Clock
  log: Log
  limits: Limits
  closing: AbortSignal
}) {
  return async (url: string, options: CallOptions = {}): Promise<Answer<Picture>> => {
    const { clock, log, closing } = parts
    const traceId = options.traceId ?? newTraceId(clock)
    const at = readPictureUrl(url, parts.origin)
    if (at === null) return unusable('This picture has no address that can be fetched.', traceId)
    const secret = at.origin === parts.origin ? await parts.token() : null
    const headers: Record<string, string> = { accept: 'image/*', 'user-agent': parts.userAgent }
    if (secret !== null) headers.authorization = `Bearer ${secret}`
    const signal = options.signal ? AbortSignal.any([options.signal, closing]) : closing
    const sending = {
      origin: at.origin,
      path: at.pathname + at.search,
      method: 'GET' as const,
      headers,
      body: null,
      signal,
    }
    const got = await exchange(parts.dispatcher, sending, { ...parts.limits, bytes: largestBytes }, clock)
    log.info('lightspeed picture', { traceId, status: got.is === 'whole' ? got.status : got.how })
    if (got.is === 'broken') {
      if (got.how === 'connection' && !got.wasSent)
        return { is: 'offline', why: 'The picture cannot be reached.', traceId }
      return unusable('The picture did not come.', traceId, got.how === 'connection' ? 'broken' : got.how)
    }
    const contentType = got.headers['content-type'] ?? ''
    if (got.status !== 200)
      return unusable(`The picture was not given (status ${got.status}).`, traceId, 'elsewhere')
    if (!pixels.test(contentType)) return unusable('What came is no picture.', traceId)
    return {
      is: 'answer',
      value: { bytes: got.body, contentType: contentType.split(';', 1)[0] ?? '' },
      traceId,
    }
  }
}

function unusable(
  why: string,
  traceId: string,
  kind: 'unreadable' | 'elsewhere' | 'broken' | 'timed-out' | 'too-large' | 'stopped' = 'unreadable',
): Answer<Picture> {
  return { is: 'no-answer', kind, why, mayHaveApplied: false, traceId }
}

/** An https address, or one of the store itself; never with a name and password inside. */
function readPictureUrl(url: string, storeOrigin: string): URL | null {
  if (!URL.canParse(url)) return null
  const at = new URL(url)
  if (at.username !== '' || at.password !== '') return null
  return at.protocol === 'https:' || at.origin === storeOrigin ? at : null
}
