import type { Clock } from '../clock.ts'

/**
 * How long ago each entry's last write was sent, or its answer known to be lost, by the clock that nobody sets: a wall
 * clock put forward must not make a look-up early. What was written by an earlier process counts from its first mention
 * in this one, which is never too early.
 */
export type WriteAges = {
  written(entryId: string): void
  ms(entryId: string): number
  forget(entryId: string): void
}

export function writeAges(clock: Clock): WriteAges {
  const writtenAt = new Map<string, number>()
  return {
    written: (entryId) => void writtenAt.set(entryId, clock.mono()),
    ms(entryId) {
      const at = writtenAt.get(entryId)
      if (at === undefined) writtenAt.set(entryId, clock.mono())
      return at === undefined ? 0 : clock.mono() - at
    },
    forget: (entryId) => void writtenAt.delete(entryId),
  }
}
