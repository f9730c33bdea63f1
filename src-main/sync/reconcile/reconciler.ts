import type { Bench } from '../../bench.ts'
import type { Lightspeed } from '../../lightspeed/lightspeed.ts'
import type { ReconcileDue, ReconcileRun } from '../../store/reconcile-rows.ts'
import type { Written } from '../../store/store.ts'
import { afterStopMs } from '../pull-stop.ts'
import { reconcileConsignment } from './reconcile-consignment.ts'
import { reconcileStock } from './reconcile-stock.ts'
import { beginRun, endRun, hourThere, openRun, stockSubject } from './runs.ts'
import { isNightDue, isStartDue, priorityOf } from './when.ts'

/** Nobody else may stand behind a call that only waits for its turn. */
const waitMs = 2_000
const lookEveryMs = 60_000
const firstPullAgainMs = 5_000
/** While something of a consignment still waits to be told, it is looked at again after so long. */
const laneAgainMs = 30_000
const troubleAgainMs = 60_000
const mostTries = 5
const tellEveryMs = 500

/** Compares our record with Lightspeed's, one consignment at a time. */
export type Reconciler = {
  /**
   * Compares everything, or one consignment, as soon as it can: a person asked. While everything is being compared
   * already, it is compared once more after that, however often it is asked for: what was read may have changed since.
   */
  ask(consignmentId?: string): void
  /** Whether everything is compared once more after the comparison that is under way. */
  isNextAsked(): boolean
  /** Stops the comparison of everything that is under way, and what was asked for after it; what it has found stays. */
  cancel(): void
  /** Whether there is something to compare now. */
  wake(): void
  /** Forgets every wait: the network is back. */
  hurry(): void
  close(): Promise<void>
}

/**
 * Compares after the start, at night, after an outcome that was not known, and when a person asks. What is to be compared
 * is kept in the store, so that a run goes on after a restart. One call at a time, below every write of the bench.
 * `onProgress` hears at most twice a second; `onLate` when levels are only on their way.
 */
