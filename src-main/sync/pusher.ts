import { impossible } from '../../src-shared/failure.ts'
import type { Bench } from '../bench.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import { setLevels } from '../outbox/intend-levels.ts'
import { systemActor, type Written } from '../store/store.ts'
import type { Ending } from './engine/entry-state.ts'
import { type LanesCommand, type LanesEvent, lanesTurn, newLanes, type Times } from './engine/lanes.ts'
import { runEntry, type Watch } from './engine/run-entry.ts'
import { runLevels } from './levels/run-levels.ts'

/** The longest an entry waits for its next try. */
const longestWaitMs = 240 * 60_000
/** After a look that the store did not answer. */
const brokenAgainMs = 5_000
/** What an attempt notes again and again in its course makes nothing due; its end looks by itself. */
const notesOnTheWay: readonly string[] = ['sync:begin', 'sync:later', 'sync:level']

export type Pusher = {
  /** Something may be due: looks at once. */
  wake(): void
  /** A command was committed: looks where it may have made something due. */
  hear(written: Written): void
  /** Whatever waits for its next try is due now; parked entries stay with their person. */
  hurry(): void
  /** Stops after the calls that are out; what they leave is settled at the next start. */
  close(): Promise<void>
}

/**
 * Sends what the outbox holds, whenever something is due: runs the machines of `engine/` with the real client, store
 * and clock. `onTurn` hears after each attempt.
 */
export function openPusher(parts: {
  bench: Bench
  lightspeed: Lightspeed
  onTurn: (ending: Ending) => void
  /** For simulations: sees every turn of every attempt. */
  watch?: Watch
}): Pusher {
  const { bench, lightspeed } = parts
  const watching = parts.watch === undefined ? {} : { watch: parts.watch }
  const { store, clock, log } = bench
  const running = new Set<Promise<void>>()
  let cancelRest: () => void = () => undefined
  const times = (): Times => ({ monoMs: clock.mono(), wallMs: clock.now() })
  let lanes = newLanes(times())
  const firstOwnId = store.newId()

  function tell(event: LanesEvent): void {
    const turn = lanesTurn(lanes, event)
    lanes = turn.state
    for (const command of turn.commands) carryOut(command)
  }

  function carryOut(command: LanesCommand): void {
    switch (command.do) {
      case 'shift-waits':
        shiftWaits(bench, command.byMs)
        break
      case 'mark-interrupted':
        markInterrupted(bench)
        break
      case 'make-all-due':
        hurryWaiting(bench)
        break
      case 'list-due':
        listDue(command.most)
        break
      case 'start':
        follow(start(command))
        break
      case 'look-after':
        cancelRest()
        cancelRest = clock.after(command.ms, look)
        break
      default:
        impossible(command)
    }
  }

  function listDue(most: number): void {
    const now = store.now()
    const heads = most === 0 ? [] : store.outbox.due(now, most)
    // What is due and not started waits for a lane that is running: its end looks again.
    const next = store.outbox.nextDueAt(most === 0 ? '' : now)
    tell({ is: 'due', heads, nextDueMs: next === null ? null : Date.parse(next), ...times() })
  }

  function follow(run: Promise<void>): void {
    running.add(run)
    void run.finally(() => running.delete(run))
  }

  /** Never throws: it runs after commands that are committed, from timers, and at the end of every push. */
  function look(): void {
    cancelRest()
    if (lanes.isClosed) return
    try {
      tell({ is: 'look', ...times() })
    } catch (thrown) {
      // The store cannot be written or read now (a full disk): what is in flight stays noted and is looked at again.
      log.bug('sync.look-broke', thrown)
      cancelRest = clock.after(brokenAgainMs, look)
    }
  }

  /** Begins after the lane is noted as running: the push writes at once, and a write makes this look again. */
  async function start(given: Extract<LanesCommand, { do: 'start' }>): Promise<void> {
    await Promise.resolve()
    try {
      await push(given)
    } finally {
      tell({ is: 'over', lane: given.lane })
      look()
    }
  }

  async function push({ entryId, lane, writtenAtMs }: Extract<LanesCommand, { do: 'start' }>): Promise<void> {
    const entry = lanes.isClosed ? null : store.outbox.get(entryId)
    if (entry === null) return
    const isFromBefore = entryId < firstOwnId || store.outbox.wasGivenUp(lane)
    try {
      const attempt = { bench, lightspeed, entry, isFromBefore, writtenAtMs, ...watching }
      const ended = await (entry.kind === setLevels ? runLevels(attempt) : runEntry(attempt))
      if (lanes.isClosed) return
      tell({ is: 'ended', entryId, lane, ...ended, ...times() })
      hearTurn(ended.ending, entryId)
    } catch (thrown) {
      if (lanes.isClosed) return
      log.bug('sync.push-broke', thrown, { entry: entryId })
      try {
        parkBroken(bench, entryId, lane, thrown)
      } catch (unwritten) {
        log.bug('sync.park-broke', unwritten, { entry: entryId })
        tell({ is: 'stuck', ...times() })
      }
    }
  }

  function hearTurn(ending: Ending, entryId: string): void {
    try {
      parts.onTurn(ending)
    } catch (thrown) {
      // The entry ended as it did: whoever listens broke, not the push.
      log.bug('sync.turn-not-heard', thrown, { entry: entryId })
    }
  }

  clampWaits(bench)
  look()
  return {
    wake: look,
    hear({ kind, changes }) {
      if (notesOnTheWay.includes(kind)) return
      if (changes.some((change) => change.table === 'outbox')) look()
    },
    hurry() {
      if (lanes.isClosed) return
      tell({ is: 'hurry' })
      look()
    },
    async close() {
      tell({ is: 'close' })
      cancelRest()
      await Promise.allSettled(running)
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
