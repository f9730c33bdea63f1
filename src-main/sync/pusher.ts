import type { Bench } from '../bench.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import { systemActor } from '../store/store.ts'
import { pushEntry } from './push-entry.ts'

/** Different consignments go out beside each other; one consignment's entries strictly in order. */
const lanesAtOnce = 3
const longestRestMs = 60_000

export type Pusher = {
  /** Something may be due: looks at once. */
  wake(): void
  /** Whatever waits for its next try is due now; parked entries stay with their person. */
  hurry(): void
  /** True while the last attempt found no network. */
  isOffline(): boolean
  /** Stops after the calls that are out; what they leave is settled at the next start. */
  close(): Promise<void>
}

/** Sends what the outbox holds, whenever something is due. `onTurn` hears after each attempt. */
export function openPusher(parts: {
  bench: Bench
  lightspeed: Lightspeed
  onTurn: (ending: { isOffline: boolean; isDone: boolean }) => void
}): Pusher {
  const { bench } = parts
  const { store, clock, log } = bench
  const running = new Map<string, Promise<void>>()
  let isOffline = false
  let isClosed = false
  let cancelRest: () => void = () => undefined

  markInterrupted(bench)

  function look(): void {
    cancelRest()
    if (isClosed) return
    for (const entry of store.outbox.due(store.now(), lanesAtOnce * 2)) {
      if (running.size >= lanesAtOnce) break
      if (running.has(entry.lane)) continue
      running.set(
        entry.lane,
        push(entry.id).finally(() => {
          running.delete(entry.lane)
          look()
        }),
      )
    }
    rest()
  }

  async function push(entryId: string): Promise<void> {
    const entry = store.outbox.get(entryId)
    if (entry === null) return
    try {
      const ending = await pushEntry(parts, entry)
      if (isClosed) return
      if (ending.is !== 'later' && ending.is !== 'parked') isOffline = ending.is === 'offline'
      parts.onTurn({ isOffline, isDone: ending.is === 'done' })
    } catch (thrown) {
      if (isClosed) return
      log.bug('sync.push-broke', thrown, { entry: entryId })
      parkBroken(bench, entryId, entry.lane, thrown)
    }
  }

  function rest(): void {
    // Starting a push writes, and the write wakes this very function: the rest set in between must not stay behind.
    cancelRest()
    if (isClosed || running.size >= lanesAtOnce) return
    const next = store.outbox.nextDueAt()
    const untilNext = next === null ? longestRestMs : Date.parse(next) - clock.now()
    // A lane that is running keeps its head due: it looks again by itself when it ends.
    const floor = running.size > 0 ? 250 : 10
    cancelRest = clock.after(Math.min(longestRestMs, Math.max(floor, untilNext)), look)
  }

  look()
  return {
    wake: look,
    hurry() {
      if (isClosed) return
      hurryWaiting(bench)
      look()
    },
    isOffline: () => isOffline,
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
