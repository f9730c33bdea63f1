import { statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { DiskFacts } from './measure.ts'

/** How long the store's write-ahead file is, and what is free on its disk. */
export function diskFactsOf(folder: string): DiskFacts {
  const walBytes = statSync(join(folder, 'station.sqlite-wal'), { throwIfNoEntry: false })?.size ?? 0
  try {
    const { bavail, bsize } = statfsSync(folder)
    return { walBytes, diskFreeBytes: bavail * bsize }
  } catch (thrown) {
    // Some network drives do not tell: no figure is better than a wrong one.
    if (thrown instanceof Error && 'code' in thrown) return { walBytes, diskFreeBytes: null }
    throw thrown
  }
}
