import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Allowance } from './allowance.ts'
import { type Answer, type Call, ok } from './call.ts'
import { deliver, type Sent } from './deliver.ts'
import { type Fault, type FaultBook, faultOf } from './faults.ts'
import { noteCall, noteRefusal } from './ledger.ts'
import { readText } from './read-text.ts'
import { Refusal } from './refusal.ts'
import { type Found, findRoute, type routes } from './route.ts'
import type { SandboxSignIn } from './sign-in.ts'
import type { SandboxState } from './state.ts'

/** What one API call needs of the store around it. */
export type ApiWorld = {
  state: SandboxState
  routes: ReturnType<typeof routes>
  allowance: Allowance
  faults: FaultBook
  /** Whether a token may call now. */
  isGood(token: string): boolean
  signIn: SandboxSignIn
  storeUrl: () => string
  /** How far the `Date` of answers is off. */
  dateSkewMs: () => number
}

const largestBodyBytes = 8_000_000
const tokenPath = '/api/1.0/token'

/** A call as it reaches the store. */
export type Asked = { method: string; address: URL; authorization: string }

/** Answers one call below `/api/`: faults, token, allowance, then the resource itself. */
export async function answerApi(world: ApiWorld, request: IncomingMessage, response: ServerResponse) {
  const asked = {
    method: request.method ?? 'GET',
    address: new URL(request.url ?? '/', 'http://store'),
    authorization: request.headers.authorization ?? '',
  }
  const struck = strike(world, asked)
  const text = await readText(request, largestBodyBytes)
  if (text === null) return
  const sent = await answerAsked(world, asked, text, struck)
  if (sent === 'dropped') request.socket.resetAndDestroy()
  else await deliver(world, struck, sent, response)
}

/** The faults that strike this call. */
export function strike(world: ApiWorld, asked: Asked): Fault[] {
  return world.faults.strike(routeOf(world, asked).route)
}

/** What a call comes to, whatever brought it here. */
export async function answerAsked(
  world: ApiWorld,
  asked: Asked,
  text: string,
  struck: Fault[],
): Promise<Sent | 'dropped'> {
  const { found, isSignIn, route } = routeOf(world, asked)
  const { ledger } = world.state
  const { pathname } = asked.address
  const early = await beforeTheStore(world, struck)
  if (early === 'dropped') {
    noteCall(ledger, route, pathname, 'dropped')
    return 'dropped'
  }
  const sent = early ?? (isSignIn ? tokens(world, text) : atTheDoor(world, asked, found, text, struck))
  noteCall(ledger, route, pathname, faultOf(struck, 'drop-after') ? 'dropped' : sent.status)
  ledger.usedByWindow = world.allowance.usedByWindow()
  return sent
}

function routeOf(
  world: ApiWorld,
  { method, address }: Asked,
): { found: Found | null; isSignIn: boolean; route: string } {
  const found = findRoute(world.routes, method, address.pathname)
  const isSignIn = method === 'POST' && address.pathname === tokenPath
  return { found, isSignIn, route: isSignIn ? 'POST /token' : (found?.name ?? 'unknown') }
}

async function beforeTheStore(world: ApiWorld, struck: Fault[]): Promise<Sent | 'dropped' | null> {
  const delay = faultOf(struck, 'delay')
  if (delay) await new Promise<void>((resolve) => world.state.clock.after(delay.ms, resolve))
  faultOf(struck, 'meanwhile')?.run()
  if (faultOf(struck, 'drop-before')) return 'dropped'
  const status = faultOf(struck, 'status-before')
  if (status) return { status: status.status, headers: {}, text: status.body ?? errorText(status.status) }
  const html = faultOf(struck, 'html')
  if (html) {
    return {
      status: html.status,
      headers: { 'Content-Type': 'text/html' },
      text: '<!doctype html><p>Sign in',
    }
  }
  const redirect = faultOf(struck, 'redirect')
  if (redirect) return { status: 302, headers: { Location: redirect.to }, text: '' }
  const tooMany = faultOf(struck, 'too-many')
  return tooMany ? tooManyRequests(world, tooMany.retryAfter) : null
}

