import type { Clock } from '../../clock.ts'
import type { KeptPort } from '../keep-open.ts'
import type { ScaleWatch } from '../scale/poll-scale.ts'

/** A USB scale sends several times a second as long as it is on. */
const silentAfterMs = 3_000
const reopenEveryMs = 10_000

/**
 * Watches a USB scale, which sends by itself. One that falls silent is in trouble and is looked for and opened anew
 * every ten seconds: after the computer slept, some send again only then. `say` is asked for the sentence.
 */
export function watchReports(options: { port: KeptPort; clock: Clock; say(): string }): ScaleWatch {
  const { port, clock } = options
  let cancel: () => void = () => undefined

  function wait(ms: number, run: () => void): void {
    cancel()
    cancel = clock.after(ms, run)
  }

  function silent(): void {
    port.trouble(options.say())
    wait(reopenEveryMs, port.reopen)
  }

  return {
    start: () => wait(silentAfterMs, silent),
    heard: () => {
      port.well()
      wait(silentAfterMs, silent)
    },
    stop: () => cancel(),
  }
}
