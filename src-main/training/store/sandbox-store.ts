import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type ApiWorld, answerApi } from './api.ts'
import type { SandboxControl } from './control.ts'
import { answerPage } from './page-door.ts'
import { productPicture } from './picture.ts'
import { buildSandbox, type SandboxOptions, type SandboxStore } from './sandbox-world.ts'
import { answerSignIn } from './sign-in-door.ts'

export { type SandboxOptions, type SandboxStore, sandboxApp } from './sandbox-world.ts'

/**
 * Opens a store on the loopback address that answers like the vendor's API and refuses what it refuses; a fixed token
 * stands for a personal one. Left out: scopes, stock adjustments, purchase-order reads, and of
 * product writes all but levels.
 * Source: x-series-api.lightspeedhq.com/docs and /reference
 */
export async function openSandboxStore(options: SandboxOptions): Promise<SandboxStore> {
  const nothing = (): Promise<void> => Promise.resolve()
  const line = { port: 0, cut: nothing, restore: nothing }
  const url = () => `http://127.0.0.1:${line.port}`
  const { world, store } = buildSandbox(options, {
    url,
    cable: (to) => (to === 'down' ? line.cut() : line.restore()),
  })
  const opened = await listening(options.port ?? 0, (request, response) => {
    void answer(world, store.control, request, response)
  })
  Object.assign(line, opened)
  return { url: url(), ...store }
}

async function answer(
  world: ApiWorld,
  control: SandboxControl,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const path = new URL(request.url ?? '/', 'http://store').pathname
    const picture = /^\/images\/([0-9a-f-]{36})\.png$/.exec(path)
    if (picture) sendPicture(response, picture[1] as string)
    else if (path === '/connect') answerSignIn(world.signIn, request.socket.localPort ?? 0, request, response)
    else if (path === '/_sandbox' || path.startsWith('/_sandbox/')) {
      await answerPage(world.state, control, request.socket.localPort ?? 0, request, response)
    } else if (path.startsWith('/api/')) await answerApi(world, request, response)
    else response.writeHead(404).end()
  } catch (thrown) {
    // A bug of the sandbox: as a 500 it fails the test or the call that met it, with its text.
    if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain' })
    response.end(`sandbox bug: ${thrown instanceof Error ? thrown.stack : String(thrown)}`)
  }
}

function sendPicture(response: ServerResponse, id: string): void {
  response.writeHead(200, { 'Content-Type': 'image/png', 'Cache-Control': 'max-age=86400' })
  response.end(productPicture(id))
}

/** A server whose cable can be pulled: afterwards nothing listens, and it can be put back on the same port. */
async function listening(
  wantedPort: number,
  answerOne: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ port: number; cut: () => Promise<void>; restore: () => Promise<void> }> {
  const server = createServer(answerOne)
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await listen(server, wantedPort)
  const { port } = server.address() as AddressInfo
  return {
    port,
    async cut() {
      if (!server.listening) return
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.resetAndDestroy()
      await closed
    },
    async restore() {
      if (!server.listening) await listen(server, port)
    },
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}
