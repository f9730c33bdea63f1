import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Ask, contract } from '../../src-shared/contract/contract.ts'
import { type NewsTopic, news } from '../../src-shared/contract/news.ts'
import { StationError } from '../../src-shared/failure.ts'
import { fixtureStation } from './fixture-station.ts'

/** The policy both hosts set; the screens must live under it. */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
].join('; ')

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" fill="#dfe5ec"/>
<rect x="26" y="12" width="28" height="56" rx="6" fill="#5b6b7d"/><rect x="31" y="20" width="18" height="14" rx="3" fill="#dfe5ec"/></svg>`

/** Serves the built screens and a pretend station on the loopback address, with the hosts' content policy. */
export async function serveFixture(folder: string) {
  const sockets = new Set<WebSocket>()
  let newest = openStation()
  const server = createServer((request, response) => void serve(folder, request, response))
  const wires = new WebSocketServer({ server, path: '/bridge' })
  wires.on('connection', (socket) => {
    // Whoever joined a station stays with it: nothing a page still sends reaches the one of the next test.
    const { station, joined } = newest
    sockets.add(socket)
    joined.add(socket)
    socket.on('close', () => {
      sockets.delete(socket)
      joined.delete(socket)
    })
    socket.on('message', (raw) => {
      const asked = JSON.parse(String(raw)) as { id?: number; ask?: Ask; takes?: unknown }
      if (asked.ask === undefined) return
      socket.send(JSON.stringify({ id: asked.id, ...answer(station, asked.ask, asked.takes) }))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    get station() {
      return newest.station
    },
    startOver: () => {
      newest = openStation()
    },
    dropSockets: () => {
      for (const socket of sockets) socket.terminate()
    },
    close: async () => {
      for (const socket of sockets) socket.terminate()
      wires.close()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** A pretend station as at the beginning, and who hears its news. */
function openStation() {
  const joined = new Set<WebSocket>()
  const station = fixtureStation((topic: NewsTopic, body: unknown) => {
    const checked = news[topic].parse(body)
    for (const socket of joined) socket.send(JSON.stringify({ news: topic, body: checked }))
  })
  return { station, joined }
}

function answer(station: ReturnType<typeof fixtureStation>, ask: Ask, raw: unknown) {
  try {
    const value = station.answer(ask, contract[ask].takes.parse(raw))
    return { ok: true, value: contract[ask].gives.parse(value) }
  } catch (thrown) {
    if (thrown instanceof StationError) return { ok: false, failure: thrown.toFailure() }
    const say = thrown instanceof Error ? thrown.message : String(thrown)
    return {
      ok: false,
      failure: { code: 'bug', say, next: 'Look at the fixture.', retryable: false, traceId: null },
    }
  }
}

async function serve(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://fixture')
  response.setHeader('content-security-policy', contentPolicy)
  if (pathname.startsWith('/image/') || pathname.startsWith('/photo/')) {
    response.setHeader('content-type', 'image/svg+xml').end(picture)
    return
  }
  const name = pathname === '/' ? 'index.html' : pathname.slice(1)
  try {
    const bytes = await readFile(join(folder, name))
    response.setHeader('content-type', types[extname(name)] ?? 'application/octet-stream').end(bytes)
  } catch {
    response.writeHead(404).end()
  }
}
