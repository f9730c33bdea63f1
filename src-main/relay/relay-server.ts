import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HintPage } from '../../src-shared/model/hint.ts'
import type { Log } from '../log/log.ts'
import { typeAt } from './hook.ts'
import type { HookDesk } from './hook-desk.ts'
import { readRaw } from './read-raw.ts'

/** Largest webhook taken: products with many variants are the longest. */
const mostBytes = 256 * 1024
const longestWaitSeconds = 25
const mostConnections = 512

export type RelayHealth = { is: 'ok' | 'storage-down' } & Record<string, unknown>

export type RelayServerParts = {
  port: number
  /** How long a request may take to arrive whole; 10 s unless told. */
  requestMs?: number
  /** The address it listens on; a TLS proxy stands before it. */
  listen: string
  /** Where Lightspeed reaches it; requests must name this host, or this machine itself. */
  publicUrl: URL
  desk: HookDesk
  isStation: (authorization: string | undefined) => boolean
  /** What a station is told that has everything up to a cursor; without one it is new. */
  hints(after: number | null, waitMs: number, gone: AbortSignal): Promise<HintPage>
  health(): RelayHealth
  log: Log
}

type Reply = { status: number; json?: unknown; headers?: Record<string, string> }

/**
 * Serves three things below the public path: `POST /hooks/ls/<type>` for Lightspeed, `GET /hints` for stations with a
 * token, `GET /health` for whoever watches. Whatever else is asked is refused before anything of it is read.
 */
export async function openRelayServer(
  parts: RelayServerParts,
): Promise<{ port: number; close(): Promise<void> }> {
  const { requestMs = 10_000 } = parts
  const server = createServer(
    {
      requestTimeout: requestMs,
      headersTimeout: Math.min(5_000, requestMs),
      connectionsCheckingInterval: 500,
      maxHeaderSize: 8_192,
    },
    (request, response) => {
      void answer(request, response)
    },
  )
  server.maxConnections = mostConnections
  const base = parts.publicUrl.pathname.replace(/\/$/, '')
  let isClosing = false
  const hosts = new Set([parts.publicUrl.host])

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      send(request, response, closing(await replyTo(request, response)))
    } catch (thrown) {
      parts.log.bug('relay.broke', thrown)
      send(request, response, { status: 500 })
    }
  }

  /** While it closes, nobody is to ask again on the same connection. */
  function closing(reply: Reply): Reply {
    return isClosing ? { ...reply, headers: { ...reply.headers, Connection: 'close' } } : reply
  }

  async function replyTo(request: IncomingMessage, response: ServerResponse): Promise<Reply> {
    if (!hosts.has(request.headers.host?.toLowerCase() ?? '')) return { status: 421 }
    const target = request.url ?? ''
    if (!target.startsWith(`${base}/`) || target.length > 1_000) return { status: 404 }
    const [path = '', query = ''] = target.slice(base.length).split('?', 2)
    const type = typeAt(path)
    if (type !== null) return request.method === 'POST' ? takeHook(request, type) : allow('POST')
    if (path === '/health') return request.method === 'GET' ? health() : allow('GET')
    if (path !== '/hints') return { status: 404 }
    return request.method === 'GET' ? giveHints(request, response, query) : allow('GET')
  }

  async function takeHook(request: IncomingMessage, type: Parameters<HookDesk['take']>[0]): Promise<Reply> {
    const refuse = (status: number, why: string): Reply => {
      parts.desk.refuse(type, why)
      return { status }
    }
    const {
      'content-type': kind = '',
      'content-encoding': encoding,
      'content-length': length,
    } = request.headers
    if (request.headers['x-signature'] === undefined) return refuse(401, 'not signed')
    if (!/^application\/x-www-form-urlencoded\b/i.test(kind) || encoding !== undefined) {
      return refuse(415, 'no plain form')
    }
    if (Number(length ?? 0) > mostBytes) return refuse(413, 'too large')
    const body = await readRaw(request, mostBytes)
    if (body === null) return refuse(413, 'too large or broken off')
    const { status } = parts.desk.take(type, request.headers, body)
    return status === 503 ? { status, headers: { 'Retry-After': '60' } } : { status }
  }

  function health(): Reply {
    const found = parts.health()
    return { status: found.is === 'ok' ? 200 : 503, json: found }
  }

  async function giveHints(
    request: IncomingMessage,
    response: ServerResponse,
    query: string,
  ): Promise<Reply> {
    if (!parts.isStation(request.headers.authorization)) {
      return { status: 401, headers: { 'WWW-Authenticate': 'Bearer' }, json: { error: 'unknown token' } }
    }
    const asked = new URLSearchParams(query)
    const after = wholeNumber(asked.get('after'), Number.MAX_SAFE_INTEGER)
    const wait = wholeNumber(asked.get('wait'), 3_600)
    if (after === undefined || wait === undefined) {
      return { status: 400, json: { error: 'after and wait are whole numbers' } }
    }
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    return {
      status: 200,
      json: await parts.hints(after, Math.min(wait ?? 0, longestWaitSeconds) * 1_000, gone.signal),
    }
  }

  const port = await listen(server, parts.port, parts.listen)
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) hosts.add(`${name}:${port}`)
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        isClosing = true
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}

const guards = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, json, headers = {} }: Reply,
): void {
  if (response.destroyed || response.headersSent) return
  const text = json === undefined ? '' : JSON.stringify(json)
  response.writeHead(status, {
    ...guards,
    ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
    // What was not read of a refused request must not pass for the next one.
    ...(request.complete ? {} : { Connection: 'close' }),
    ...headers,
  })
  response.end(text)
}

function allow(method: string): Reply {
  return { status: 405, headers: { Allow: method } }
}

/** Null where nothing stands there, undefined where it is no number. */
function wholeNumber(text: string | null, most: number): number | null | undefined {
  if (text === null) return null
  const number = Number(text)
  return /^\d{1,16}$/.test(text) && number <= most ? number : undefined
}

function listen(server: Server, port: number, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
