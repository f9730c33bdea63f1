import type { Found } from './difference.ts'

/** A level as kept here, and as read just now; null where there is none. */
export type LevelPair = {
  productId: string
  kept: { level: number; version: number } | null
  read: { level: number; version: number } | null
}

/**
 * Levels that the feed should have told by now. One whose version is above the feed's `cursor` is only on its way: `isLate`
 * says that there are such. Pure.
 */
export function compareLevels(
  outletId: string,
  pairs: readonly LevelPair[],
  cursor: number,
): { found: Found[]; isLate: boolean } {
  let isLate = false
  const found: Found[] = []
  for (const { productId, kept, read } of pairs) {
    const [here, there] = [kept?.level ?? 0, read?.level ?? 0]
    if (here === there || read === null) continue
    // What is kept may have come with a page that was read after this.
    if (kept !== null && kept.version > read.version) continue
    if (read.version > cursor) isLate = true
    else {
      const difference = { kind: 'level', productId, outletId, here, there } as const
      found.push({ difference, changedThereAt: null })
    }
  }
  return { found, isLate }
}
