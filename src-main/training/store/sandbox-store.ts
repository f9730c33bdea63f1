import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Clock } from '../../clock.ts'
import { type Log, quietLog } from '../../log/log.ts'
import { allowance } from './allowance.ts'
import { type ApiWorld, answerApi } from './api.ts'
import type { SandboxCatalogue } from './catalogue.ts'
import { type SandboxControl, sandboxControl } from './control.ts'
import { type FaultRule, faultBook } from './faults.ts'
import { fillConsignments, fillProducts } from './fill.ts'
import { keeper, readKept } from './keep.ts'
import { emptyLedger, type Ledger } from './ledger.ts'
import { answerPage } from './page-door.ts'
import { productPicture } from './picture.ts'
import { referenceLists } from './reference-data.ts'
import { resumeWork } from './resume.ts'
import { routes } from './route.ts'
import { inventedId } from './seeded.ts'
import { type SandboxApp, type SandboxSignIn, sandboxSignIn } from './sign-in.ts'
import { answerSignIn } from './sign-in-door.ts'
import { newState, nextVersion, type SandboxState } from './state.ts'
import { asDocumented, type Strictness } from './strictness.ts'
import { idFamily } from './training-names.ts'
import { openCourier, type SandboxWebhooks } from './webhook-courier.ts'

export type SandboxOptions = {
  clock: Clock
  catalogue: SandboxCatalogue
  /** 0 or left out: any free port. */
  port?: number
  token?: string
  /** How many registers the retailer has: the allowance is 300 × registers + 50. */
  registers?: number
  /** A file the state is kept in, so that it survives a restart. */
  keepIn?: string
  seed?: number
  pageSizeMax?: number
  strictness?: Partial<Strictness>
  /** How long lines stay PENDING after a send or a receive; 0 = done before the answer. */
  lineDelayMs?: number
  /** The program that may sign in here. */
  app?: SandboxApp
  /** How long an access token lives. */
  tokenSeconds?: number
  /** How many calls the token endpoint takes in five minutes; 10 unless told. */
  tokenCalls?: number
  /** Told when the state could not be kept. */
  log?: Log
}

/** The program that the sandbox knows when it was told of no other. */
export const sandboxApp: SandboxApp = {
  clientId: 'training-station',
  clientSecret: 'training-secret',
  redirectUri: 'http://127.0.0.1:47113/signed-in',
}

export type SandboxFaults = {
  /** Sets a rule for calls; gives the way to take it back. */
  add(rule: FaultRule): () => void
  /** Takes back every rule, delay and skew. The network stays as it is. */
  clear(): void
  /** `down`: nothing listens and open connections are reset. */
  network(to: 'down' | 'up'): Promise<void>
  /** Changed rows stay out of lists for a time between the two. */
  delayLists(minMs: number, maxMs?: number): void
  /** The store's clock, as its `Date` header shows it, is this far off. */
  skewDate(ms: number): void
  /** Another token in force from now on; null refuses every one with 401. */
  changeToken(token: string | null): void
  /** Other users of the retailer take calls out of the window of now. */
  spendAllowance(calls: number): void
}

export type SandboxStore = {
  /** Where it answers, `http://127.0.0.1:PORT`. The API is below `/api/2026-07/`. */
  url: string
  token: string
  catalogue: SandboxCatalogue
  ledger(): Ledger
  control: SandboxControl
  signIn: SandboxSignIn
  faults: SandboxFaults
  webhooks: SandboxWebhooks
  close(): Promise<void>
}

/**
 * Opens a store on the loopback address that answers like the vendor's API and refuses what it refuses; a fixed token
 * stands for a personal one. Left out: scopes, stock adjustments, product writes and purchase-order reads.
 * Source: x-series-api.lightspeedhq.com/docs and /reference
 */
export async function openSandboxStore(options: SandboxOptions): Promise<SandboxStore> {
  const { clock, seed = 1 } = options
  const catalogue = withRegisters(options.catalogue, options.registers)
  const budget = allowance(clock, catalogue.registers.length)
  const ledger = emptyLedger(budget.limit)
  const usual = Math.min(100, options.pageSizeMax ?? 1000)
  const state = newState({
    clock,
    catalogue,
    ledger,
    seed,
    strictness: { ...asDocumented, ...options.strictness },
    lineDelayMs: options.lineDelayMs ?? 400,
    pageSizes: { usual, most: options.pageSizeMax ?? 1000 },
  })
  const lists = referenceLists(state, () => nextVersion(state))
  const courier = openCourier(state, (options.app ?? sandboxApp).clientSecret)
  const keptBy = fill(state, options.keepIn, options.log ?? quietLog)
  state.tell = courier.tell
  const book = faultBook(seed)
  const token = options.token ?? 'training-token'
  const set = { token: token as string | null, skewMs: 0 }
  const signIn = sandboxSignIn(clock, seed, options.app ?? sandboxApp, {
    lifeSeconds: options.tokenSeconds ?? 86_400,
    tokenCalls: options.tokenCalls ?? 10,
  })
  let url = ''
  const world: ApiWorld = {
    state,
    routes: routes(lists),
    allowance: budget,
    faults: book,
    isGood: (given) => (set.token !== null && given === set.token) || signIn.isGood(given),
    signIn,
    storeUrl: () => url,
    dateSkewMs: () => set.skewMs,
  }
  const control = sandboxControl(state)
  const line = await listening(options.port ?? 0, (request, response) => {
    void answer(world, control, request, response)
  })
  url = `http://127.0.0.1:${line.port}`
  return {
    url,
    token,
    catalogue,
    ledger: () => ledger,
    control,
    signIn,
    faults: {
      add: book.add,
      clear() {
        book.clear()
        state.listDelay = { minMs: 0, maxMs: 0 }
        set.skewMs = 0
        set.token = token
      },
      network: (to) => (to === 'down' ? line.cut() : line.restore()),
      delayLists(minMs, maxMs = minMs) {
        state.listDelay = { minMs, maxMs }
      },
      skewDate(ms) {
        set.skewMs = ms
      },
      changeToken(to) {
        set.token = to
      },
      spendAllowance: budget.spend,
    },
    webhooks: courier.webhooks,
    async close() {
      courier.close()
      await line.cut()
      for (const cancel of state.waitingWork) cancel()
      await keptBy.close()
    },
  }
}

function withRegisters(catalogue: SandboxCatalogue, registers: number | undefined): SandboxCatalogue {
  if (registers === undefined) return catalogue
  const outletId = catalogue.outlets[0]?.id ?? ''
  const rows = Array.from({ length: registers }, (_, place) => ({
    id: inventedId(idFamily.register, place),
    name: `Register ${place + 1}`,
    outletId,
  }))
  return { ...catalogue, registers: rows }
}

function fill(state: SandboxState, keepIn: string | undefined, log: Log): { close: () => Promise<void> } {
  fillProducts(state)
  const filledUpTo = state.counter
  const wasKept = keepIn !== undefined && readKept(state, keepIn)
  if (!wasKept) fillConsignments(state)
  if (keepIn === undefined) {
    resumeWork(state)
    return { close: async () => undefined }
  }
  const kept = keeper(state, keepIn, filledUpTo, state.clock, log)
  state.changed = kept.changed
  resumeWork(state)
  return kept
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
