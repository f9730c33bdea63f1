import type { CallOutcome } from '../../lightspeed/caller.ts'
import type { SyncMinute } from '../../store/sync-minute-rows.ts'
import { percentile } from './percentile.ts'

/** What is counted as it happens, until the minute is written down. */
export type Counted = Pick<
  SyncMinute,
  | 'done'
  | 'later'
  | 'setAside'
  | 'callsGood'
  | 'callsRefused'
  | 'callsLimited'
  | 'callsFailed'
  | 'callsOffline'
  | 'callP95Ms'
>

const columnOf: Record<CallOutcome, keyof Counted> = {
  good: 'callsGood',
  refused: 'callsRefused',
  limited: 'callsLimited',
  down: 'callsFailed',
  failed: 'callsFailed',
  // A cable that was pulled is the network's trouble, not Lightspeed's.
  broken: 'callsOffline',
  offline: 'callsOffline',
}

/** The commands of the pusher that end an attempt. */
const endings: Partial<Record<string, 'done' | 'later' | 'setAside'>> = {
  'sync:done': 'done',
  'sync:later': 'later',
  'sync:parked': 'setAside',
  'sync:conflict': 'setAside',
}
const mostTimes = 2_000

export type Tally = ReturnType<typeof openTally>

/** Counts calls and attempts since the last `take`. */
export function openTally() {
  let counts = nothing()
  let times: number[] = []
  const now = (): Counted => ({ ...counts, callP95Ms: p95(times) })
  return {
    call(outcome: CallOutcome, ms: number): void {
      const column = columnOf[outcome]
      counts[column] = (counts[column] ?? 0) + 1
      if (outcome === 'good' && times.length < mostTimes) times.push(ms)
    },
    /** A command was committed, by its kind. */
    command(kind: string): void {
      const ending = endings[kind]
      if (ending !== undefined) counts[ending] += 1
    },
    now,
    /** What was counted, and begins anew. */
    take(): Counted {
      const taken = now()
      counts = nothing()
      times = []
      return taken
    },
  }
}

function nothing(): Counted {
  return {
    done: 0,
    later: 0,
    setAside: 0,
    callsGood: 0,
    callsRefused: 0,
    callsLimited: 0,
    callsFailed: 0,
    callsOffline: 0,
    callP95Ms: null,
  }
}

function p95(times: readonly number[]): number | null {
  if (times.length === 0) return null
  return Math.round(
    percentile(
      times.toSorted((one, other) => one - other),
      95,
    ),
  )
}
