import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Agent, type Dispatcher } from 'undici'
import type { Bench } from '../../../src-main/bench.ts'
import type { Clock } from '../../../src-main/clock.ts'
import { type Allowance, openAllowance } from '../../../src-main/lightspeed/allowance.ts'
import { type Lightspeed, openLightspeed } from '../../../src-main/lightspeed/lightspeed.ts'
import { type LineAccess, tokenAccess } from '../../../src-main/lightspeed/line-access.ts'
import { type Log, quietLog } from '../../../src-main/log/log.ts'
import { intend } from '../../../src-main/outbox/intend.ts'
import type { Intention } from '../../../src-main/outbox/intention.ts'
import type { ConsignmentRow } from '../../../src-main/store/consignment-rows.ts'
import { type Store, systemActor } from '../../../src-main/store/store.ts'
import type { Ending } from '../../../src-main/sync/engine/entry-state.ts'
import { openPuller, type Puller } from '../../../src-main/sync/puller.ts'
import { openPusher, type Pusher } from '../../../src-main/sync/pusher.ts'
import { openReconciler, type Reconciler } from '../../../src-main/sync/reconcile/reconciler.ts'
import {
  openSandboxStore,
  type SandboxOptions,
  type SandboxStore,
} from '../../../src-main/training/store/sandbox-store.ts'
import { trainingCatalogue } from '../../../src-main/training/store/training-catalogue.ts'
import { outletId } from '../../../src-main/training/store/training-names.ts'
import type { Kind, State } from '../../../src-shared/model/consignment.ts'
import { openFreshStore } from '../fresh-store.ts'
import { type StepClock, stepClock } from './step-clock.ts'

export const warehouse = outletId('Warehouse')
export const ponsonby = outletId('Ponsonby')
const supplier = trainingCatalogue().suppliers[0]?.id ?? null

/** One run of the station's program on a store: what a restart replaces. */
type Process = {
  store: Store
  lightspeed: Lightspeed
  allowance: Allowance
  dispatcher: Dispatcher
  pusher: Pusher | null
  puller: Puller | null
  reconciler: Reconciler | null
  /** Calls that are out. */
  out(): number
  /** From now on nothing of this process reaches the network. */
  die(): void
}

export type SyncBench = Awaited<ReturnType<typeof openSyncBench>>

/**
 * A sandbox store and a station's sync on a real store file, on one clock that steps from wait to wait. 40 registers
 * leave room for long tests; 1 is the smallest store there is: 350 calls in 5 minutes.
 */
