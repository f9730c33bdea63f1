import type { Bench } from '../bench.ts'
import { type Store, systemActor } from '../store/store.ts'

/** Writes settings of this station as one command. */
export function setSettings(bench: Bench, given: unknown, work: () => void): void {
  bench.store.write(
    { kind: 'setup:set', actor: bench.actor(), subject: null, given, traceId: bench.newTraceId() },
    work,
  )
}

/** First settings of a profile, each only where none was kept before. */
export function seedSettings(store: Store, traceId: string, seeds: Record<string, unknown>): void {
  const missing = Object.entries(seeds).filter(([name]) => store.settings.get(name) === null)
  if (missing.length === 0) return
  store.write({ kind: 'setup:seed', actor: systemActor, subject: null, given: seeds, traceId }, () => {
    for (const [name, value] of missing) store.settings.put(name, value)
  })
}
