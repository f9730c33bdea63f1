import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { StationError } from '../../../src-shared/failure.ts'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log/log.ts'
import type { Door } from '../door.ts'
import { pageHeaders } from '../policy.ts'
import { type Served, serve } from '../served-files.ts'
import type { FileDoor, Subscribe } from '../station-door.ts'
import { type Connection, connectionLimits, openConnection } from './bridge-connection.ts'
import { type Gate, openGate } from './gate.ts'

const maxConnections = 32

export type BrowserHost = {
  /** Opens the station in a browser: `http://127.0.0.1:PORT/`, without the token. */
  url: string
  /** The same, with the token; for the one who starts the browser. */
  urlWithToken: string
  /** The bridge's address, `ws://…/bridge`. */
  socket: string
  port: number
  close(): Promise<void>
}

type Needs = {
  /** 0 takes any free port. */
  port: number
  host?: '127.0.0.1'
  door: Door
  subscribe: Subscribe
  rendererFolder: string
  files: FileDoor
  /** Told when a page is closed, by the id its requests carried. */
  pageLeft(pageId: string): void
  /** At least 32 characters; whoever holds it holds the station. */
  token: string
  clock: Clock
  log: Log
}

/**
 * Serves the renderer and the bridge on the loopback address.
 *
 * @throws StationError `port-taken` when the port is in use.
 */
export async function openBrowserHost(needs: Needs): Promise<BrowserHost> {
  if (needs.token.length < 32) throw new Error('The token is too short.')
  const server = createServer({ requestTimeout: 15_000, headersTimeout: 10_000, maxHeaderSize: 16_384 })
  const port = await listen(server, needs.port, needs.host ?? '127.0.0.1')
  const gate = openGate(needs.token, port)
  const bridge = openBridge(needs, gate)

  server.on('request', (request, response) => {
    answerPage(request, needs, gate)
      .catch((thrown: unknown) => {
        needs.log.bug('page-broke', thrown)
        return page(500, 'Something broke on this station. It has been noted.')
      })
      .then((served) => reply(request, response, served))
      .catch((thrown: unknown) => needs.log.bug('reply-broke', thrown))
  })
  server.on('upgrade', bridge.upgrade)

  const url = `http://127.0.0.1:${port}/`
  return {
    url,
    urlWithToken: `${url}?token=${encodeURIComponent(needs.token)}`,
    socket: `ws://127.0.0.1:${port}/bridge`,
    port,
    close: async () => {
      bridge.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

async function answerPage(request: IncomingMessage, needs: Needs, gate: Gate): Promise<Served> {
  const { headers, url = '/' } = request
  if (!gate.isOurHost(headers) || !gate.isOurOrigin(headers)) {
    needs.log.warn('page-refused', { why: gate.isOurHost(headers) ? 'origin' : 'host' })
    return page(403, 'This address is not open to you.')
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { ...page(405, 'Only reading is possible here.'), headers: { ...pageHeaders, Allow: 'GET, HEAD' } }
  }
  const [path = '/', query = ''] = url.split('?', 2)
  const shown = path === '/' ? new URLSearchParams(query).get('token') : null
  if (shown !== null && gate.isToken(shown)) {
    const headers = { ...pageHeaders, Location: '/', 'Set-Cookie': gate.cookie, 'Cache-Control': 'no-store' }
    return { status: 302, headers, body: '' }
  }
  if (shown !== null || gate.showsToken(headers) !== 'right') {
    needs.log.warn('page-refused', { why: 'token' })
    return page(401, 'Open the station with the whole link it showed when it started: it carries the key.')
  }
  return serve(path, needs.rendererFolder, needs.files)
}

/** Accepts sockets at `/bridge` and passes news to all of them. */
function openBridge(needs: Needs, gate: Gate) {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: connectionLimits.maxMessageBytes,
    perMessageDeflate: false,
    clientTracking: true,
    // One message a turn of the event loop: a thousand requests that came at once hold up nobody else's next one.
    allowSynchronousEvents: false,
  })
  const connections = new Set<Connection>()
  let pages = 0
  let isClosing = false

  const unsubscribe = needs.subscribe((news) => {
    if (connections.size === 0) return
    const text = JSON.stringify({ news: news.topic, body: news.body })
    for (const connection of connections) connection.tell(news.topic, text)
  })

  function whyRefused(request: IncomingMessage): { status: string; why: string } | null {
    const { headers, url = '' } = request
    if (!gate.isOurHost(headers)) return { status: '403 Forbidden', why: 'host' }
    if (!gate.isOurOrigin(headers)) return { status: '403 Forbidden', why: 'origin' }
    if (url.split('?')[0] !== '/bridge') return { status: '404 Not Found', why: 'path' }
    if (gate.showsToken(headers) === 'wrong') return { status: '401 Unauthorized', why: 'token' }
    if (connections.size >= maxConnections) return { status: '503 Service Unavailable', why: 'too many' }
    return null
  }

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', (thrown) =>
      needs.log.warn('bridge-stream-error', { why: thrown.message.slice(0, 200) }),
    )
    const refusal = whyRefused(request)
    if (refusal) {
      needs.log.warn('bridge-refused', { why: refusal.why })
      stream.end(`HTTP/1.1 ${refusal.status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const isLetIn = gate.showsToken(request.headers) === 'right'
      pages += 1
      const pageId = `page-${pages}`
      const isToken = (text: string) => gate.isToken(text)
      const connection = openConnection({ ...needs, socket, pageId, isToken, isLetIn })
      connections.add(connection)
      socket.on('close', () => {
        connections.delete(connection)
        if (!isClosing) needs.pageLeft(pageId)
      })
    })
  }

  return {
    upgrade,
    close: () => {
      isClosing = true
      unsubscribe()
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

function listen(server: ReturnType<typeof createServer>, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (thrown: NodeJS.ErrnoException) => {
      const isTaken = thrown.code === 'EADDRINUSE'
      reject(isTaken ? portTaken(port, thrown) : thrown)
    })
    server.listen(port, host, () => {
      server.removeAllListeners('error')
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function portTaken(port: number, cause: unknown): StationError {
  return new StationError(
    'port-taken',
    `Port ${port} is in use by another program.`,
    'Start with another --port, or with --port 0 for any free one.',
    { cause },
  )
}

function page(status: number, say: string): Served {
  const headers = { ...pageHeaders, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' }
  return { status, headers, body: say }
}

function reply(request: IncomingMessage, response: ServerResponse, served: Served): void {
  const body = Buffer.from(served.body)
  response.writeHead(served.status, { ...served.headers, 'Content-Length': body.byteLength })
  response.end(request.method === 'HEAD' ? undefined : body)
}
