import type { Measures } from '../../../src-shared/model/health.ts'
import type { Clock } from '../../clock.ts'
import { isoNow } from '../../clock.ts'
import type { Store } from '../../store/store.ts'
import { feedEveryMs } from '../feed.ts'
import type { Link } from '../link.ts'
import { type Acknowledged, stretchSince } from './stretches.ts'
import type { Tally } from './tally.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** The sums of a day are made anew after so long: they move slowly, and a drained day has thousands of rows. */
export const sumsEveryMs = 5_000
const webhookLatelyMs = 10 * 60_000
/** Below this share nothing is sent any more: see the allowance. */
const neverUsedShare = 0.1

/** What only the machine knows: the store's write-ahead file, and what is free on its disk (null: not told). */
export type DiskFacts = { walBytes: number; diskFreeBytes: number | null }

type Parts = {
  store: Store
  clock: Clock
  link: () => Link | null
  tally: Tally
  disk: () => DiskFacts
  acknowledged: (since: string) => readonly Acknowledged[]
}

/** Makes the function that measures sync as it is now. What changes slowly is remembered for a few seconds. */
export function openMeasure(parts: Parts): () => Measures {
  const { store, clock, link, tally, disk } = parts
  let sums: { atMs: number; hour: Measures['hour']; day: Measures['day']; disk: DiskFacts } | null = null
  let stoppedSinceMs: number | null = null
  let relayDownSinceMs: number | null = null
  let refused: { atMs: number; count: number }[] = []

  function slowOnes() {
    const nowMs = clock.mono()
    if (sums !== null && nowMs - sums.atMs < sumsEveryMs) return sums
    const dayAgo = new Date(clock.now() - dayMs).toISOString()
    const hourAgo = new Date(clock.now() - hourMs).toISOString()
    const minutes = store.syncMinutes.since(dayAgo)
    const acknowledged = parts.acknowledged(dayAgo)
    const underWay = tally.now()
    sums = {
      atMs: nowMs,
      hour: stretchSince(hourAgo, minutes, underWay, acknowledged),
      day: stretchSince(dayAgo, minutes, underWay, acknowledged),
      disk: disk(),
    }
    return sums
  }

  function webhooks(): Measures['webhooks'] {
    const { relayHeardAt, types } = store.hints.webhooksLast24h(isoNow(clock))
    if (relayHeardAt === null) return null
    const sum = (read: (type: (typeof types)[number]) => number) =>
      types.reduce((all, type) => all + read(type), 0)
    const count = sum((type) => type.refused)
    const nowMs = clock.mono()
    refused = [...refused.filter(({ atMs }) => nowMs - atMs <= webhookLatelyMs), { atMs: nowMs, count }]
    return {
      heardAt: relayHeardAt,
      taken: sum((type) => type.taken),
      doubled: sum((type) => type.doubled),
      refused: count,
      waiting: sum((type) => type.waiting),
      // The day's count falls as yesterday's leave it.
      refusedLately: Math.max(0, count - Math.min(...refused.map((seen) => seen.count))),
    }
  }

  function stoppedSeconds(kind: Measures['link']): number | null {
    if (kind === 'up' || kind === 'none') stoppedSinceMs = null
    else stoppedSinceMs ??= clock.mono()
    return stoppedSinceMs === null ? null : Math.floor((clock.mono() - stoppedSinceMs) / 1000)
  }

  function relayDownSeconds(line: Link | null): number | null {
    if (line?.relay()?.is !== 'down') relayDownSinceMs = null
    else relayDownSinceMs ??= clock.mono()
    return relayDownSinceMs === null ? null : Math.floor((clock.mono() - relayDownSinceMs) / 1000)
  }

  return () => {
    const line = link()
    const kind = linkKind(line)
    const { hour, day, disk: facts } = slowOnes()
    const counts = store.outbox.counts()
    const { oldest } = store.outbox.moving()
    const allowance = line?.allowance.state() ?? null
    const age = (iso: string) => Math.max(0, Math.floor((clock.now() - Date.parse(iso)) / 1000))
    return {
      link: kind,
      stoppedSeconds: stoppedSeconds(kind),
      waiting: counts.waiting,
      parked: counts.parked,
      parkedUnasked: counts.parked === 0 ? 0 : store.outbox.parkedUnasked(),
      conflicts: store.conflicts.countOpen() + store.differences.counts().asks,
      oldestSeconds: oldest === null ? null : age(oldest),
      allSentAt: line?.allSentAt() ?? null,
      hour,
      day,
      allowance:
        allowance === null
          ? null
          : {
              limit: allowance.limit,
              remaining: Math.floor(allowance.remaining),
              resetsAt: allowance.resetsAt === null ? null : new Date(allowance.resetsAt).toISOString(),
            },
      breaker: line?.breaker.state() ?? { is: 'closed' },
      feeds: store.feeds.all().map(({ name, cursor, pulledAt, problem }) => ({
        name,
        cursor,
        ageSeconds: pulledAt === null ? null : age(pulledAt),
        everySeconds: (feedEveryMs[name as keyof typeof feedEveryMs] ?? hourMs) / 1000,
        hasProblem: problem !== null,
      })),
      webhooks: webhooks(),
      relayDownSeconds: relayDownSeconds(line),
      ...facts,
    }
  }
}

/** What the line is like: why nothing goes out, where nothing does. */
export function linkKind(link: Link | null): Measures['link'] {
  if (link === null) return 'none'
  const { isOffline, isSignedOut, access } = link.state()
  if (isSignedOut || access === 'reauthorise') return 'signed-out'
  if (isOffline) return 'offline'
  if (link.breaker.state().is === 'open') return 'trouble'
  const { isPaused, limit, remaining } = link.allowance.state()
  return isPaused || remaining - 1 < limit * neverUsedShare ? 'paused' : 'up'
}
