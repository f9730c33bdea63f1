import type { Alert, AlertId, ChartPoint, Health } from '../../../src-shared/model/health.ts'
import { atMostEvery, type Paced } from '../../at-most-every.ts'
import type { Bench } from '../../bench.ts'
import type { CallOutcome } from '../../lightspeed/caller.ts'
import { systemActor, type Written } from '../../store/store.ts'
import type { SyncMinute } from '../../store/sync-minute-rows.ts'
import type { Link } from '../link.ts'
import { syncLine } from '../sync-screen.ts'
import { openAcknowledged } from './acknowledged.ts'
import { type AlertMemory, alertsOf } from './alerts.ts'
import { chartOf } from './chart.ts'
import { diskFactsOf } from './disk-facts.ts'
import { healthEverySeconds, healthOf } from './health.ts'
import { openHealthFile } from './health-file.ts'
import { openMeasure, sumsEveryMs } from './measure.ts'
import { openTally } from './tally.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const keptMs = 2 * dayMs
const lookEveryMs = 1_000
const soonMs = 20
/** Each writing of the file is a flush of the disk that the bench's own commits wait beside. */
const fileEveryMs = 5_000

export type Dashboard = {
  /** A call to Lightspeed was made. */
  call(outcome: CallOutcome, ms: number): void
  /** A command was committed. */
  wrote(written: Written): void
  /** Something about the line changed: looked at soon. */
  changed(): void
  health(): Health
  /** The last day in quarters of an hour. */
  chart(): ChartPoint[]
  close(): Promise<void>
}

/**
 * Watches sync: counts what happens, writes a row a minute, makes health and alerts of it, and keeps `health.json`.
 * `onHealth` hears of health after each look, at most once a second.
 */
