import type { Store } from '../../store/store.ts'
import type { Acknowledged } from './stretches.ts'

/**
 * What was acknowledged since a moment. Remembered from call to call, so that a day of ten thousand is read once and
 * then only what came after it.
 */
export function openAcknowledged({ outbox }: Store): (since: string) => readonly Acknowledged[] {
  let known: Acknowledged[] = []
  let readTo = ''
  return (since) => {
    // Of the newest moment more may have ended after it was read.
    const from = readTo > since ? readTo : since
    const fresh = outbox.acknowledgedSince(from).map(({ at, notedAt }) => ({
      at,
      // A wall clock that was set back in between.
      afterMs: Math.max(0, Date.parse(at) - Date.parse(notedAt)),
    }))
    known = [...known.filter(({ at }) => at >= since && at < from), ...fresh]
    readTo = known.at(-1)?.at ?? ''
    return known
  }
}