export async function openSyncBench(
  options: Partial<SandboxOptions> & {
    clock?: StepClock
    /** The store of another bench, on its clock: two stations of one shop. */
    beside?: { sandbox: SandboxStore; clock: StepClock }
    outlet?: string | null
    apiVersion?: '2026-07' | '2.0'
  } = {},
) {
  const clock = options.beside?.clock ?? options.clock ?? stepClock()
  const registers = options.registers ?? 40
  let wallOffMs = 0
  /** The station's own clock: it waits as the sandbox does, but its wall may be wrong. */
  const stationClock: Clock = { ...clock, now: () => clock.now() + wallOffMs }
  const catalogue = options.catalogue ?? trainingCatalogue()
  const sandbox =
    options.beside?.sandbox ??
    (await openSandboxStore({ lineDelayMs: 0, ...options, registers, clock, catalogue }))
  const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'sync-'))
  let folder = join(root, 'one')
  mkdirSync(folder)
  let isListening = false
  let traces = 0
  let copies = 0
  const bugs: unknown[] = []
  const endings: Ending[] = []
  const log: Log = { ...quietLog, bug: (_event, thrown) => void bugs.push(thrown) }
  let token: string | null = sandbox.token
  let access: LineAccess = tokenAccess(() => token)
  let outlet = options.outlet === undefined ? warehouse : options.outlet
  let process = open()

  function open(): Process {
    const store = openFreshStore(folder, stationClock)
    const wire = countingDispatcher()
    const allowance = openAllowance({ clock: stationClock, registers })
    const lightspeed = openLightspeed(
      {
        url: sandbox.url,
        apiVersion: options.apiVersion ?? '2026-07',
        token: () => access.take(),
        renew: (refused) => access.renew(refused),
        userAgent: 'Test',
      },
      { clock: stationClock, log, allowance, dispatcher: wire.dispatcher, random: () => 0.5 },
    )
    return {
      store,
      lightspeed,
      allowance,
      dispatcher: wire.dispatcher,
      pusher: null,
      puller: null,
      reconciler: null,
      out: wire.out,
      die: wire.die,
    }
  }

  const bench = (): Bench => ({
    store: process.store,
    clock: stationClock,
    log,
    actor: () => ({ id: 'bench', role: 'SM' }),
    outletId: () => outlet,
    newTraceId() {
      traces += 1
      return `req_20261120_030000_${String(traces).padStart(16, '0')}`
    },
  })

  function write<T>(work: (store: Store) => T): T {
    const command = { kind: 'test', actor: systemActor, subject: null, given: {}, traceId: 'req_test' }
    return process.store.write(command, () => work(process.store))
  }

  function copyStore(): string {
    copies += 1
    const next = join(root, `copy-${copies}`)
    mkdirSync(next)
    const copy = new Database(join(folder, 'station.sqlite'))
    copy.exec(`VACUUM INTO '${join(next, 'station.sqlite')}'`)
    copy.close()
    return next
  }

  /** Waits until no call is out and what came is stored, slice by slice, or until what is out waits for the clock. */
  async function calm(): Promise<void> {
    let quiet = 0
    for (let rounds = 0; rounds < 600 && quiet < 24; rounds += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      quiet = process.out() === 0 ? quiet + 1 : 0
    }
  }

  async function runUntil(isSo: () => boolean, mostSteps = 4_000): Promise<void> {
    for (let steps = 0; steps < mostSteps; steps += 1) {
      await calm()
      if (isSo()) return
      if (!clock.step()) throw new Error('nothing waits any more, and it never happened')
    }
    throw new Error(
      `it never happened: ${JSON.stringify(process.store.outbox.allOpen().map((entry) => [entry.state, entry.lastAnswer, entry.step]))}`,
    )
  }

  return {
    clock,
    sandbox,
    bugs,
    endings,
    get store() {
      return process.store
    },
    get lightspeed() {
      return process.lightspeed
    },
    /** Its calls are counted among those that are out. */
    get dispatcher() {
      return process.dispatcher
    },
    bench,
    write,
    calm,
    runUntil,
    setToken: (to: string | null) => {
      token = to
    },
    setAccess: (to: LineAccess) => {
      access = to
    },
    setOutlet: (to: string | null) => {
      outlet = to
    },
    /** Sets the station's wall clock off the true time, which stays the sandbox's; nothing waits longer for it. */
    setWallOff(ms: number) {
      wallOffMs = ms
    },
    startPusher(onTurn: () => void = () => undefined): Pusher {
      if (process.pusher !== null) return process.pusher
      process.pusher = openPusher({
        bench: bench(),
        lightspeed: process.lightspeed,
        onTurn(ending) {
          endings.push(ending)
          onTurn()
        },
      })
      const { pusher } = process
      process.store.onWritten(pusher.hear)
      return pusher
    },
    /** The puller that runs, begun at the first call. */
    startPullerOnce(): Puller {
      return process.puller ?? this.startPuller()
    },
    startPuller(): Puller {
      process.puller = openPuller({
        bench: bench(),
        lightspeed: process.lightspeed,
        allowanceLeft() {
          const { remaining, limit } = process.allowance.state()
          return remaining / limit
        },
        isListening: () => isListening,
        onTurn: () => undefined,
        onProgress: () => undefined,
      })
      return process.puller
    },
    /** Whether a relay is heard, as the puller is told. */
    setListening(to: boolean) {
      isListening = to
    },
    startReconciler(): Reconciler {
      process.reconciler = openReconciler({
        bench: bench(),
        lightspeed: process.lightspeed,
        allowanceLeft() {
          const { remaining, limit } = process.allowance.state()
          return remaining / limit
        },
        onProgress: () => undefined,
        onLate: () => process.puller?.wake('inventory'),
      })
      return process.reconciler
    },
    /** As a person asks for news: nothing waits for its time. */
    wake: () => process.puller?.lookNow(),
    /** A packed transfer of this bench, or another kind, not told yet. Product ids by units. */
    transfer(
      planned: Record<string, number>,
      state: State = 'packed',
      kind: Kind = 'OUTLET',
    ): ConsignmentRow {
      return write((store) => {
        const id = store.newId()
        store.states.add({
          id,
          station: store.station.id,
          code: `ST${id.slice(-8)}`,
          kind,
          state,
          reference: `PK-${id}`,
          remoteId: null,
          origin: 'here',
          sourceOutletId: kind === 'OUTLET' ? warehouse : null,
          outletId: kind === 'RETURN' ? warehouse : ponsonby,
          supplierId: kind === 'RETURN' || kind === 'PO' ? supplier : null,
          note: '',
          dueAt: null,
          createdAt: store.now(),
          createdBy: 'bench',
          readOnlyBecause: null,
        })
        for (const [productId, units] of Object.entries(planned)) {
          store.lines.add({
            id: store.newId(),
            consignmentId: id,
            productId,
            name: 'A thing',
            sku: 'A',
            planned: units,
            costCents: 420,
            origin: 'plan',
            touchedAt: null,
          })
        }
        return consignmentIn(store, id)
      })
    },
    /** Notes an intention, as the screens do. */
    tell(
      id: string,
      wanted: Pick<Intention, 'status'> &
        Partial<Pick<Intention, 'packed' | 'received' | 'listed' | 'skipped'>>,
    ): void {
      write((store) => intend(store, consignmentIn(store, id), { packed: null, received: null, ...wanted }))
    },
    /** Keeps a copy of the store as it is now; what is given brings it back at the next restart. */
    copy(): () => void {
      const kept = copyStore()
      return () => {
        folder = kept
      }
    },
    /** Ends the process as a power cut does: what is stored stays, what is out is lost. */
    crash(): void {
      const next = copyStore()
      process.die()
      folder = next
    },
    async restart(): Promise<void> {
      const before = process
      await Promise.all([
        before.pusher?.close(),
        before.puller?.close(),
        before.reconciler?.close(),
        before.lightspeed.close(),
      ])
      before.store.close()
      process = open()
    },
    async close(): Promise<void> {
      await Promise.all([
        process.pusher?.close(),
        process.puller?.close(),
        process.reconciler?.close(),
        process.lightspeed.close(),
      ])
      process.store.close()
      if (options.beside === undefined) await sandbox.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

function consignmentIn(store: Store, id: string): ConsignmentRow {
  const row = store.consignments.get(id)
  if (row === null) throw new Error(`no consignment ${id}`)
  return row
}

/** Products of the training catalogue that may go anywhere. */
export function someProducts(count: number): string[] {
  return trainingCatalogue()
    .products.filter((one) => one.isActive && !one.isDeleted && one.compositeOf === null && one.hasInventory)
    .slice(0, count)
    .map((one) => one.id)
}

/** A dispatcher that knows how many calls are out, and can be cut off. */
function countingDispatcher(): { dispatcher: Dispatcher; out(): number; die(): void } {
  let out = 0
  let isDead = false
  const agent = new Agent({ allowH2: false, connections: 6, headersTimeout: 0, bodyTimeout: 0 })
  const dispatcher = agent.compose((dispatch) => (request, handler) => {
    if (isDead) {
      queueMicrotask(() => handler.onResponseError?.(null as never, new Error('the process is dead')))
      return true
    }
    out += 1
    let isOver = false
    const over = () => {
      if (!isOver) out -= 1
      isOver = true
    }
    return dispatch(request, {
      onRequestStart: (...given) => handler.onRequestStart?.(...given),
      onResponseStart: (...given) => handler.onResponseStart?.(...given),
      onResponseData: (...given) => handler.onResponseData?.(...given),
      onResponseEnd(...given) {
        over()
        handler.onResponseEnd?.(...given)
      },
      onResponseError(...given) {
        over()
        handler.onResponseError?.(...given)
      },
    })
  })
  return {
    dispatcher,
    out: () => out,
    die() {
      isDead = true
    },
  }
}