/** The token endpoint asks for no token and is outside the usual allowance. */
function tokens(world: ApiWorld, text: string): Sent {
  const { status, json } = world.signIn.token(new URLSearchParams(text))
  if (status !== 200) noteRefusal(world.state.ledger, status, 'POST /token', String(json.error))
  return { status, headers: {}, text: JSON.stringify(json) }
}

function atTheDoor(
  world: ApiWorld,
  { address, authorization }: Asked,
  found: Found | null,
  text: string,
  struck: Fault[],
): Sent {
  if (!world.isGood(authorization.replace(/^Bearer /, ''))) {
    return refused(world, found, new Refusal(401, 'Unauthorized', 'The access token is not valid'), {})
  }
  const taken = world.allowance.take()
  const headers = {
    'X-RateLimit-Limit': String(world.allowance.limit),
    'X-RateLimit-Remaining': String(taken.remaining),
  }
  if (!taken.isAllowed) return tooManyRequests(world, 'date')
  if (!found) return refused(world, found, new Refusal(404, 'Not Found', 'No such resource'), headers)
  try {
    const call = callOf(world, found, address, text)
    if (faultOf(struck, 'doubled')) found.handler(world.state, call)
    const answer = withRowFaults(found.handler(world.state, call), struck)
    return { status: answer.status, headers, text: answer.json ?? '' }
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    return refused(world, found, thrown, headers)
  }
}

function callOf(world: ApiWorld, found: Found, address: URL, text: string): Call {
  return {
    route: found.name,
    dialect: found.dialect,
    params: found.params,
    query: address.searchParams,
    body: text === '' ? undefined : parsed(text),
    storeUrl: world.storeUrl(),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new Refusal(400, 'Bad Request', 'The body is not JSON')
  }
}

function refused(
  world: ApiWorld,
  found: Found | null,
  refusal: Refusal,
  headers: Record<string, string>,
): Sent {
  noteRefusal(world.state.ledger, refusal.status, found?.name ?? 'unknown', refusal.message)
  const text = JSON.stringify({ error: refusal.title, message: refusal.message })
  return { status: refusal.status, headers, text }
}

/**
 * 429 with the end of the window as an RFC 1123 date.
 * Source: docs.vendhq.com/reference/introduction/rate-limiting
 */
function tooManyRequests(world: ApiWorld, retryAfter: string | null): Sent {
  const { limit, windowEndsAtMs } = world.allowance
  const skewed = Math.ceil((windowEndsAtMs() + world.dateSkewMs()) / 1000) * 1000
  const when = retryAfter === 'date' ? new Date(skewed).toUTCString() : retryAfter
  noteRefusal(world.state.ledger, 429, 'any', 'Rate limiting enforced')
  return {
    status: 429,
    headers: {
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': '0',
      ...(when === null ? {} : { 'Retry-After': when }),
    },
    text: JSON.stringify({ error: 'Too Many Requests', message: 'Rate limiting enforced' }),
  }
}

function errorText(status: number): string {
  const titles: Record<number, string> = { 401: 'Unauthorized', 403: 'Forbidden', 409: 'Conflict' }
  return JSON.stringify({ error: titles[status] ?? 'Error', message: `Status ${status}` })
}

function withRowFaults(answer: Answer, struck: Fault[]): Answer {
  const doubles = faultOf(struck, 'duplicate-rows')
  const misses = faultOf(struck, 'missing-row')
  if ((!doubles && !misses) || answer.json === null) return answer
  const body = JSON.parse(answer.json) as { data?: unknown }
  if (!Array.isArray(body.data) || body.data.length === 0) return answer
  const [first, ...others] = body.data as unknown[]
  const data = misses ? others : [first, first, ...others]
  return ok(JSON.stringify({ ...body, data }))
}
