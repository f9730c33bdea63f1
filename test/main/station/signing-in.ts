import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { type Clock, systemClock } from '../../../src-main/clock.ts'
import type { TokenPair } from '../../../src-main/lightspeed/sign-in/token-endpoint.ts'
import { quietLog } from '../../../src-main/log/log.ts'
import { openStationLog } from '../../../src-main/log/station-log.ts'
import { systemRandom } from '../../../src-main/random.ts'
import { openKeychain } from '../../../src-main/secret/keychain.ts'
import { openSecrets } from '../../../src-main/secret/secrets.ts'
import { readSignIn, signInName } from '../../../src-main/station/sign-in-record.ts'
import { openStation, type Station } from '../../../src-main/station.ts'
import { type Store, systemActor } from '../../../src-main/store/store.ts'
import { openSandboxStore, type SandboxOptions } from '../../../src-main/training/store/sandbox-store.ts'
import { trainingCatalogue } from '../../../src-main/training/store/training-catalogue.ts'
import type { Ask, Gives, Takes } from '../../../src-shared/contract/contract.ts'
import { contract } from '../../../src-shared/contract/contract.ts'
import type { SignInView } from '../../../src-shared/contract/sign-in.ts'
import { redirectUriOf } from '../../../src-shared/rule/redirect-uri.ts'
import { standInKeytar } from '../secret/stand-in-keytar.ts'
import { ponsonby, someProducts, warehouse } from '../sync/sync-bench.ts'
import { freePort } from './free-port.ts'

export const soon = { timeout: 15_000, interval: 10 }
const [tea = ''] = someProducts(1)

export type SigningIn = Awaited<ReturnType<typeof openSigningIn>>

/** A sandbox store that knows a program, and a whole station in front of it with a keychain that can be locked. */
export async function openSigningIn(options: Partial<SandboxOptions> = {}) {
  const port = await freePort()
  const app = {
    clientId: 'bench-program',
    clientSecret: 'canary-client-word',
    redirectUri: redirectUriOf(port),
  }
  const sandbox = await openSandboxStore({
    clock: systemClock,
    catalogue: trainingCatalogue(),
    app,
    lineDelayMs: 0,
    registers: 50,
    ...options,
  })
  const folder = mkdtempSync(join(tmpdir(), 'signing-in-'))
  const log = openStationLog(join(folder, 'log'), systemClock)
  const keytar = standInKeytar()
  /** Everything a screen was told, as it travels. */
  const told: string[] = []
  let clock: Clock = systemClock
  let station = await open()

  async function open(): Promise<Station> {
    const opened = await openStation({
      profileFolder: folder,
      clock,
      log,
      random: systemRandom,
      keychain: openKeychain(keytar.keytar, clock, log),
    })
    opened.subscribe((news) => told.push(JSON.stringify(news)))
    return opened
  }

  async function ask<A extends Ask>(name: A, takes: Takes<A>): Promise<Gives<A>> {
    const taken = contract[name].takes.parse(takes)
    const given = await station.handlers[name](taken as never, { traceId: 'req_test', pageId: 'page-1' })
    told.push(JSON.stringify(given))
    return given
  }

  const start = (more: Partial<Takes<'setup:sign-in'>> = {}) => {
    const { clientId, clientSecret } = app
    return ask('setup:sign-in', { url: sandbox.url, clientId, clientSecret, port, ...more })
  }
  const view = () => ask('setup:sign-in-state', {})
  const viewIs = async <I extends SignInView['is']>(is: I): Promise<Extract<SignInView, { is: I }>> =>
    vi.waitFor(async () => {
      const found = await view()
      expect(found.is).toBe(is)
      return found as Extract<SignInView, { is: I }>
    }, soon)

  return {
    sandbox,
    app,
    port,
    folder,
    keytar,
    told,
    get store(): Store {
      return station.workplace().bench.store
    },
    station: () => station,
    ask,
    start,
    view,
    viewIs,
    /** The person says yes on the page. */
    async comeBack(page: string): Promise<void> {
      await fetch(`${page}&say=yes`)
    },
    /** From training to a store of one's own, as the Warehouse. */
    async connect(): Promise<void> {
      await fetch(`${(await start()).page}&say=yes`)
      await viewIs('choose')
      await ask('setup:sign-in-connect', { outletId: warehouse })
    },
    /** From the next start on, waits are a hundredth of what they are. */
    hurry(): void {
      clock = {
        ...systemClock,
        mono: () => systemClock.mono() * 100,
        after: (ms, run) => systemClock.after(ms / 100, run),
      }
    },
    /** The pair that lies sealed in the store, opened with the keychain's key. */
    async keptPair(): Promise<TokenPair> {
      const keychain = openKeychain(keytar.keytar, systemClock, quietLog)
      const rows = station.workplace().bench.store.secrets
      const opened = openSecrets({ keychain, rows, clock: systemClock, log: quietLog, random: systemRandom })
      const signIn = readSignIn((await opened.get(signInName)) ?? '')
      if (signIn === null) throw new Error('no sign-in is kept')
      return signIn.pair
    },
    /** Every file of the profile, byte for byte. */
    files(): Record<string, string> {
      const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) =>
        one.isFile(),
      )
      const paths = names.map((one) => join(one.parentPath, one.name))
      return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'latin1')]))
    },
    line: () => station.workplace().frame().sync,
    async firstPull(): Promise<void> {
      await vi.waitFor(
        () => expect(station.workplace().bench.store.feeds.get('consignments').isFirstPull).toBe(false),
        soon,
      )
    },
    /** Notes so many packed and sent transfers, as the bench does without a network. */
    note(count: number): string[] {
      const { store } = station.workplace().bench
      return Array.from({ length: count }, () => noteTransfer(store))
    },
    async restart(): Promise<void> {
      await station.close()
      station = await open()
    },
    async close(): Promise<void> {
      await station.close()
      log.close()
      await sandbox.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Gives its reference. */
function noteTransfer(store: Store): string {
  const id = store.newId()
  const reference = `PK-${id}`
  store.write({ kind: 'test', actor: systemActor, subject: null, given: {}, traceId: 'req_test' }, () => {
    store.states.add({
      id,
      station: store.station.id,
      code: `ST${id.slice(-8)}`,
      kind: 'OUTLET',
      state: 'packed',
      reference,
      remoteId: null,
      origin: 'here',
      sourceOutletId: warehouse,
      outletId: ponsonby,
      supplierId: null,
      note: '',
      dueAt: null,
      createdAt: store.now(),
      createdBy: 'bench',
      readOnlyBecause: null,
    })
    const body = {
      type: 'OUTLET',
      reference,
      name: reference,
      outletId: ponsonby,
      sourceOutletId: warehouse,
      supplierId: null,
      dueAt: null,
      status: 'SENT',
      packed: [{ productId: tea, units: 1, costCents: null }],
      received: null,
    }
    store.outbox.put(store.newId(), id, 'tell-consignment', JSON.stringify(body), store.now())
  })
  return reference
}
