import { z } from 'zod'
import { state } from './consignment.ts'

/** The sync line in the frame: one of four sentences, plus what the screen needs to draw its lamp. */
export const syncLine = z.object({
  is: z.enum(['all-sent', 'waiting', 'offline', 'needs-you', 'not-connected']),
  say: z.string(),
  waiting: z.int(),
  parked: z.int(),
  conflicts: z.int(),
  /** Things a person has to decide: conflicts, and what is parked without one. */
  needs: z.int(),
  oldestWaitingSince: z.string().nullable(),
  /** Nobody is signed in any more, and only a person can change that; work goes on. */
  mustSignIn: z.boolean(),
})
export type SyncLine = z.infer<typeof syncLine>

export const outboxState = z.enum(['pending', 'in_flight', 'unknown', 'parked', 'done', 'discarded'])
export type OutboxState = z.infer<typeof outboxState>

/** One intention on its way to Lightspeed. */
export const outboxView = z.object({
  id: z.string(),
  consignmentId: z.string(),
  code: z.string(),
  what: z.string(),
  state: outboxState,
  /** How the consignment stands here, and at Lightspeed when it was last read; null where it is not there. */
  local: state.nullable(),
  remote: z.string().nullable(),
  since: z.string(),
  nextTryAt: z.string().nullable(),
  tries: z.int(),
  lastAnswer: z.string().nullable(),
  advice: z.string().nullable(),
  /** What keeps it is asked among the differences, with choices of its own. */
  hasQuestion: z.boolean(),
  traceId: z.string().nullable(),
})
export type OutboxView = z.infer<typeof outboxView>

export const feedView = z.object({
  name: z.string(),
  rows: z.int(),
  isFirstPull: z.boolean(),
  isRunning: z.boolean(),
  lastPulledAt: z.string().nullable(),
  lastProblem: z.string().nullable(),
})
export type FeedView = z.infer<typeof feedView>

/** A difference between here and Lightspeed that a person must settle. */
export const conflictView = z.object({
  id: z.string(),
  consignmentId: z.string(),
  code: z.string(),
  raisedAt: z.string(),
  here: z.string(),
  there: z.string(),
  choices: z.array(z.object({ choice: z.string(), say: z.string() })),
})
export type ConflictView = z.infer<typeof conflictView>

export const syncScreen = z.object({
  line: syncLine,
  entries: z.array(outboxView),
  conflicts: z.array(conflictView),
  feeds: z.array(feedView),
  allowance: z.object({ limit: z.int(), remaining: z.int(), resetsAt: z.string().nullable() }).nullable(),
})
export type SyncScreen = z.infer<typeof syncScreen>

/** One thing that happened to a consignment: somebody's act, something sent, an answer. */
export const storyEvent = z.object({
  at: z.string(),
  /** act: at this station; out: sent to Lightspeed; back: what came of it; trouble: it did not go through. */
  is: z.enum(['act', 'out', 'back', 'trouble']),
  say: z.string(),
  /** How many like it came one after the other, this one the last. */
  times: z.int(),
  traceId: z.string(),
})
export type StoryEvent = z.infer<typeof storyEvent>

/** What is so here and at Lightspeed, side by side, and how it came about; the newest event first. */
export const laneStory = z.object({
  consignmentId: z.string(),
  code: z.string(),
  reference: z.string(),
  here: z
    .object({ state, lines: z.int(), packedUnits: z.int(), receivedUnits: z.int(), boxes: z.int() })
    .nullable(),
  /** As last read; units as the texts Lightspeed sent, added up where they are numbers. */
  there: z
    .object({ status: z.string(), lines: z.int(), units: z.number(), receivedUnits: z.number() })
    .nullable(),
  events: z.array(storyEvent),
  /** More happened before the first of them. */
  isCut: z.boolean(),
})
export type LaneStory = z.infer<typeof laneStory>
