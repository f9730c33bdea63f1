import type { Bench } from '../bench.ts'
import { sweepPhotos } from '../returning/photo-sweep.ts'
import { newestBackupAt } from '../store/backup.ts'

const dayMs = 24 * 60 * 60 * 1000
const hourMs = 60 * 60 * 1000
/** Not in the first minute: a person is waiting for the screen then. */
const restAfterStartMs = 60_000

/**
 * Copies the store once a day while the station runs; a copy that fails is tried again in an hour. With it goes what was
 * kept long enough: old copies of before updates, and files of photos. Photos are not copied: their files never change, and
 * they lie beside the store.
 */
export function openDailyBackup(bench: Bench, folder: string): { close(): Promise<void> } {
  const { store, clock, log } = bench
  let isClosed = false
  let running: Promise<void> = Promise.resolve()
  let cancel: () => void = () => undefined

  function restUntilDue(): void {
    const newest = newestBackupAt(folder)
    const dueMs = newest === null ? 0 : newest + dayMs - clock.now()
    rest(Math.max(restAfterStartMs, dueMs))
  }

  function rest(ms: number): void {
    // A timer holds no more than 24 days; clocks are also set back.
    cancel = clock.after(Math.min(ms, dayMs), () => {
      running = copy()
    })
  }

  async function copy(): Promise<void> {
    try {
      const path = await store.backUp()
      log.info('store.backed-up', { path })
      const removed = store.tidyCopies()
      const photos = await sweepPhotos(bench, folder)
      log.info('store.tidied', {
        copies: removed.length,
        photosEnded: photos.ended,
        photosLost: photos.orphans,
      })
      if (!isClosed) rest(dayMs)
    } catch (thrown) {
      if (isClosed) return
      log.bug('store.backup-failed', thrown)
      rest(hourMs)
    }
  }

  restUntilDue()
  return {
    async close() {
      isClosed = true
      cancel()
      await running
    },
  }
}
