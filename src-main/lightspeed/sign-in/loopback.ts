import { timingSafeEqual } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import { StationError } from '../../../src-shared/failure.ts'
import { redirectUriOf } from '../../../src-shared/rule/redirect-uri.ts'
import type { Clock } from '../../clock.ts'

/** What the browser brought back. `prefix` is the first part of the store's host. */
export type SignedBack =
  | { is: 'code'; code: string; prefix: string }
  | { is: 'refused'; why: string }
  | { is: 'timed-out' }
  | { is: 'closed' }

export type Loopback = { redirectUri: string; back: Promise<SignedBack>; close(): Promise<void> }

/** As long as the store keeps a code. */
const waitMs = 10 * 60_000

/**
 * Waits on the loopback address for the browser to come back from the sign-in page (RFC 8252, section 7.3). Only a
 * visit that knows `state` ends the wait; any other gets a page that says so and changes nothing. There is no PKCE: the
 * vendor documents none, and takes the client secret in its place.
 *
 * @throws StationError `port-taken` when another program listens there
 */
export async function openLoopback(asked: {
  port: number
  state: string
  clock: Clock
  /** Told of each visit that came from another sign-in, or from nobody's. */
  onOther?: () => void
}): Promise<Loopback> {
  const { port, state, clock, onOther = () => undefined } = asked
  const path = new URL(redirectUriOf(port)).pathname
  const { promise: back, resolve } = Promise.withResolvers<SignedBack>()
  const cancel = clock.after(waitMs, () => end({ is: 'timed-out' }))
  const server = createServer((request, response) => {
    // Any page of the browser can ask here, for what is no address too.
    const address = URL.parse(request.url ?? '/', 'http://loopback')
    const isHere = request.headers.host === `127.0.0.1:${port}`
    if (request.method !== 'GET' || !isHere || address?.pathname !== path)
      return page(response, 404, 'notHere')
    if (!isSame(address.searchParams.get('state') ?? '', state)) {
      onOther()
      return page(response, 400, 'notOurs')
    }
    const found = readBack(address.searchParams)
    page(response, 200, found.is === 'code' ? 'done' : 'refused')
    end(found)
  })
  server.requestTimeout = 10_000

  function end(found: SignedBack): void {
    cancel()
    server.close()
    resolve(found)
  }

  await new Promise<void>((ready, fail) => {
    server.once('error', (thrown) => {
      cancel()
      fail(portTaken(port, thrown))
    })
    server.listen(port, '127.0.0.1', ready)
  })
  return {
    redirectUri: redirectUriOf(port),
    back,
    async close() {
      end({ is: 'closed' })
      server.closeAllConnections()
      await back
    },
  }
}

function readBack(found: URLSearchParams): SignedBack {
  const error = found.get('error')
  if (error !== null) {
    const isNo = error === 'access_denied'
    return { is: 'refused', why: isNo ? 'Access was not given.' : 'The sign-in page refused the request.' }
  }
  const code = found.get('code') ?? ''
  const prefix = found.get('domain_prefix') ?? ''
  if (!/^[\x21-\x7e]{1,2000}$/.test(code) || !/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(prefix)) {
    return { is: 'refused', why: 'The sign-in came back without a code or a store.' }
  }
  return { is: 'code', code, prefix }
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}

const words = {
  done: 'Signed in. You can close this page and go back to the station.',
  refused: 'The station was not let in. Go back to it to try again.',
  notOurs: 'This sign-in was not started by the station. Start it again there.',
  notHere: 'There is nothing here.',
}

/** Fixed words only: nothing of what was asked comes back. */
function page(response: ServerResponse, status: number, word: keyof typeof words): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'",
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    Connection: 'close',
  })
  response.end(`<!doctype html><title>Consignment Station</title><p>${words[word]}</p>`)
}

function portTaken(port: number, cause: unknown): StationError {
  return new StationError(
    'port-taken',
    `Signing in needs port ${port} on this computer, and another program has it.`,
    'Close that program, or register another port with Lightspeed and give it here.',
    { retryable: true, cause },
  )
}
