import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export type Got = { method: string; url: string; headers: IncomingHttpHeaders; body: string }
export type Reply = (response: ServerResponse, socket: Socket, got: Got) => void

/** A web server on this machine that answers each call as the next reply says; the last reply goes on for ever. */
export async function openOddServer(...replies: Reply[]) {
  const calls: Got[] = []
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const got = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body }
      const reply = replies[Math.min(calls.length, replies.length - 1)]
      calls.push(got)
      reply?.(response, request.socket, got)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    calls,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** Answers with JSON, as Lightspeed would. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
  }
}

/** Answers with exactly this text. */
export function raw(text: string, status = 200, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(status, headers).end(text)
  }
}

/** Takes the call and cuts the connection without a word. */
export const cut: Reply = (_response, socket) => {
  socket.destroy()
}
