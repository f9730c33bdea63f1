import { kindOfRemoteType } from '../../src-shared/rule/status-map.ts'
import type { Bench } from '../bench.ts'
import type { Priority } from '../lightspeed/allowance.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import type { ConsignmentRow } from '../lightspeed/rows.ts'
import { type Command, systemActor } from '../store/store.ts'
import type { UnreadRow } from '../store/unread-rows.ts'
import { applyShadow, ownOf, startingState } from './import-consignment.ts'
import { afterStopMs, stopWords } from './pull-stop.ts'
import { readLines } from './read-lines.ts'
import { compareHeard } from './reconcile/reconcile-consignment.ts'
import { keepShadow } from './shadow.ts'
import { readHeader } from './unread-header.ts'

/** A line that changed may be missing from its list so long; then the list is taken as it is. */
const shortListMs = 130_000
const shortAgainMs = 15_000
const againMs = [30_000, 120_000, 600_000, 3_600_000]
/** More than so many waiting are a backlog: read with what the allowance has to spare. */
const fewWaiting = 20
/** Nobody else may stand behind a call that only waits for its turn. */
const waitMs = 2_000

/** Consignments whose lines are still to be read: the page that listed them is stored, and its cursor moved on. */
export type Unread = {
  /** Takes a row as listed: as it is where its lines do not matter here, else onto the list. Call inside a write. */
  take(row: ConsignmentRow, command: Command): void
  /** Reads up to so many, one consignment a transaction, until none is due or the allowance has no room. */
  read(most: number, isClosed: () => boolean): Promise<void>
  /** Monotonic milliseconds at which there is something to read; null while there is nothing. */
  dueMs(): number | null
  /** Reads nothing for so long. */
  block(ms: number): void
  /** Forgets every wait: the network is back, or a person asked. */
  hurry(): void
}