export function openDashboard(parts: {
  bench: Bench
  link: () => Link | null
  /** Where the store is, and where `health.json` goes. */
  storeFolder: string
  profileFolder: string
  version: string
  isTraining: boolean
  onHealth: (health: Health) => void
}): Dashboard {
  const { bench, link } = parts
  const { store, clock, log } = bench
  const tally = openTally()
  const acknowledged = openAcknowledged(store)
  const disk = () => diskFactsOf(parts.storeFolder)
  const measure = openMeasure({ store, clock, link, tally, disk, acknowledged })
  const file = openHealthFile(parts.profileFolder, log)
  let memory: AlertMemory = {}
  let told = new Map<AlertId, Alert>()
  let minute = minuteOf(clock.now())
  let kept: { atMs: number; gist: string } | null = null
  let isClosed = false
  let cancelBeat: () => void = () => undefined
  let latest = make()

  function make(): Health {
    const measures = measure()
    const found = alertsOf(measures, memory, { monoMs: clock.mono(), at: store.now() })
    memory = found.memory
    return healthOf({
      lineSay: syncLine(store, clock, link()).say,
      measures,
      alerts: found.alerts,
      at: store.now(),
      station: store.station.code,
      version: parts.version,
      isTraining: parts.isTraining,
    })
  }

  /** Never throws: it runs from timers and behind commands that are committed. */
  function look(): void {
    if (isClosed) return
    cancelBeat()
    cancelBeat = clock.after(healthEverySeconds * 1000, () => looks.ask())
    try {
      latest = make()
      noteEpisodes(latest.reasons)
      keep(latest)
      parts.onHealth(latest)
    } catch (thrown) {
      log.bug('health.look-broke', thrown)
    }
  }

  /** On the disk at once when another thing is wrong than before, or the line went up or down; figures wait. */
  function keep(health: Health): void {
    const wrong = health.reasons.map(({ id, level }) => `${id} ${level}`)
    const gist = [health.numbers.link, ...wrong].join()
    const isDue = kept === null || clock.mono() - kept.atMs >= fileEveryMs || kept.gist !== gist
    if (!isDue) return
    kept = { atMs: clock.mono(), gist }
    file.put(health)
  }

  /** Each alert is a row of the journal and a line of the log when it begins, and when it is over. */
  function noteEpisodes(alerts: readonly Alert[]): void {
    const now = new Map(alerts.map((alert) => [alert.id, alert]))
    const before = told
    told = now
    for (const alert of alerts) {
      if (before.has(alert.id)) continue
      log.warn('health.alert', { kind: alert.id, state: alert.level, why: alert.say })
      note('health:alert', { id: alert.id, level: alert.level, say: alert.say })
    }
    for (const { id, since } of before.values()) {
      if (now.has(id)) continue
      log.info('health.alert-over', { kind: id })
      note('health:alert-over', { id, since })
    }
  }

  function note(kind: string, given: unknown): void {
    store.write(
      { kind, actor: systemActor, subject: null, given, traceId: bench.newTraceId() },
      () => undefined,
    )
  }

  function endMinute(): void {
    if (isClosed) return
    cancelMinute = clock.after(untilNextMinute(clock.now()), endMinute)
    try {
      keepMinute()
    } catch (thrown) {
      // The disk is full, or another program holds the store: what was counted goes into a later minute.
      log.warn('health.minute-not-kept', { why: thrown instanceof Error ? thrown.message : String(thrown) })
    }
    looks.ask()
  }

  /** The minute under way, as far as it is. */
  function minuteNow(): SyncMinute {
    const counts = store.outbox.counts()
    const allowance = link()?.allowance.state() ?? null
    return {
      at: new Date(minute).toISOString(),
      waiting: counts.waiting,
      parked: counts.parked,
      conflicts: store.conflicts.countOpen(),
      allowanceLimit: allowance?.limit ?? null,
      allowanceLeft: allowance === null ? null : Math.floor(allowance.remaining),
      ...tally.now(),
    }
  }

  function keepMinute(): void {
    const row = minuteNow()
    const now = clock.now()
    store.repeat(
      { kind: 'health:minute', actor: systemActor, subject: null, given: {}, traceId: 'minute' },
      () => {
        store.syncMinutes.put(row)
        store.syncMinutes.sweep(new Date(now - keptMs).toISOString(), new Date(now + minuteMs).toISOString())
      },
    )
    tally.take()
    minute = minuteOf(now)
  }

  let cancelSoon: (() => void) | null = null
  let cancelAgain: (() => void) | null = null
  /** Not within the command that changed something: nobody at a bench waits for these sums. */
  function soon(): void {
    if (isClosed) return
    cancelSoon ??= clock.after(soonMs, () => {
      cancelSoon = null
      looks.ask()
    })
    // What was measured from remembered sums is measured again once they are made anew.
    cancelAgain?.()
    cancelAgain = clock.after(sumsEveryMs + soonMs, () => {
      cancelAgain = null
      looks.ask()
    })
  }

  const looks: Paced = atMostEvery(clock, lookEveryMs, look)
  let cancelMinute = clock.after(untilNextMinute(clock.now()), endMinute)
  looks.ask()

  return {
    call: tally.call,
    wrote({ kind, changes }) {
      tally.command(kind)
      if (changes.some(({ table }) => table === 'outbox' || table === 'conflict')) soon()
    },
    changed: soon,
    health: () => latest,
    chart: () => {
      const since = new Date(clock.now() - dayMs).toISOString()
      const minutes = [...store.syncMinutes.since(since), minuteNow()]
      return chartOf(minutes, acknowledged(since), clock.now())
    },
    async close() {
      isClosed = true
      looks.stop()
      cancelSoon?.()
      cancelAgain?.()
      cancelBeat()
      cancelMinute()
      await file.close()
    },
  }
}

function minuteOf(ms: number): number {
  return Math.floor(ms / minuteMs) * minuteMs
}

function untilNextMinute(ms: number): number {
  return minuteOf(ms) + minuteMs - ms
}
