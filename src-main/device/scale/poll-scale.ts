import type { Clock } from '../../clock.ts'
import type { KeptPort } from '../keep-open.ts'

const answerTimeoutMs = 1_000
const timeoutsUntilTrouble = 3
/** Some systems never report that an adapter was pulled: after ten seconds of silence the port is opened anew. */
const timeoutsUntilReopen = 10

/** Keeps an eye on a scale: told when the port is ready and when a frame came, it says when the scale is silent. */
export type ScaleWatch = { start(): void; heard(): void; stop(): void }

/**
 * Asks a scale for its weight again and again, one question outstanding, one second to answer. Three unanswered
 * questions in a row are trouble; the asking goes on.
 */
export function pollScale(options: {
  port: KeptPort
  clock: Clock
  ask: Uint8Array
  everyMs: number
}): ScaleWatch {
  const { port, clock } = options
  let askedAt: number | null = null
  let timeouts = 0
  let cancel: () => void = () => undefined

  function ask(): void {
    askedAt = clock.mono()
    cancel = clock.after(answerTimeoutMs, timedOut)
    port.write(options.ask)
  }

  function timedOut(): void {
    timeouts++
    if (timeouts >= timeoutsUntilTrouble)
      port.trouble('The scale is silent: check that it is on, its cable, and its protocol setting.')
    if (timeouts % timeoutsUntilReopen === 0) {
      askedAt = null
      port.reopen()
    } else ask()
  }

  return {
    start: () => {
      cancel()
      ask()
    },
    heard: () => {
      timeouts = 0
      port.well()
      if (askedAt === null) return
      const spentMs = clock.mono() - askedAt
      askedAt = null
      cancel()
      cancel = clock.after(Math.max(0, options.everyMs - spentMs), ask)
    },
    stop: () => {
      cancel()
      askedAt = null
      timeouts = 0
    },
  }
}
