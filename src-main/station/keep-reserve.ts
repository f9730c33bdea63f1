import type { Bench } from '../bench.ts'
import { makeReserve } from '../store/reserve.ts'

/** Not in the first minute: a person is waiting for the screen then. */
const firstAfterMs = 60_000
const againAfterMs = 10 * 60_000

/** Sees to it that a reserve lies beside the store whenever there is room for one. */
export function openReserve({ clock, log }: Bench, folder: string): { close(): Promise<void> } {
  let isClosed = false
  let running: Promise<void> = Promise.resolve()
  let cancel = clock.after(firstAfterMs, look)

  function look(): void {
    running = make()
  }

  async function make(): Promise<void> {
    try {
      const made = await makeReserve(folder)
      if (made !== 'there') log.info('store.reserve', { is: made })
    } catch (thrown) {
      log.bug('store.reserve-failed', thrown)
    }
    if (!isClosed) cancel = clock.after(againAfterMs, look)
  }

  return {
    async close() {
      isClosed = true
      cancel()
      await running
    },
  }
}
