import type { Dispatcher } from 'undici'
import type { Clock } from '../clock.ts'
import type { Log } from '../log/log.ts'
import { newTraceId } from '../trace-id.ts'
import type { Allowance, Priority, Spent, Turn } from './allowance.ts'
import type { Answer } from './answer.ts'
import type { Breaker, Heard } from './breaker.ts'
import type { Chance } from './chance.ts'
import { type Exchanged, exchange, type Limits, type Sending } from './exchange.ts'
import { type Expected, final, type Meaning, noAnswer, readExchange } from './meaning.ts'

/** What every call takes besides its own arguments. */
export type CallOptions = {
  /** Names the call in the log; made here when absent. */
  traceId?: string
  /** Who asks; `line` when absent. */
  priority?: Priority
  /** Ends the call early: the answer is then `no-answer`, `stopped`. */
  signal?: AbortSignal
  /** Longest wait for a turn of the allowance, milliseconds; 30 s when absent. After it the answer is `limited`. */
  waitMs?: number
}

export type Call<T> = Expected<T> & {
  method: Sending['method']
  /** Below the version, with its query: `/products?after=0`. */
  path: string
  /** Another version than the usual one, for a call that it does not have. */
  version?: string
  body?: unknown
}

/** The token for the next call; null while signed out. */
export type TokenSource = () => string | null | Promise<string | null>

/** Told of a token that the store refused; true when another one is at hand. */
export type RenewToken = (refused: string) => Promise<boolean>

export type CallerParts = {
  dispatcher: Dispatcher
  origin: string
  basePath: string
  token: TokenSource
  renew: RenewToken
  userAgent: string
  clock: Clock
  log: Log
  random: Chance
  allowance: Allowance
  limits: Limits
  closing: AbortSignal
  breaker: Breaker | null
  /** Hears of each call that was made: what became of it, and how long it took. */
  onCall: ((outcome: CallOutcome, ms: number) => void) | null
}

/**
 * What became of one call, for counting. `refused`: the store said no (4xx). `limited`: 429. `down`: 5xx, or no answer
 * in time. `failed`: something else than an answer came back. `broken`: the connection ended in the middle.
 * `offline`: it could not be reached.
 */
export type CallOutcome = 'good' | 'refused' | 'limited' | 'down' | 'failed' | 'broken' | 'offline'

export type Caller = <T>(call: Call<T>, options?: CallOptions) => Promise<Answer<T>>

const tries = 3
const baseMs = 200
const usualWaitMs = 30_000

/**
 * Makes the one function all calls go through: a turn of the allowance, one exchange, its meaning as an
 * {@link Answer}, and up to three tries for calls that change nothing (200 ms, then 400 ms, each with up to 200 ms of
 * chance on top). Writes are sent once; whoever sent them reads back.
 */
export function openCaller(parts: CallerParts): Caller {
  const { clock, log, random } = parts
  return async (call, options = {}) => {
    const traceId = options.traceId ?? newTraceId(clock)
    const signal = options.signal ? AbortSignal.any([options.signal, parts.closing]) : parts.closing
    const startedMs = clock.mono()
    for (let attempt = 1; ; attempt += 1) {
      const { answer, mayRetry } = await callOnce(parts, call, options, traceId, signal)
      if (!mayRetry || !call.isSafe || attempt === tries) {
        note(log, call, answer, { attempt, ms: Math.round(clock.mono() - startedMs) })
        return answer
      }
      // A short 429 is waited out by the allowance itself, together with everyone else.
      if (answer.is === 'limited') continue
      await pause(clock, baseMs * 2 ** (attempt - 1) + random() * baseMs, signal)
    }
  }
}

/** A call, made a second time where its token had run out: a 401 changed nothing there. */
async function callOnce<T>(
  parts: CallerParts,
  call: Call<T>,
  options: CallOptions,
  traceId: string,
  signal: AbortSignal,
): Promise<Meaning<T>> {
  const secret = await parts.token()
  if (!isSendable(secret)) return signedOut(traceId)
  const meant = await callWith(secret, parts, call, options, traceId, signal)
  if (meant.answer.is !== 'unauthorised' || !(await parts.renew(secret))) return meant
  const renewed = await parts.token()
  return isSendable(renewed) ? callWith(renewed, parts, call, options, traceId, signal) : signedOut(traceId)
}

/** What may stand in a header. */
function isSendable(secret: string | null): secret is string {
  return secret !== null && /^[\x21-\x7e]+$/.test(secret)
}

function signedOut<T>(traceId: string): Meaning<T> {
  return final({ is: 'unauthorised', say: 'This station is not signed in to Lightspeed.', traceId })
}

