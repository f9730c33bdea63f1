import type { Stretch } from '../../../src-shared/model/health.ts'
import type { SyncMinute } from '../../store/sync-minute-rows.ts'
import { spreadOf } from './percentile.ts'
import type { Counted } from './tally.ts'

/** One entry that Lightspeed came to agree to: when, and how long after it was noted. */
export type Acknowledged = { at: string; afterMs: number }

/** What happened since a moment: the minutes written down, the one under way, and what was acknowledged. */
export function stretchSince(
  since: string,
  minutes: readonly SyncMinute[],
  underWay: Counted,
  acknowledged: readonly Acknowledged[],
): Stretch {
  const told: Counted[] = [...minutes.filter(({ at }) => at >= since), underWay]
  const sum = (read: (minute: Counted) => number) => told.reduce((all, minute) => all + read(minute), 0)
  return {
    acknowledged: spreadOf(acknowledged.filter(({ at }) => at >= since).map(({ afterMs }) => afterMs)),
    done: sum((minute) => minute.done),
    later: sum((minute) => minute.later),
    setAside: sum((minute) => minute.setAside),
    calls: {
      good: sum((minute) => minute.callsGood),
      refused: sum((minute) => minute.callsRefused),
      limited: sum((minute) => minute.callsLimited),
      failed: sum((minute) => minute.callsFailed),
      offline: sum((minute) => minute.callsOffline),
    },
  }
}
