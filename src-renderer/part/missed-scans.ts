import { useSyncExternalStore } from 'react'
import { z } from 'zod'
import { type Failure, failure } from '../../src-shared/failure.ts'

const missedScan = z.object({ id: z.string(), text: z.string(), failure })
/** A code this page read and the station did not take: kept here until somebody decides what becomes of it. */
export type MissedScan = z.infer<typeof missedScan>

const keptName = 'missed-scans'
/** More than a person scans before looking up; a scanner gone wrong must not fill the browser's store. */
const mostKept = 500

function kept(): readonly MissedScan[] {
  try {
    return z.array(missedScan).parse(JSON.parse(window.localStorage.getItem(keptName) ?? '[]'))
  } catch (thrown) {
    if (thrown instanceof SyntaxError || thrown instanceof z.ZodError) return []
    throw thrown
  }
}

let missed: readonly MissedScan[] | null = null
const watchers = new Set<() => void>()

function keep(next: readonly MissedScan[]): void {
  missed = next
  window.localStorage.setItem(keptName, JSON.stringify(next))
  for (const watch of watchers) watch()
}

function now(): readonly MissedScan[] {
  missed ??= kept()
  return missed
}

/** Keeps a code that was not taken, or what was said of it the last time it was tried. */
export function keepMissed(text: string, why: Failure, id: string = crypto.randomUUID()): void {
  const fresh = { id, text, failure: why }
  const isKnown = now().some((scan) => scan.id === id)
  keep(isKnown ? now().map((scan) => (scan.id === id ? fresh : scan)) : [...now(), fresh].slice(-mostKept))
}

export function dropMissed(id: string): void {
  keep(now().filter((scan) => scan.id !== id))
}

function watchMissed(changed: () => void): () => void {
  watchers.add(changed)
  return () => watchers.delete(changed)
}

/** Codes that were not taken, oldest first; also those of this browser's page before this one. */
export function useMissedScans(): readonly MissedScan[] {
  return useSyncExternalStore(watchMissed, now)
}
