import type { Bench } from '../bench.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import { systemActor } from '../store/store.ts'
import { type PushParts, pushEntry } from './push-entry.ts'
import type { Ending } from './push-record.ts'
import { writeAges } from './write-ages.ts'

/** Different consignments go out beside each other; one consignment's entries strictly in order. */
const lanesAtOnce = 3
const longestRestMs = 60_000
/** The longest an entry waits for its next try. */
const longestWaitMs = 240 * 60_000
/** A wall clock that goes back by less is being set slowly: nothing waits noticeably longer for it. */
const clockStepMs = 2_000
/** While there is no network, or no token is taken, one entry tries for all. */
const brokenAgainMs = 5_000
const probeEveryMs = { offline: 10_000, 'signed-out': 60_000 }

export type Pusher = {
  /** Something may be due: looks at once. */
  wake(): void
  /** Whatever waits for its next try is due now; parked entries stay with their person. */
  hurry(): void
  /** Stops after the calls that are out; what they leave is settled at the next start. */
  close(): Promise<void>
}

/** Sends what the outbox holds, whenever something is due. `onTurn` hears after each attempt. */
export function openPusher(parts: {
  bench: Bench
  lightspeed: Lightspeed
  onTurn: (ending: Ending) => void
}): Pusher {
  const { bench } = parts
  const { store, clock, log } = bench
  const running = new Map<string, Promise<void>>()
  let heldUntilMs: number | null = null
  let isClosed = false
  let cancelRest: () => void = () => undefined
  let wallAheadMs = clock.now() - clock.mono()
  const firstOwnId = store.newId()
  const pushParts: PushParts = {
    bench,
    lightspeed: parts.lightspeed,
    ages: writeAges(clock),
    isFromBefore: (entryId) => entryId < firstOwnId,
  }

  /** Never throws: it runs after commands that are committed, from timers, and at the end of every push. */
  function look(): void {
    cancelRest()
    if (isClosed) return
    try {
      startWhatIsDue()
      rest()
    } catch (thrown) {
      // The store cannot be written or read now (a full disk): what is in flight stays noted and is looked at again.
      log.bug('sync.look-broke', thrown)
      cancelRest = clock.after(brokenAgainMs, look)
    }
  }

  function startWhatIsDue(): void {
    keepWaits()
    // Nothing runs and yet something is in flight: its ending could not be written down (a full disk).
    if (running.size === 0) markInterrupted(bench)
    const room = heldUntilMs === null ? lanesAtOnce : clock.mono() >= heldUntilMs ? 1 : 0
    if (running.size < room) {
      for (const entry of store.outbox.due(store.now(), lanesAtOnce * 2)) {
        if (running.size >= room) break
        if (running.has(entry.lane)) continue
        running.set(entry.lane, start(entry.id, entry.lane))
      }
    }
  }

  /** A wall clock that was set back must not make anything wait by as much: what waits is moved with it. */
  function keepWaits(): void {
    const aheadMs = clock.now() - clock.mono()
    const stepMs = aheadMs - wallAheadMs
    // First: the write makes this look again.
    wallAheadMs = aheadMs
    if (stepMs < -clockStepMs) shiftWaits(bench, stepMs)
  }

  /** Begins after the lane is noted as running: the push writes at once, and a write makes this look again. */
  async function start(entryId: string, lane: string): Promise<void> {
    await Promise.resolve()
    try {
      await push(entryId)
    } finally {
      running.delete(lane)
      look()
    }
  }

  async function push(entryId: string): Promise<void> {
    if (isClosed) return
    const entry = store.outbox.get(entryId)
    if (entry === null) return
    let ending: Ending
    try {
      ending = await pushEntry(pushParts, entry)
    } catch (thrown) {
      if (isClosed) return
      log.bug('sync.push-broke', thrown, { entry: entryId })
      try {
        parkBroken(bench, entryId, entry.lane, thrown)
      } catch (unwritten) {
        log.bug('sync.park-broke', unwritten, { entry: entryId })
        heldUntilMs = clock.mono() + longestRestMs
      }
      return
    }
    if (isClosed) return
    hold(ending)
    try {
      parts.onTurn(ending)
    } catch (thrown) {
      // The entry ended as it did: whoever listens broke, not the push.
      log.bug('sync.turn-not-heard', thrown, { entry: entryId })
    }
  }

  function hold({ is }: Ending): void {
    if (is === 'waiting') return
    const again = is === 'offline' || is === 'signed-out' ? probeEveryMs[is] : null
    heldUntilMs = again === null ? null : clock.mono() + again
  }

  function rest(): void {
    if (isClosed || running.size >= lanesAtOnce) return
    const next = store.outbox.nextDueAt()
    const untilNext = next === null ? longestRestMs : Date.parse(next) - clock.now()
    const untilProbe = heldUntilMs === null ? 0 : heldUntilMs - clock.mono()
    // A lane that is running keeps its head due: it looks again by itself when it ends.
    const floor = running.size > 0 ? 250 : 10
    cancelRest = clock.after(Math.min(longestRestMs, Math.max(floor, untilNext, untilProbe)), look)
  }

  clampWaits(bench)
  look()
  return {
    wake: look,
    hurry() {
      if (isClosed) return
      heldUntilMs = null
      hurryWaiting(bench)
      look()
    },
    async close() {
      isClosed = true
      cancelRest()
      await Promise.allSettled(running.values())
    },
  }
}

function hurryWaiting({ store, newTraceId }: Bench): void {
  if (!store.outbox.anyWaiting(store.now())) return
  store.write(
    { kind: 'sync:hurry', actor: systemActor, subject: null, given: {}, traceId: newTraceId() },
    () => store.outbox.setDue(store.now()),
  )
}

/** At start: what was noted under a clock that was wrong must not wait for it to come true. */
function clampWaits({ store, clock, newTraceId }: Bench): void {
  const [now, latest] = [store.now(), new Date(clock.now() + longestWaitMs).toISOString()]
  if (!store.outbox.anyWaiting(now)) return
  store.write(
    { kind: 'sync:clamp', actor: systemActor, subject: null, given: {}, traceId: newTraceId() },
    () => store.outbox.clampDue(now, latest),
  )
}

function shiftWaits({ store, newTraceId }: Bench, stepMs: number): void {
  if (!store.outbox.anyWaiting(store.now())) return
  store.write(
    { kind: 'sync:clock', actor: systemActor, subject: null, given: { stepMs }, traceId: newTraceId() },
    () => store.outbox.shiftDue(stepMs),
  )
}

/** What was out when the process ended has an unknown outcome: looked up before anything is sent. */
function markInterrupted({ store, newTraceId }: Bench): void {
  if (!store.outbox.anyInFlight()) return
  store.write(
    { kind: 'sync:interrupted', actor: systemActor, subject: null, given: {}, traceId: newTraceId() },
    () => store.outbox.setInFlightUnknown(store.now()),
  )
}

/** A bug in the push must not spin: the entry is parked with what was thrown, and other lanes go on. */
function parkBroken({ store, newTraceId }: Bench, entryId: string, lane: string, thrown: unknown): void {
  const why = thrown instanceof Error ? thrown.message : String(thrown)
  store.write(
    {
      kind: 'sync:parked',
      actor: systemActor,
      subject: lane,
      given: { entry: entryId, why },
      traceId: newTraceId(),
    },
    () =>
      store.outbox.park(
        entryId,
        'Something broke while sending this.',
        'It is in the log. Retry once; then tell support.',
        null,
      ),
  )
}
