import type { Alert, AlertId, Measures } from '../../../src-shared/model/health.ts'

const minuteMs = 60_000
/** Fewer calls than this in an hour say nothing about their share. */
const fewCalls = 50
const mebibyte = 1024 * 1024

type Found = { level: Alert['level']; say: string; next: string }

type Rule = {
  id: AlertId
  /** How long it must be so before it is told. */
  afterMs: number
  find(measures: Measures): Found | null
}

const minutesOf = (seconds: number) => `${Math.floor(seconds / 60)} min`
const times = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/** Thresholds of the dashboard this one follows: paused 10 to 30 min, oldest over 600 s for 5 min, errors over 2 %. */
const rules: readonly Rule[] = [
  {
    id: 'sign-in',
    afterMs: 0,
    find: ({ link, waiting }) =>
      link === 'signed-out'
        ? {
            level: 'bad',
            say: `Lightspeed takes the token no more, ${waiting} waiting.`,
            next: 'Sign in or connect again in Set-up.',
          }
        : null,
  },
  {
    id: 'stopped',
    afterMs: 0,
    find({ stoppedSeconds, link, waiting }) {
      if (stoppedSeconds === null || stoppedSeconds < 600 || link === 'signed-out') return null
      return {
        level: stoppedSeconds >= 1_800 ? 'bad' : 'warn',
        say: `Nothing has gone out for ${minutesOf(stoppedSeconds)}, ${waiting} waiting.`,
        next:
          link === 'offline'
            ? 'Look at the network. Nothing is lost.'
            : 'It goes on by itself. Nothing is lost.',
      }
    },
  },
  {
    id: 'oldest',
    afterMs: 5 * minuteMs,
    find({ oldestSeconds, link }) {
      if (oldestSeconds === null || oldestSeconds <= 600) return null
      return {
        level: link === 'up' ? 'bad' : 'warn',
        say: `The oldest change has waited ${minutesOf(oldestSeconds)}.`,
        next: 'Its last answer stands under Waiting.',
      }
    },
  },
  {
    id: 'call-errors',
    afterMs: 0,
    find({ hour: { calls } }) {
      const wrong = calls.failed + calls.limited
      const all = calls.good + calls.refused + wrong
      if (all < fewCalls || wrong / all <= 0.02) return null
      return {
        level: wrong / all > 0.1 ? 'bad' : 'warn',
        say: `${wrong} of ${all} calls of the last hour failed.`,
        next: 'Lightspeed or the network has trouble. What failed is tried again.',
      }
    },
  },
  {
    id: 'webhooks',
    afterMs: 0,
    find: ({ webhooks }) =>
      webhooks !== null && webhooks.refusedLately > 10
        ? {
            level: 'warn',
            say: `${webhooks.refusedLately} webhooks of the last ten minutes were not signed as they should be.`,
            next: 'Check the secret of the relay. Meanwhile the station asks Lightspeed itself.',
          }
        : null,
  },
  {
    id: 'relay',
    afterMs: 0,
    // Without a network it cannot be reached either.
    find: ({ relayDownSeconds, link }) =>
      relayDownSeconds !== null && relayDownSeconds >= 600 && link !== 'offline'
        ? {
            level: 'warn',
            say: `The relay has not answered for ${minutesOf(relayDownSeconds)}.`,
            next: 'Nothing is missed: the station asks Lightspeed itself. Why it is down stands in Set-up.',
          }
        : null,
  },
  {
    id: 'parked',
    afterMs: 0,
    // What a conflict asks about is told as that.
    find: ({ parkedUnasked }) =>
      parkedUnasked > 0
        ? {
            level: 'warn',
            say: `${times(parkedUnasked, 'change needs', 'changes need')} a decision.`,
            next: 'Decide under Parked.',
          }
        : null,
  },
  {
    id: 'conflicts',
    afterMs: 0,
    find: ({ conflicts }) =>
      conflicts > 0
        ? {
            level: 'warn',
            say: `${times(conflicts, 'thing differs', 'things differ')} here and at Lightspeed.`,
            next: 'Choose what is right under Differences.',
          }
        : null,
  },
  {
    id: 'feed-behind',
    afterMs: 0,
    find({ feeds, link }) {
      const behind = feeds.filter(
        ({ ageSeconds, everySeconds }) => ageSeconds !== null && ageSeconds > Math.max(600, 8 * everySeconds),
      )
      if (behind.length === 0 || link !== 'up') return null
      return {
        level: 'warn',
        say: `Not read for a long time: ${behind.map(({ name }) => name).join(', ')}.`,
        next: 'What came in there since is not known here yet. See Feeds.',
      }
    },
  },
  {
    id: 'store-file',
    afterMs: minuteMs,
    find: ({ walBytes }) =>
      walBytes > 64 * mebibyte
        ? {
            level: 'warn',
            say: `The store's own journal has grown to ${Math.round(walBytes / mebibyte)} MB.`,
            next: 'Another program may be reading the store: close it.',
          }
        : null,
  },
  {
    id: 'disk',
    afterMs: 0,
    find: ({ diskFreeBytes }) =>
      diskFreeBytes !== null && diskFreeBytes < 512 * mebibyte
        ? {
            level: diskFreeBytes < 128 * mebibyte ? 'bad' : 'warn',
            say: `Only ${Math.round(diskFreeBytes / mebibyte)} MB are free on the disk.`,
            next: 'Make room: when it is full nothing can be counted.',
          }
        : null,
  },
]

/** Since when each condition holds: monotonic for waiting, and as a time for people. */
export type AlertMemory = Partial<Record<AlertId, { sinceMs: number; since: string }>>

/**
 * What is not as it should be. Pure: measures, what was so before, and the time (monotonic milliseconds, and as text)
 * give the alerts, worst first, and what to remember. An episode begins when its condition does and ends when it is over.
 */
export function alertsOf(
  measures: Measures,
  before: AlertMemory,
  now: { monoMs: number; at: string },
): { alerts: Alert[]; memory: AlertMemory } {
  const memory: AlertMemory = {}
  const alerts: Alert[] = []
  for (const { id, afterMs, find } of rules) {
    const found = find(measures)
    if (found === null) continue
    const held = before[id] ?? { sinceMs: now.monoMs, since: now.at }
    memory[id] = held
    if (now.monoMs - held.sinceMs >= afterMs) alerts.push({ id, ...found, since: held.since })
  }
  return { alerts: alerts.toSorted((one, other) => rank(one) - rank(other)), memory }
}

function rank({ level }: Alert): number {
  return level === 'bad' ? 0 : 1
}
