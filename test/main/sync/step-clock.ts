import type { Clock } from '../../../src-main/clock.ts'

/** A clock that stands still until it is stepped to the next thing that waits. */
export type StepClock = Clock & {
  /** Runs what is due next, and all that is due at that moment. False when nothing waits within `mostMs`. */
  step(mostMs?: number): boolean
  /** Runs all that is due within so long, in order. */
  pass(ms: number): void
}

export function stepClock(startMs = Date.UTC(2026, 10, 20, 3, 0, 0)): StepClock {
  let passed = 0
  let waiting: { at: number; run: () => void }[] = []
  const due = (until: number) =>
    waiting.filter((one) => one.at <= until).toSorted((one, other) => one.at - other.at)[0]
  function runNext(until: number): boolean {
    const next = due(until)
    if (next === undefined) return false
    waiting = waiting.filter((one) => one !== next)
    passed = Math.max(passed, next.at)
    next.run()
    return true
  }
  return {
    now: () => startMs + passed,
    mono: () => passed,
    after(ms, run) {
      const entry = { at: passed + ms, run }
      waiting.push(entry)
      return () => {
        waiting = waiting.filter((one) => one !== entry)
      }
    },
    step(mostMs = Number.POSITIVE_INFINITY) {
      if (!runNext(passed + mostMs)) return false
      while (runNext(passed));
      return true
    },
    pass(ms) {
      const until = passed + ms
      while (runNext(until));
      passed = until
    },
  }
}