export function openUnread(bench: Bench, lightspeed: Lightspeed): Unread {
  const { store, clock, log } = bench
  const waits = new Map<string, { untilMs: number; tries: number }>()
  const shortSinceMs = new Map<string, number>()
  let blockedUntilMs = 0
  let cutShortId: string | null = null

  function take(row: ConsignmentRow, command: Command): void {
    const known = store.remote.get(row.id)?.version ?? -1
    // A row the push has just read back newer stays as it is.
    if (known > (row.version ?? known)) return
    const isToRead = needsLines(bench, row)
    if (isToRead && row.deletedAt === null && row.status !== 'CANCELLED') {
      const before = store.unread.get(row.id)
      if (before === null || before.version !== row.version) waits.delete(row.id)
      store.unread.put(row.id, row.version ?? Math.max(0, known), JSON.stringify(row))
      return
    }
    // What is over needs no lines to be over.
    forget(row.id)
    store.unread.drop(row.id, row.version ?? known)
    keepShadow(store, row, isToRead && row.deletedAt !== null ? [] : null)
    applyShadow(bench, row.id, command)
  }

  async function readOne(unread: UnreadRow): Promise<void> {
    const row = readHeader(unread.header)
    if (row === null) return listAgain(unread)
    // The push may have read it meanwhile, or the station stand in another outlet now.
    if (!needsLines(bench, row)) return keep(unread, (command) => take(row, command))
    const priority = store.unread.counts().waiting > fewWaiting ? 'nightly' : 'poll'
    const read = await readLines(lightspeed, row, { priority, waitMs })
    switch (read.is) {
      case 'stopped':
        blockedUntilMs = clock.mono() + afterStopMs(read.stop)
        // It may be the only one that Lightspeed cannot answer, or longer than a window: then the others go first.
        if (read.stop.is === 'no-answer' && read.stop.kind !== 'stopped') putOff(unread, read.stop.why)
        if (read.stop.is === 'limited' && read.hasBegun) {
          if (cutShortId === row.id) putOff(unread, stopWords(read.stop))
          cutShortId = row.id
        }
        return
      case 'unreadable':
        log.warn('sync.lines-unreadable', { remoteId: row.id, why: read.why })
        if (read.isMissing && (await isNowhere(row.id, priority))) return keep(unread, () => undefined)
        return putOff(unread, read.why)
      case 'short':
        if (isStillShort(row.id)) return
        log.warn('sync.lines-do-not-add-up', { remoteId: row.id })
        break
      case 'whole':
        break
    }
    keep(unread, (command) => {
      if ((store.remote.get(row.id)?.version ?? -1) > unread.version) return
      keepShadow(store, row, read.lines)
      applyShadow(bench, row.id, command)
      compareHeard(bench, { header: row, lines: read.lines, totals: read.totals })
    })
  }

  /** Kept by another version of this program, in a form this one does not know: the next whole reading lists it. */
  function listAgain(unread: UnreadRow): void {
    log.warn('sync.unread-not-readable', { remoteId: unread.remoteId })
    keep(unread, () => store.feeds.askFull('consignments'))
  }

  /**
   * Whether one that is not known here is no more to be found by its id either, and not for the first time. Nothing is
   * lost by letting it go: should it be there after all, the next whole reading lists it again.
   */
  async function isNowhere(remoteId: string, priority: Priority): Promise<boolean> {
    const tries = waits.get(remoteId)?.tries ?? 0
    if (tries < againMs.length - 1 || store.consignments.byRemoteId(remoteId) !== null) return false
    const header = await lightspeed.consignment(remoteId, { priority, waitMs })
    return header.is === 'refused' && header.status === 404
  }

  /** A list that lags is asked for again; one that stays short for longer than lists lag is believed. */
  function isStillShort(remoteId: string): boolean {
    const since = shortSinceMs.get(remoteId) ?? clock.mono()
    shortSinceMs.set(remoteId, since)
    if (clock.mono() - since >= shortListMs) return false
    waits.set(remoteId, { untilMs: clock.mono() + shortAgainMs, tries: 0 })
    return true
  }

  function keep({ remoteId, version }: UnreadRow, work: (command: Command) => void): void {
    forget(remoteId)
    const command = commandFor(bench, remoteId)
    store.repeat(command, () => {
      store.unread.drop(remoteId, version)
      work(command)
    })
  }

  function forget(remoteId: string): void {
    waits.delete(remoteId)
    shortSinceMs.delete(remoteId)
  }

  function putOff({ remoteId, problem }: UnreadRow, why: string): void {
    const tries = waits.get(remoteId)?.tries ?? 0
    const untilMs =
      Math.max(clock.mono(), blockedUntilMs) + (againMs[Math.min(tries, againMs.length - 1)] ?? 0)
    waits.set(remoteId, { untilMs, tries: tries + 1 })
    if (why !== problem)
      store.repeat(commandFor(bench, remoteId), () => store.unread.setProblem(remoteId, why))
  }

  const waiting = () => [...waits].filter(([, { untilMs }]) => untilMs > clock.mono())

  return {
    take,
    async read(most, isClosed) {
      for (let count = 0; count < most && !isClosed() && blockedUntilMs <= clock.mono(); count += 1) {
        const next = store.unread.next(waiting().map(([remoteId]) => remoteId))
        if (next === null) return
        await readOne(next)
      }
    },
    dueMs() {
      const { waiting: all } = store.unread.counts()
      if (all === 0) return null
      const later = waiting()
      const soonest = later.length < all ? 0 : Math.min(...later.map(([, { untilMs }]) => untilMs))
      return Math.max(blockedUntilMs, soonest)
    },
    block(ms) {
      blockedUntilMs = clock.mono() + ms
    },
    hurry() {
      blockedUntilMs = 0
      for (const [remoteId, { tries }] of waits) waits.set(remoteId, { untilMs: 0, tries })
    },
  }
}

function commandFor({ newTraceId }: Bench, remoteId: string): Command {
  return {
    kind: 'feed:lines',
    actor: systemActor,
    subject: null,
    given: { remoteId },
    traceId: newTraceId(),
  }
}

/** Whether the lines matter here: what is known and changed, and what would become work of this outlet. */
function needsLines(bench: Bench, row: ConsignmentRow): boolean {
  const { store } = bench
  const kind = kindOfRemoteType(row.type)
  if (kind === null) return false
  if (store.consignments.byRemoteId(row.id) !== null) {
    return row.version === null || store.remote.get(row.id)?.version !== row.version
  }
  const ours = ownOf(store, row)
  if (ours?.origin === 'here') return ours.remoteId === null
  const at = { outletId: bench.outletId(), nowMs: bench.clock.now() }
  return row.deletedAt === null && startingState(row, kind, at) !== null
}
