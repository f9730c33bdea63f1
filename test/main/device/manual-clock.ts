import type { Clock } from '../../../src-main/clock.ts'

/**
 * A clock that stands until it is told to go on. `pass` runs what falls due on the way, in order;
 * `jump` lets time go by while the process is too busy to run anything.
 */
export function manualClock(): Clock & { pass(ms: number): Promise<void>; jump(ms: number): void } {
  let time = 1_000
  let timers: { at: number; run: () => void }[] = []
  return {
    now: () => Date.UTC(2026, 0, 5) + time,
    mono: () => time,
    after: (ms, run) => {
      const timer = { at: time + ms, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((each) => each !== timer)
      }
    },
    jump: (ms) => {
      time += ms
    },
    pass: async (ms) => {
      const end = time + ms
      await settle()
      for (;;) {
        const next = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        timers = timers.filter((each) => each !== next)
        time = Math.max(time, next.at)
        next.run()
        await settle()
      }
      time = end
    },
  }
}

/** Lets promises that are under way (a port opening, bytes in a pipe) run through. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