async function callWith<T>(
  secret: string,
  parts: CallerParts,
  call: Call<T>,
  options: CallOptions,
  traceId: string,
  signal: AbortSignal,
): Promise<Meaning<T>> {
  const { priority = 'line', waitMs = usualWaitMs } = options
  const { allowance, breaker } = parts
  const downMs = breaker?.waitMs() ?? 0
  if (downMs > 0) return leftAlone(downMs, traceId)
  const took = await allowance.take(priority, waitMs, signal)
  if (took.is === 'wait') return final({ is: 'limited', retryAfterMs: took.retryAfterMs, traceId })
  if (took.is === 'stopped') {
    return final(noAnswer('stopped', 'The call was stopped before it began.', false, traceId))
  }
  // Those before this one in the queue may have found the store in trouble.
  const foundDownMs = breaker?.ask() ?? 0
  if (foundDownMs > 0) {
    took.turn.done({ limit: null, remaining: null, hadTrouble: true, wasSent: false })
    return leftAlone(foundDownMs, traceId)
  }
  return callInTurn(secret, parts, call, took.turn, traceId, signal)
}

function leftAlone<T>(retryAfterMs: number, traceId: string): Meaning<T> {
  const why = 'Lightspeed is having trouble: it is asked once a minute until it answers.'
  return final({ is: 'limited', retryAfterMs, why, traceId })
}

async function callInTurn<T>(
  secret: string,
  parts: CallerParts,
  call: Call<T>,
  turn: Turn,
  traceId: string,
  signal: AbortSignal,
): Promise<Meaning<T>> {
  const startedMs = parts.clock.mono()
  let spent: Spent = { limit: null, remaining: null, hadTrouble: true, wasSent: true }
  let heard: Heard = 'nothing'
  try {
    const got = await exchange(
      parts.dispatcher,
      sendingOf(parts, call, secret, signal),
      parts.limits,
      parts.clock,
    )
    spent = { ...seenIn(got), hadTrouble: true, wasSent: got.is === 'whole' || got.wasSent }
    const meant = readExchange(call, got, { traceId, nowMs: parts.clock.now(), secret })
    if (meant.answer.is === 'limited') parts.allowance.pause(meant.answer.retryAfterMs)
    const outcome = outcomeOf(meant.answer)
    if (outcome !== null) {
      heard = heardOf[outcome]
      parts.onCall?.(outcome, parts.clock.mono() - startedMs)
    }
    spent = { ...spent, hadTrouble: outcome === 'limited' || outcome === 'down' }
    return meant
  } finally {
    // Before the turn is given back: whoever is next in the queue must know. The next one then goes alone, so that a
    // store in trouble is met by one call after the other until it is left alone, and not by a queue.
    if (heard === 'down') parts.allowance.narrow()
    parts.breaker?.heard(heard)
    // Given back whatever reading it came to: a turn that stays out is one that nobody gets any more.
    turn.done(spent)
  }
}

const heardOf: Record<CallOutcome, Heard> = {
  good: 'up',
  refused: 'up',
  limited: 'up',
  down: 'down',
  failed: 'nothing',
  broken: 'nothing',
  offline: 'away',
}

/** What an answer is counted as; null for a call that this side ended. */
function outcomeOf(answer: Answer<unknown>): CallOutcome | null {
  switch (answer.is) {
    case 'answer':
      return 'good'
    case 'limited':
    case 'offline':
      return answer.is
    case 'no-answer':
      if (answer.kind === 'stopped') return null
      if (answer.kind === 'broken') return 'broken'
      return answer.kind === 'server-error' || answer.kind === 'timed-out' ? 'down' : 'failed'
    default:
      return 'refused'
  }
}

function sendingOf(parts: CallerParts, call: Call<unknown>, secret: string, signal: AbortSignal): Sending {
  const headers: Record<string, string> = {
    authorization: `Bearer ${secret}`,
    accept: 'application/json',
    'accept-encoding': 'gzip',
    'user-agent': parts.userAgent,
  }
  const body = call.body === undefined ? null : JSON.stringify(call.body)
  if (body !== null) headers['content-type'] = 'application/json'
  return {
    origin: parts.origin,
    path: (call.version === undefined ? parts.basePath : `/api/${call.version}`) + call.path,
    method: call.method,
    headers,
    body,
    signal,
  }
}

/** What the answer's headers say about the allowance. */
function seenIn(got: Exchanged): { limit: number | null; remaining: number | null } {
  if (got.is !== 'whole') return { limit: null, remaining: null }
  const { 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining } = got.headers
  return { limit: countOf(limit), remaining: countOf(remaining) }
}

function countOf(header: string | string[] | undefined): number | null {
  return typeof header === 'string' && /^\d{1,9}$/.test(header.trim()) ? Number(header) : null
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = clock.after(ms, end)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}

function note(
  log: Log,
  call: Call<unknown>,
  answer: Answer<unknown>,
  more: { attempt: number; ms: number },
): void {
  // The query stays out: it may hold what somebody scanned.
  const path = call.path.split('?', 1)[0] ?? ''
  const line = { traceId: answer.traceId, method: call.method, path, status: answer.is, ...more }
  if (answer.is === 'answer') log.info('lightspeed call', line)
  else log.warn('lightspeed call', { ...line, code: codeIn(answer) })
}

function codeIn(answer: Answer<unknown>): string | number | null {
  if (answer.is === 'refused') return answer.status
  return answer.is === 'no-answer' ? answer.kind : null
}
