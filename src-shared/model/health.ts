import { z } from 'zod'

/** How long something took, over so many of them; milliseconds. Null where there were none. */
export const spread = z.object({ count: z.int(), p50Ms: z.int(), p95Ms: z.int(), p99Ms: z.int() }).nullable()
export type Spread = z.infer<typeof spread>

/** Calls to Lightspeed by what became of them. `refused`: it said no; `failed`: it was asked and gave nothing usable. */
export const callCounts = z.object({
  good: z.int(),
  refused: z.int(),
  limited: z.int(),
  failed: z.int(),
  offline: z.int(),
})
export type CallCounts = z.infer<typeof callCounts>

/** What happened in a stretch of time. */
export const stretch = z.object({
  /** From noted here to acknowledged there. */
  acknowledged: spread,
  /** How attempts to send ended: agreed, to be tried again, waiting for a person. */
  done: z.int(),
  later: z.int(),
  setAside: z.int(),
  calls: callCounts,
})
export type Stretch = z.infer<typeof stretch>

export const breakerState = z.discriminatedUnion('is', [
  z.object({ is: z.literal('closed') }),
  /** Lightspeed is in trouble: one call a minute tries it. */
  z.object({ is: z.literal('open'), since: z.string(), nextTryAt: z.string() }),
])

export const feedMeasure = z.object({
  name: z.string(),
  cursor: z.int(),
  /** Since it was last read; null where it never was. */
  ageSeconds: z.int().nullable(),
  /** How often it is read, in quiet times. */
  everySeconds: z.int(),
  /** The last reading did not go through; its words stand on the Sync screen. */
  hasProblem: z.boolean(),
})

/** Webhooks of the last 24 hours; null where this station hears of no relay. */
export const webhookMeasure = z
  .object({
    heardAt: z.string().nullable(),
    taken: z.int(),
    doubled: z.int(),
    refused: z.int(),
    waiting: z.int(),
    /** Refused within the last ten minutes, as far as this station has watched. */
    refusedLately: z.int(),
  })
  .nullable()

/** Everything that is measured of sync, at one moment. Text in it is this station's own, never a name or a code. */
export const measures = z.object({
  /** What the line to the store is; `paused` when the allowance is used up or Lightspeed asked to wait. */
  link: z.enum(['none', 'up', 'trouble', 'offline', 'signed-out', 'paused']),
  /** Since when nothing can go out; null while it can. */
  stoppedSeconds: z.int().nullable(),
  waiting: z.int(),
  parked: z.int(),
  /** Of these, what no conflict asks about: the others are decided there. */
  parkedUnasked: z.int(),
  /** What is different here and at Lightspeed and waits for a person. */
  conflicts: z.int(),
  /** Of what waits without needing a person. */
  oldestSeconds: z.int().nullable(),
  allSentAt: z.string().nullable(),
  hour: stretch,
  day: stretch,
  allowance: z.object({ limit: z.int(), remaining: z.int(), resetsAt: z.string().nullable() }).nullable(),
  breaker: breakerState,
  feeds: z.array(feedMeasure),
  webhooks: webhookMeasure,
  /** Since the relay this station asks is as good as none; null while it answers, or none is asked. */
  relayDownSeconds: z.int().nullable(),
  walBytes: z.int(),
  diskFreeBytes: z.int().nullable(),
})
export type Measures = z.infer<typeof measures>

export const alertId = z.enum([
  'sign-in',
  'stopped',
  'oldest',
  'call-errors',
  'webhooks',
  'relay',
  'parked',
  'conflicts',
  'feed-behind',
  'store-file',
  'disk',
])
export type AlertId = z.infer<typeof alertId>

/** Something that is not as it should be, said for a person; `since` is when this episode began. */
export const alert = z.object({
  id: alertId,
  level: z.enum(['warn', 'bad']),
  say: z.string(),
  next: z.string(),
  since: z.string(),
})
export type Alert = z.infer<typeof alert>

/** The health of one station: what `health.json` holds. */
export const health = z.object({
  state: z.enum(['ok', 'warn', 'bad']),
  /** One sentence. */
  say: z.string(),
  /** What is not as it should be, worst first. */
  reasons: z.array(alert),
  numbers: measures,
  /** When this was so. Written at least every `everySeconds`: a time that is older says that the station is dead. */
  at: z.string(),
  everySeconds: z.int(),
  station: z.string(),
  version: z.string(),
  isTraining: z.boolean(),
})
export type Health = z.infer<typeof health>

/** One quarter of an hour of the last day, for the charts. */
export const chartPoint = z.object({
  at: z.string(),
  /** The most that waited; null where the station was not running. */
  waiting: z.int().nullable(),
  /** 95 of 100 that were acknowledged then took no longer; null where none were. */
  ackP95Ms: z.int().nullable(),
  acknowledged: z.int(),
  /** The most calls of a window that were used, and how many there are; null where nothing is known. */
  used: z.int().nullable(),
  limit: z.int().nullable(),
})
export type ChartPoint = z.infer<typeof chartPoint>
