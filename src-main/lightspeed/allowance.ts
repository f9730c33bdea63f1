import type { Clock } from '../clock.ts'

/** Who is asking: a waiting person, a look-up that settles an unknown outcome, a line to write, a feed, the night. */
export const priorities = ['bench', 'reconcile', 'line', 'poll', 'nightly'] as const
export type Priority = (typeof priorities)[number]

/**
 * The share of the limit that must stay unused for a call of this priority to start. 10 % are never used at all: tills
 * and other stations live on the same counter. What a feed asks leaves a third and what is read at leisure half: a window
 * in which they came first must still have room for packed consignments.
 */
const keptShare: Record<Priority, number> = {
  bench: 0.1,
  reconcile: 0.11,
  line: 0.11,
  poll: 0.38,
  nightly: 0.5,
}
/**
 * On top of that, what goes out leaves this much at the beginning of a window and less and less towards its end: a long
 * queue must not use up in ten seconds what people need for five minutes (a fifth of it), and yet nothing is wasted.
 */
const keptForPeople = 0.22
const slowPollsBelow = 0.48
const slowPollEveryMs = 5_000
const windowMs = 300_000
const mostAtOnce = 6
const ageMs = 60_000

/**
 * What became of a turn: what the answer's headers said (null: nothing), whether the store was in trouble (429, 5xx, no
 * answer in time), and whether the call left this computer.
 */
export type Spent = { limit: number | null; remaining: number | null; hadTrouble: boolean; wasSent: boolean }

/** A turn to make one call. `done` is called exactly once. */
export type Turn = { done(spent: Spent): void }

export type Took = { is: 'turn'; turn: Turn } | { is: 'wait'; retryAfterMs: number } | { is: 'stopped' }

/** For display: calls of this window, and when the next begins (wall milliseconds; null when no window is open). */
export type AllowanceState = {
  limit: number
  remaining: number
  resetsAt: number | null
  isPaused: boolean
  pausedMs: number
}

export type Allowance = {
  /** Waits for a turn, at most `waitMs`; then tells how long it would have taken. */
  take(priority: Priority, waitMs: number, signal: AbortSignal | null): Promise<Took>
  /** Nothing starts for so long, whoever asks: Lightspeed answered 429. */
  pause(ms: number): void
  /** The next call goes out alone; each good answer lets more out beside it. */
  narrow(): void
  /** How many registers the store has; counts until the first answer tells the limit itself. */
  knowRegisters(count: number): void
  state(): AllowanceState
}

type Waiter = { priority: Priority; sinceMs: number; deadlineMs: number; resolve: (took: Took) => void }

/**
 * One limiter for all calls of a token: 300 × registers + 50 calls in a fixed window of 5 minutes, until an answer's
 * `X-RateLimit-*` headers say otherwise. Only the monotonic clock is used for waiting.
 *
 * `width` is how many calls may be out at once. A 429 and the turn of a window set it to 1: one probe goes out, and
 * each good answer doubles the width again, so a wall is met by one call and not by a hundred.
 */