export function openReconciler(parts: {
  bench: Bench
  lightspeed: Lightspeed
  /** Share of the allowance that is left, 0 to 1. */
  allowanceLeft: () => number
  onProgress: () => void
  onLate: () => void
}): Reconciler {
  const { bench, lightspeed } = parts
  const { store, clock, log } = bench
  const waits = new Map<string, { untilMs: number; tries: number }>()
  const unknown = new Set<string>()
  let blockedUntilMs = 0
  let isStarting = true
  let isWanted = false
  let isClosed = false
  let isRunning = false
  let turn: Promise<void> = Promise.resolve()
  let cancelLook: () => void = () => undefined
  let cancelTell: (() => void) | null = null

  function look(): void {
    if (isClosed || isRunning) return
    cancelLook()
    isRunning = true
    turn = work()
      .catch((thrown: unknown) => {
        if (isClosed) return
        log.bug('reconcile.broke', thrown)
        blockedUntilMs = clock.mono() + troubleAgainMs
      })
      .finally(() => {
        isRunning = false
        rest()
      })
  }

  function rest(): void {
    if (isClosed) return
    const now = clock.mono()
    const soonest = Math.min(now + lookEveryMs, ...[...waits.values()].map(({ untilMs }) => untilMs))
    const isMore = unknown.size > 0 || next() !== null
    const untilMs = isStarting || isWanted ? Math.min(soonest, now + firstPullAgainMs) : soonest
    const restMs = isMore ? 0 : Math.max(50, untilMs - now)
    cancelLook = clock.after(Math.max(restMs, blockedUntilMs - now), look)
  }

  /** One piece of work, so that others come between. */
  async function work(): Promise<void> {
    keepUnknown()
    const why = runDue()
    if (why !== null) {
      await beginRun(bench, why, () => isClosed)
      tellSoon()
    }
    if (isClosed || blockedUntilMs > clock.mono()) return
    const due = next()
    if (due !== null) await compare(due)
    const run = isClosed ? null : openRun(bench)
    if (run === null || store.reconcile.counts(run.id).waiting > 0) return
    endRun(bench, run.id, false)
    log.info('reconcile.ended', { why: run.why, count: run.total, left: store.differences.counts().open })
    tellSoon()
  }

  function next(): ReconcileDue | null {
    const later = [...waits].filter(([, { untilMs }]) => untilMs > clock.mono())
    return store.reconcile.next(later.map(([subject]) => subject))
  }

  /** Nothing can be compared before it was pulled once. */
  function runDue(): ReconcileRun['why'] | null {
    if (openRun(bench) !== null) {
      isStarting = false
      return null
    }
    const isPulled = !store.feeds.get('consignments').isFirstPull && !store.feeds.get('inventory').isFirstPull
    if (!isPulled || bench.outletId() === null) return null
    const last = store.reconcile.lastBeganAt()
    const lastAt = last === null ? null : Date.parse(last)
    const why = isWanted
      ? 'asked'
      : isStarting && isStartDue(lastAt, clock.now())
        ? 'start'
        : isNightDue(lastAt, clock.now(), hourThere(bench))
          ? 'night'
          : null
    isStarting = false
    isWanted = false
    return why
  }

  async function compare(due: ReconcileDue): Promise<void> {
    const { subject, runId, why } = due
    const priority = priorityOf(why, runId !== null, parts.allowanceLeft())
    const options = { priority, waitMs }
    const compared =
      subject === stockSubject
        ? await reconcileStock(bench, lightspeed, options, () => isClosed)
        : await reconcileConsignment(bench, lightspeed, subject, { ...options, isClosed: () => isClosed })
    if (isClosed) return
    switch (compared.is) {
      case 'compared':
        if ('isLate' in compared && compared.isLate) parts.onLate()
        return drop(subject)
      case 'waits':
        // What waits to be told is not held against Lightspeed: the push compares it at its end.
        if (runId !== null || isParked(subject)) return drop(subject)
        return putOff(subject, laneAgainMs)
      case 'early':
        return putOff(subject, compared.ms)
      case 'unreadable':
        return giveTime(due, compared.why)
      case 'stopped':
        blockedUntilMs = clock.mono() + afterStopMs(compared.stop)
        if (compared.stop.is === 'no-answer' && compared.stop.kind !== 'stopped') {
          giveTime(due, compared.stop.why)
        }
    }
  }

  function drop(subject: string): void {
    waits.delete(subject)
    change('reconcile:done', subject, () => store.reconcile.drop(subject))
    tellSoon()
  }

  function putOff(subject: string, ms: number): void {
    const tries = waits.get(subject)?.tries ?? 0
    waits.set(subject, { untilMs: clock.mono() + ms, tries })
  }

  /** Of this one nothing can be read now: later again, and in the end without it. */
  function giveTime({ subject, problem }: ReconcileDue, why: string): void {
    const tries = (waits.get(subject)?.tries ?? 0) + 1
    if (tries >= mostTries) {
      log.warn('reconcile.not-read', { id: subject, why })
      drop(subject)
      return
    }
    waits.set(subject, { untilMs: clock.mono() + troubleAgainMs * tries, tries })
    if (problem !== why) change('reconcile:trouble', subject, () => store.reconcile.setProblem(subject, why))
  }

  const isParked = (lane: string) => store.outbox.inLane(lane)[0]?.state === 'parked'

  function change(kind: string, subject: string, work: () => void): void {
    const actor = { id: 'station', role: 'SY' } as const
    store.repeat({ kind, actor, subject: null, given: { subject }, traceId: bench.newTraceId() }, work)
  }

  /** An outcome was not known: once its lane is empty, the two records are compared. */
  function hear({ changes }: Written): void {
    for (const { table, key, after } of changes) {
      if (table !== 'outbox' || after?.state !== 'unknown') continue
      const lane = store.outbox.get(String(key.id))?.lane
      if (lane !== undefined) unknown.add(lane)
    }
    if (changes.some(({ table }) => table === 'difference')) tellSoon()
  }

  function keepUnknown(): void {
    if (unknown.size === 0) return
    const lanes = [...unknown]
    unknown.clear()
    change('reconcile:unknown', lanes.join(' '), () => {
      for (const lane of lanes) store.reconcile.ask(lane, 'unknown', null, store.now())
    })
    for (const lane of lanes) putOff(lane, laneAgainMs)
  }

  function tellSoon(): void {
    if (cancelTell !== null || isClosed) return
    cancelTell = clock.after(tellEveryMs, () => {
      cancelTell = null
      if (!isClosed) parts.onProgress()
    })
  }

  const stopHearing = store.onWritten(hear)
  cancelLook = clock.after(firstPullAgainMs, look)
  return {
    ask(consignmentId) {
      if (consignmentId === undefined) {
        isWanted = true
        tellSoon()
      } else {
        waits.delete(consignmentId)
        change('reconcile:ask', consignmentId, () =>
          store.reconcile.ask(consignmentId, 'asked', null, store.now()),
        )
      }
      look()
    },
    isNextAsked: () => isWanted && openRun(bench) !== null,
    cancel() {
      isWanted = false
      const run = openRun(bench)
      if (run !== null) endRun(bench, run.id, true)
      tellSoon()
    },
    wake: look,
    hurry() {
      blockedUntilMs = 0
      look()
    },
    async close() {
      isClosed = true
      stopHearing()
      cancelLook()
      cancelTell?.()
      await turn
    },
  }
}
