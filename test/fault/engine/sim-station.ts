import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from '../../../src-main/bench.ts'
import type { Clock } from '../../../src-main/clock.ts'
import { type Allowance, openAllowance } from '../../../src-main/lightspeed/allowance.ts'
import { type Lightspeed, openLightspeed } from '../../../src-main/lightspeed/lightspeed.ts'
import { askForPair, type TokenPair } from '../../../src-main/lightspeed/sign-in/token-endpoint.ts'
import { openTokenKeeper, type TokenKeeper } from '../../../src-main/lightspeed/sign-in/token-keeper.ts'
import { type Log, quietLog } from '../../../src-main/log/log.ts'
import { openStore, type Store } from '../../../src-main/store/store.ts'
import type { Watch } from '../../../src-main/sync/engine/run-entry.ts'
import { openPusher, type Pusher } from '../../../src-main/sync/pusher.ts'
import type { InProcessSandbox } from '../../../src-main/training/store/in-process.ts'
import { sandboxApp } from '../../../src-main/training/store/sandbox-world.ts'
import type { SimClock } from './sim-clock.ts'

/** One run of the station's program: what a power cut ends. */
type Process = {
  bench: Bench
  lightspeed: Lightspeed
  allowance: Allowance
  keeper: TokenKeeper
  pusher: Pusher
  clock: Clock & { die(): void }
  die(): void
}

export type SimStation = ReturnType<typeof openSimStation>

/**
 * The station's sync, its own client, store and machines, on a simulated clock and a sandbox without sockets. What a
 * process keeps in its memory is lost when it dies; the store's file is what the next one opens.
 */
export function openSimStation(parts: {
  clock: SimClock
  sandbox: InProcessSandbox
  folder: string
  /** An empty store of this version: a copy of it is quicker than a new one. */
  template: string
  registers: number
  /** Whether a new process opens the file again; what is committed is the same either way, and this is quicker. */
  opensAgain: boolean
  wallOffMs: () => number
  watch: Watch
}) {
  const { clock, sandbox, folder } = parts
  mkdirSync(folder, { recursive: true })
  copyFileSync(parts.template, join(folder, 'station.sqlite'))
  const bugs: unknown[] = []
  const log: Log = { ...quietLog, bug: (_event, thrown) => void bugs.push(thrown) }
  let traces = 0
  let pair = newPair(sandbox, clock)
  // The store notes its times by the same wall clock as the rest of the station.
  const wall: Clock = { ...clock, now: () => clock.now() + parts.wallOffMs() }
  let store = openStore(folder, wall).store
  let process: Process | null = start()

  function start(): Process {
    const own = clock.ofProcess(parts.wallOffMs)
    const caller = sandbox.caller()
    const allowance = openAllowance({ clock: own, registers: parts.registers })
    const keeper = openTokenKeeper({
      pair,
      isKept: true,
      clock: own,
      log,
      refresh: (refresh) =>
        askForPair(
          { dispatcher: caller.dispatcher, clock: own, userAgent: 'Test' },
          sandbox.url,
          sandboxApp,
          {
            is: 'refresh',
            refresh,
          },
        ),
      keep: async (next) => {
        pair = next
      },
      onState: () => undefined,
    })
    const lightspeed = openLightspeed(
      { url: sandbox.url, apiVersion: '2026-07', token: keeper.take, renew: keeper.renew, userAgent: 'Test' },
      { clock: own, log, allowance, dispatcher: caller.dispatcher, random: () => 0.5 },
    )
    const bench: Bench = {
      store,
      clock: own,
      log,
      actor: () => ({ id: 'bench', role: 'SM' }),
      outletId: () => null,
      newTraceId() {
        traces += 1
        return `req_20261120_030000_${String(traces).padStart(16, '0')}`
      },
    }
    const pusher = openPusher({ bench, lightspeed, watch: parts.watch, onTurn: () => undefined })
    const forget = store.onWritten(pusher.hear)
    const die = () => {
      forget()
      caller.die()
      own.die()
    }
    return { bench, lightspeed, allowance, keeper, pusher, clock: own, die }
  }

  return {
    bugs,
    get store(): Store {
      return store
    },
    /** Null while the power is off. */
    process: () => process,
    /** The power goes: whatever is in memory is lost, and nothing that is out is heard of. */
    crash(): void {
      process?.die()
      process = null
    },
    /** Opens the store's file again, as it was left. */
    restart(): void {
      if (process !== null) return
      if (parts.opensAgain) {
        store.close()
        store = openStore(folder, wall).store
      }
      process = start()
    },
    /** A person signs in again where that is asked for. */
    signInAgain(): boolean {
      if (process?.keeper.state().is !== 'reauthorise') return false
      pair = newPair(sandbox, clock)
      process.die()
      process = start()
      return true
    },
    close(): void {
      process?.die()
      store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A person said yes on the sign-in page. */
function newPair({ signIn }: InProcessSandbox, clock: Clock): TokenPair {
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: sandboxApp.clientId,
    redirect_uri: sandboxApp.redirectUri,
    state: 'state-1234',
    scope: 'consignments:read',
  })
  const code = new URL(signIn.authorise(asked, true)).searchParams.get('code') ?? ''
  const { clientId, clientSecret, redirectUri } = sandboxApp
  const form = { grant_type: 'authorization_code', code, client_id: clientId, client_secret: clientSecret }
  const { json } = signIn.token(new URLSearchParams({ ...form, redirect_uri: redirectUri }))
  return {
    access: String(json.access_token),
    refresh: String(json.refresh_token),
    expiresAtMs: clock.now() + Number(json.expires_in) * 1_000,
    scope: String(json.scope),
    prefix: 'sandbox',
  }
}
