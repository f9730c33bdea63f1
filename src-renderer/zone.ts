import { knownZone } from '../src-shared/rule/time-zone.ts'

const own = new Intl.DateTimeFormat().resolvedOptions().timeZone
let kept: string | null = null

/** The time zone a person reads and types here: the outlet's, as on its labels, else this computer's. */
export function zone(): string {
  return kept ?? own
}

/** Takes the outlet's zone; null, or one that is not known here, for this computer's. */
export function keepZone(timeZone: string | null): void {
  kept = knownZone(timeZone)
}
