import type { Clock } from '../../../src-main/clock.ts'

export type HandClock = Clock & {
  /** Moves on and runs what falls due, in order. */
  pass(ms: number): void
  /** How many waits are set. */
  waits(): number
}

/** A clock that moves only when told to, starting on 20 November 2026, 03:00 UTC. */
export function handClock(): HandClock {
  const began = Date.UTC(2026, 10, 20, 3, 0, 0)
  let mono = 0
  let due: { at: number; run: () => void }[] = []
  return {
    now: () => began + mono,
    mono: () => mono,
    after(ms, run) {
      const entry = { at: mono + ms, run }
      due.push(entry)
      return () => {
        due = due.filter((other) => other !== entry)
      }
    },
    pass(ms) {
      const until = mono + ms
      for (;;) {
        const next = due.filter((entry) => entry.at <= until).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        due = due.filter((entry) => entry !== next)
        mono = Math.max(mono, next.at)
        next.run()
      }
      mono = until
    },
    waits: () => due.length,
  }
}
