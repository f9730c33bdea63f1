import type { IncomingHttpHeaders } from 'node:http'
import { type Answer, errorText, type NoAnswer, type NoAnswerKind, parsed } from './answer.ts'
import type { Exchanged } from './exchange.ts'
import { readRetryAfter } from './retry-after.ts'

/** What a call must tell for its outcome to be understood. */
export type Expected<T> = {
  /** Repeating it changes nothing there: GET, and `POST /inventory`, which only reads. Only these are retried. */
  isSafe: boolean
  /** Reads the JSON of a 2xx; `undefined` where the shape is not the documented one. */
  decode(json: unknown): T | undefined
  /** What a 404, a 409 or an empty 204 means, for calls where it is as good as an answer. */
  gone?: T
  exists?: T
  empty?: T
}

/** An outcome, and whether the same call may be tried again at once (if it is a safe one). */
export type Meaning<T> = { answer: Answer<T>; mayRetry: boolean }

/** A longer pause than this is the scheduler's to wait out, not a call's. */
const shortPauseMs = 2_000
const longestBody = 2_000
const retriedStatuses = new Set([408, 500, 502, 503, 504])

/**
 * Says what one exchange means. Pure: no waiting, no sending. `secret` is taken out of every error text, because a
 * server that echoes the request must not bring the token into the outbox or onto a screen.
 */
export function readExchange<T>(
  expected: Expected<T>,
  got: Exchanged,
  { traceId, nowMs, secret }: { traceId: string; nowMs: number; secret: string },
): Meaning<T> {
  if (got.is === 'broken') return readBroken(expected, got, traceId)
  const { status, headers } = got
  const elsewhere = elsewhereText(status, headers)
  if (elsewhere !== null) return final(noAnswer('elsewhere', elsewhere, !expected.isSafe, traceId))
  if (status >= 200 && status < 300) return final(readGood(expected, got, traceId))
  if (status === 404 && expected.gone !== undefined) {
    return final({ is: 'answer', value: expected.gone, traceId })
  }
  if (status === 409 && expected.exists !== undefined) {
    return final({ is: 'answer', value: expected.exists, traceId })
  }
  const text = got.body.toString('utf8').replaceAll(secret, '[token]')
  if (status === 429) {
    const asked = headers['retry-after'] ?? olderRetryAfter(text)
    const retryAfterMs = readRetryAfter(asked, headers.date, nowMs)
    return { answer: { is: 'limited', retryAfterMs, traceId }, mayRetry: retryAfterMs <= shortPauseMs }
  }
  if (status >= 500 || status === 408) {
    const why = `Lightspeed is having trouble (status ${status}).`
    const mayRetry = retriedStatuses.has(status)
    return { answer: noAnswer('server-error', why, !expected.isSafe, traceId), mayRetry }
  }
  const say = errorText(text, status)
  if (status === 401) return final({ is: 'unauthorised', say, traceId })
  if (status === 403) return final({ is: 'forbidden', say, traceId })
  return final({ is: 'refused', status, say, body: text.slice(0, longestBody), traceId })
}

function readGood<T>(
  expected: Expected<T>,
  { status, headers, body }: Exchanged & { is: 'whole' },
  traceId: string,
): Answer<T> {
  if (expected.empty !== undefined && (status === 204 || body.length === 0)) {
    return { is: 'answer', value: expected.empty, traceId }
  }
  const unreadable = (why: string) => noAnswer('unreadable', why, !expected.isSafe, traceId)
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(headers['content-type'] ?? '')) {
    return unreadable('The answer was not the kind Lightspeed gives.')
  }
  const json = parsed(body.toString('utf8'))
  if (json === undefined) return unreadable('The answer was cut short or damaged.')
  const value = expected.decode(json)
  if (value === undefined) return unreadable('The answer has a shape this station does not know.')
  return { is: 'answer', value, traceId }
}

/**
 * Not Lightspeed's API at all: a redirect, or a page for people. A sign-in page of a guest network may come as 200,
 * 401, 403, 404 or 511, and each would do harm if believed (everything deleted, token gone, order gone).
 */
function elsewhereText(status: number, headers: IncomingHttpHeaders): string | null {
  const isPage = /^text\/html\b/i.test(headers['content-type'] ?? '')
  const isRedirect = status >= 300 && status < 400
  const isBelieved = status < 300 || [401, 403, 404].includes(status)
  if (!isRedirect && status !== 511 && !(isPage && isBelieved)) return null
  const where = hostOf(headers.location)
  return where === null
    ? 'Another page answered instead of Lightspeed: this network may want a sign-in first.'
    : `Another page (${where}) answered instead of Lightspeed: this network may want a sign-in first.`
}

function hostOf(location: string | undefined): string | null {
  return location !== undefined && URL.canParse(location) ? new URL(location).host : null
}

/** Older answers say when to come back inside the body. */
function olderRetryAfter(text: string): unknown {
  const body = parsed(text)
  return typeof body === 'object' && body !== null ? Reflect.get(body, 'retry-after') : undefined
}

function readBroken<T>(
  expected: Expected<T>,
  got: Exchanged & { is: 'broken' },
  traceId: string,
): Meaning<T> {
  const mayHaveApplied = got.wasSent && !expected.isSafe
  const end = (kind: NoAnswerKind, why: string) => noAnswer(kind, why, mayHaveApplied, traceId)
  if (got.how === 'stopped') return final(end('stopped', 'The call was stopped.'))
  if (got.how === 'too-large')
    return final(end('too-large', 'The answer was larger than any Lightspeed gives.'))
  if (got.how === 'timed-out') return final(end('timed-out', 'Lightspeed did not answer in time.'))
  const code = codeOf(got.thrown)
  if (!got.wasSent && isInsecure(code)) {
    return final(end('insecure', `The secure connection was refused (${code}).`))
  }
  if (!got.wasSent) {
    return {
      answer: { is: 'offline', why: `Lightspeed cannot be reached (${code}).`, traceId },
      mayRetry: false,
    }
  }
  return { answer: end('broken', `The connection broke (${code}).`), mayRetry: true }
}

/** OpenSSL's and Node's names for a certificate, host name or protocol that will not do. */
function isInsecure(code: string): boolean {
  return /^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/.test(
    code,
  )
}

/** A short code from a thrown thing, never its message: that may quote what was sent. */
function codeOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return codeOf(thrown.errors[0])
  const code: unknown = thrown instanceof Error && 'code' in thrown ? thrown.code : null
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'no connection'
}

export function final<T>(answer: Answer<T>): Meaning<T> {
  return { answer, mayRetry: false }
}

export function noAnswer(
  kind: NoAnswerKind,
  why: string,
  mayHaveApplied: boolean,
  traceId: string,
): NoAnswer {
  return { is: 'no-answer', kind, why, mayHaveApplied, traceId }
}
