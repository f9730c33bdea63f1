import type { OutboxView } from '../../src-shared/model/sync.ts'

/** Parked changes with the same last answer, which likely want the same cure. */
export type Cause = {
  readonly lastAnswer: string | null
  readonly advice: string | null
  readonly entries: OutboxView[]
}

/** Groups by last answer, the largest group first; order within a group stays. */
export function byCause(entries: readonly OutboxView[]): Cause[] {
  const causes = new Map<string | null, Cause>()
  for (const entry of entries) {
    const known = causes.get(entry.lastAnswer)
    if (known === undefined) {
      causes.set(entry.lastAnswer, { lastAnswer: entry.lastAnswer, advice: entry.advice, entries: [entry] })
    } else known.entries.push(entry)
  }
  return [...causes.values()].toSorted((one, other) => other.entries.length - one.entries.length)
}
