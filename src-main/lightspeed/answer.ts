/**
 * What came of asking Lightspeed. Everything that happens on a normal day is a member, so a caller cannot forget one;
 * only bugs are thrown. `traceId` names the call in the log.
 */
export type Answer<T> =
  /** Lightspeed did it or told it. */
  | { is: 'answer'; value: T; traceId: string }
  /** Lightspeed understood and said no (4xx apart from the ones below). Nothing was changed by this call. */
  | Refused
  /**
   * Over the call allowance, or no turn within `waitMs`, or the store is being left alone (then `why` says so). Nothing
   * was changed; come back after `retryAfterMs`.
   */
  | { is: 'limited'; retryAfterMs: number; why?: string; traceId: string }
  /** No token here, or Lightspeed no longer takes it (401). Nothing was changed; somebody has to sign in. */
  | { is: 'unauthorised'; say: string; traceId: string }
  /** The token is good but may not do this (403). Nothing was changed; only this kind of call is of no use. */
  | { is: 'forbidden'; say: string; traceId: string }
  /**
   * Nothing usable came back. `mayHaveApplied` is false for reads and when no byte of the call left this computer;
   * true means: read back before doing it again.
   */
  | NoAnswer
  /** This computer could not reach the store at all (no name, no route, refused, no connection in time). Not an attempt. */
  | { is: 'offline'; why: string; traceId: string }

export type Refused = { is: 'refused'; status: number; say: string; body: string; traceId: string }
export type NoAnswer = {
  is: 'no-answer'
  kind: NoAnswerKind
  why: string
  mayHaveApplied: boolean
  traceId: string
}

/**
 * - `timed-out`: no head in 10 s, or not whole in 30 s
 * - `broken`: the connection ended in the middle
 * - `server-error`: 408 or 5xx
 * - `elsewhere`: a redirect, a sign-in page of the network, or any page that is not Lightspeed's API
 * - `unreadable`: not JSON, cut short, or JSON of another shape than documented
 * - `too-large`: past the size cap
 * - `insecure`: the secure connection was refused (certificate, host name, protocol)
 * - `stopped`: the caller or the closing station ended it
 */
export type NoAnswerKind =
  | 'timed-out'
  | 'broken'
  | 'server-error'
  | 'elsewhere'
  | 'unreadable'
  | 'too-large'
  | 'insecure'
  | 'stopped'

const longestSay = 300

/**
 * The sentence inside an error body. Lightspeed publishes no error schema; `message`, `details`, `error_description`
 * and `error` have all been seen, as have bodies that are empty or no JSON at all.
 */
export function errorText(body: string, status: number): string {
  const said = sayOf(body) ?? `Lightspeed refused with status ${status}.`
  return said.length > longestSay ? `${said.slice(0, longestSay)}…` : said
}

function sayOf(body: string): string | null {
  const read = parsed(body)
  if (typeof read !== 'object' || read === null) return null
  for (const key of ['message', 'details', 'error_description', 'error']) {
    const value: unknown = Reflect.get(read, key)
    if (typeof value === 'string' && value.trim() !== '') return value.trim()
    if (typeof value === 'object' && value !== null && Object.keys(value).length > 0)
      return JSON.stringify(value)
  }
  return null
}

/** The body as JSON, or undefined where it is none. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}
