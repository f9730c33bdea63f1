/**
 * Time, passed in so that tests own it. Waits and ages use `mono` (never jumps); `now` is for display and records.
 */
export type Clock = {
  /** Wall time, milliseconds since 1970 UTC. */
  now(): number
  /** Monotonic milliseconds; only differences mean something. */
  mono(): number
  /** Runs once after a wait; gives the way to cancel. */
  after(ms: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  mono: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** Wall time as the UTC text the store keeps. */
export function isoNow(clock: Clock): string {
  return new Date(clock.now()).toISOString()
}
