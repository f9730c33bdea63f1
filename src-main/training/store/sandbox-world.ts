import type { Clock } from '../../clock.ts'
import { type Log, quietLog } from '../../log/log.ts'
import { allowance } from './allowance.ts'
import type { ApiWorld } from './api.ts'
import type { SandboxCatalogue } from './catalogue.ts'
import { type SandboxControl, sandboxControl } from './control.ts'
import { type FaultRule, faultBook } from './faults.ts'
import { fillConsignments, fillProducts } from './fill.ts'
import { keeper, readKept } from './keep.ts'
import { emptyLedger, type Ledger } from './ledger.ts'
import { referenceLists } from './reference-data.ts'
import { resumeWork } from './resume.ts'
import { routes } from './route.ts'
import { inventedId } from './seeded.ts'
import { type SandboxApp, type SandboxSignIn, sandboxSignIn } from './sign-in.ts'
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

/** A store without a door: `line` is how it is reached, and what pulls its cable. */
export function buildSandbox(
  options: SandboxOptions,
  line: { url: () => string; cable: (to: 'down' | 'up') => Promise<void> },
): { world: ApiWorld; store: Omit<SandboxStore, 'url'> } {
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
  const world: ApiWorld = {
    state,
    routes: routes(lists),
    allowance: budget,
    faults: book,
    isGood: (given) => (set.token !== null && given === set.token) || signIn.isGood(given),
    signIn,
    storeUrl: line.url,
    dateSkewMs: () => set.skewMs,
  }
  const store: Omit<SandboxStore, 'url'> = {
    token,
    catalogue,
    ledger: () => ledger,
    control: sandboxControl(state),
    signIn,
    faults: {
      add: book.add,
      clear() {
        book.clear()
        state.listDelay = { minMs: 0, maxMs: 0 }
        set.skewMs = 0
        set.token = token
      },
      network: line.cable,
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
      await line.cable('down')
      for (const cancel of state.waitingWork) cancel()
      await keptBy.close()
    },
  }
  return { world, store }
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
