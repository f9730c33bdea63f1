import type { Clock } from './clock.ts'

/** Work that is asked for more often than it may run. */
export type Paced = {
  /** Asks for it: at once after a rest, else once when the rest is over. True when it ran at once. */
  ask(): boolean
  /** What was asked for and has not run yet never does. */
  stop(): void
}

/** Runs, then rests for so long; however often it was asked for meanwhile, it runs once more after the rest. */
export function atMostEvery(clock: Clock, restMs: number, run: () => void): Paced {
  let cancelRest: (() => void) | null = null
  let isDue = false
  let isStopped = false
  function runAndRest(): void {
    isDue = false
    cancelRest = clock.after(restMs, () => {
      cancelRest = null
      if (isDue) runAndRest()
    })
    run()
  }
  return {
    ask() {
      if (isStopped) return false
      if (cancelRest !== null) {
        isDue = true
        return false
      }
      runAndRest()
      return true
    },
    stop() {
      isStopped = true
      cancelRest?.()
    },
  }
}