export function openAllowance({ clock, registers = 1 }: { clock: Clock; registers?: number }): Allowance {
  let limit = 300 * registers + 50
  let isLimitSeen = false
  let remaining = limit
  let windowStartMs: number | null = null
  let pausedUntilMs = 0
  let width = mostAtOnce
  let out = 0
  let lastSlowPollMs = Number.NEGATIVE_INFINITY
  let waiting: Waiter[] = []
  let cancelWake: (() => void) | null = null

  /** Begins a new window when the old one is over. True amounts come with the next answer, hence the probe. */
  function turnWindow(): void {
    if (windowStartMs === null || clock.mono() - windowStartMs < windowMs) return
    windowStartMs = null
    remaining = limit
    width = 1
  }

  /** Milliseconds until a call of this priority could start; 0 is now. `null`: as soon as a call comes back. */
  function waitFor(priority: Priority): number | null {
    const now = clock.mono()
    if (now < pausedUntilMs) return pausedUntilMs - now
    if (out >= width) return null
    const left = (remaining - 1) / limit
    if (left < keptShare[priority]) {
      return windowStartMs === null ? windowMs : Math.max(1, windowStartMs + windowMs - now)
    }
    const peopleMs = leftForPeopleMs(priority, left, now)
    if (peopleMs > 0) return peopleMs
    const isFeed = priority === 'poll' || priority === 'nightly'
    if (isFeed && remaining < limit * slowPollsBelow)
      return Math.max(0, lastSlowPollMs + slowPollEveryMs - now)
    return 0
  }

  /** Until the share that is kept for people has shrunk to what is left: 0 where it has. */
  function leftForPeopleMs(priority: Priority, left: number, now: number): number {
    if (priority !== 'line' && priority !== 'reconcile') return 0
    const shareLeft = (left - keptShare[priority]) / keptForPeople
    if (shareLeft >= 1) return 0
    return Math.max(0, (windowStartMs ?? now) + windowMs * (1 - shareLeft) - now)
  }

  /** Lower goes first. A long wait counts as one step up a minute, but nobody overtakes the person at the bench. */
  function rank(waiter: Waiter): number {
    const own = priorities.indexOf(waiter.priority)
    if (own === 0) return 0
    return Math.max(0.5, own - Math.floor((clock.mono() - waiter.sinceMs) / ageMs))
  }

  function start(priority: Priority): Turn {
    windowStartMs ??= clock.mono()
    remaining -= 1
    out += 1
    if (priority === 'poll' || priority === 'nightly') lastSlowPollMs = clock.mono()
    return {
      done(spent) {
        out -= 1
        if (spent.wasSent) believe(spent)
        else remaining += 1
        serve()
      },
    }
  }

  function believe(seen: Spent): void {
    if (seen.limit !== null && seen.limit > 0) {
      if (seen.remaining === null) remaining += seen.limit - limit
      limit = seen.limit
      isLimitSeen = true
    }
    if (seen.remaining !== null) {
      // More left than we thought possible: the window turned over there before it did here. Not during a pause:
      // what comes in then was answered before it.
      const isPaused = clock.mono() < pausedUntilMs
      if (!isPaused && seen.remaining > remaining + out + mostAtOnce) windowStartMs = clock.mono()
      // Calls still out may or may not be counted in what this answer says; take it that they are not.
      remaining = seen.remaining - out
    }
    if (!seen.hadTrouble) width = Math.min(mostAtOnce, width * 2)
  }

  /** Who goes next, if anybody may now. */
  function best(): Waiter | null {
    const ready = priorities.filter((priority) => waitFor(priority) === 0)
    let first: Waiter | null = null
    for (const waiter of ready.length > 0 ? waiting : []) {
      if (ready.includes(waiter.priority) && (first === null || rank(waiter) < rank(first))) first = waiter
    }
    return first
  }

  function serve(): void {
    turnWindow()
    for (let next = best(); next !== null; next = best()) {
      waiting.splice(waiting.indexOf(next), 1)
      next.resolve({ is: 'turn', turn: start(next.priority) })
    }
    const now = clock.mono()
    const late = waiting.filter((waiter) => waiter.deadlineMs <= now)
    if (late.length > 0) waiting = waiting.filter((waiter) => waiter.deadlineMs > now)
    for (const waiter of late) waiter.resolve({ is: 'wait', retryAfterMs: waitFor(waiter.priority) || 1_000 })
    wakeAgain()
  }

  function wakeAgain(): void {
    cancelWake?.()
    cancelWake = null
    if (waiting.length === 0) return
    const now = clock.mono()
    const asking = new Set(waiting.map((waiter) => waiter.priority))
    let soonestMs = windowMs
    for (const priority of asking) soonestMs = Math.min(soonestMs, waitFor(priority) ?? windowMs)
    for (const waiter of waiting) soonestMs = Math.min(soonestMs, waiter.deadlineMs - now)
    cancelWake = clock.after(Math.max(1, soonestMs), serve)
  }

  return {
    take(priority, waitMs, signal) {
      if (signal?.aborted) return Promise.resolve({ is: 'stopped' })
      turnWindow()
      return new Promise((resolve) => {
        const sinceMs = clock.mono()
        const stop = () => {
          waiting = waiting.filter((other) => other !== waiter)
          waiter.resolve({ is: 'stopped' })
          wakeAgain()
        }
        const waiter: Waiter = {
          priority,
          sinceMs,
          deadlineMs: sinceMs + waitMs,
          resolve(took) {
            signal?.removeEventListener('abort', stop)
            resolve(took)
          },
        }
        signal?.addEventListener('abort', stop, { once: true })
        waiting.push(waiter)
        serve()
      })
    },
    pause(ms) {
      pausedUntilMs = Math.max(pausedUntilMs, clock.mono() + ms)
      // Lightspeed names the end of its window; ours ends with it, and begins again with one probe.
      windowStartMs = pausedUntilMs - windowMs
    },
    narrow() {
      width = 1
    },
    knowRegisters(count) {
      if (isLimitSeen) return
      const known = 300 * Math.max(1, count) + 50
      remaining += known - limit
      limit = known
      serve()
    },
    state() {
      turnWindow()
      const now = clock.mono()
      const resetsAt =
        windowStartMs === null ? null : Math.round(clock.now() + windowStartMs + windowMs - now)
      const pausedMs = Math.max(0, pausedUntilMs - now)
      return { limit, remaining: Math.max(0, remaining), resetsAt, isPaused: pausedMs > 0, pausedMs }
    },
  }
}
