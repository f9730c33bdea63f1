import type { Priority } from '../../lightspeed/allowance.ts'
import type { ReconcileWhy } from '../../store/reconcile-rows.ts'

const hourMs = 3_600_000
/** A station that is on at night compares then; one that is off compares when it comes on. */
const nightHours = { from: 1, to: 5 }
const leastApartMs = 6 * hourMs
const mostApartMs = 30 * hourMs
const freshMs = 15 * 60_000

/**
 * Whether everything is to be compared anew: at night by the clock of the outlet, once; and in any case when it is more
 * than a day and a quarter ago. Times in wall milliseconds; `lastAt` null when it never was.
 */
export function isNightDue(lastAt: number | null, now: number, hourThere: number): boolean {
  if (lastAt === null) return true
  // A wall clock that was put back must not keep it from ever being due.
  const apart = Math.abs(now - lastAt)
  const isNight = hourThere >= nightHours.from && hourThere < nightHours.to
  return apart >= mostApartMs || (isNight && apart >= leastApartMs)
}

/** Whether a station that has just come on compares everything: not when it did so a few minutes ago. */
export function isStartDue(lastAt: number | null, now: number): boolean {
  return lastAt === null || Math.abs(now - lastAt) >= freshMs
}

/**
 * How urgent a comparison's calls are. What a person waits for, and what settles an unknown outcome, comes before the
 * feeds; a comparison of everything is read at leisure, as soon as less than half of the allowance is left.
 */
export function priorityOf(why: ReconcileWhy, isInRun: boolean, allowanceLeft: number): Priority {
  if (!isInRun) return 'reconcile'
  return why === 'asked' && allowanceLeft > 0.5 ? 'reconcile' : 'nightly'
}
