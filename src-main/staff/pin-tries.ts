import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'

const triesARung = 5
/** How long after five, ten and fifteen wrong PINs in a row; after twenty a manager has to help. */
const waitsMs = [30_000, 60_000, 300_000] as const
const mostTries = triesARung * (waitsMs.length + 1)
const hourMs = 3_600_000
/** Of the whole station, whoever they were for. */
const triesAnHour = 20

/** Why a PIN is not even looked at. */
export type NotYet = { is: 'wait'; ms: number } | { is: 'manager' }

export type PinTries = {
  /** Null when a PIN may be checked now. `isAlone`: no manager could help this person, so that they wait an hour instead. */
  notYet(who: string, isAlone: boolean): NotYet | null
  isLockedOut(who: string): boolean
  /** Call inside a write, before the check: a try that is cut short was a try. */
  begin(who: string): void
  /** Call inside a write: the PIN was right. */
  passed(who: string): void
  /** Call inside a write: a manager lets the person try again. */
  forgive(who: string): void
}

/**
 * Counts wrong PINs. The counts are kept in the store; waits run by the monotonic clock alone, and one that was running
 * when the station ended begins anew with the station: neither a restart nor a changed clock shortens any.
 */
export function openPinTries(store: Store, clock: Clock): PinTries {
  const openedAt = clock.mono()
  const rows = store.staff
  const lastAt = new Map<string, number>()
  let hour = Array.from({ length: rows.wrongOf('station') }, () => openedAt)

  function inLastHour(): number[] {
    hour = hour.filter((at) => clock.mono() - at < hourMs)
    return hour
  }

  function waitLeft(who: string, ms: number): number {
    return (lastAt.get(who) ?? openedAt) + ms - clock.mono()
  }

  return {
    notYet(who, isAlone) {
      const wrong = rows.wrongOf(who)
      if (wrong >= mostTries && !isAlone) return { is: 'manager' }
      if (wrong > 0 && wrong % triesARung === 0) {
        const ms = waitLeft(who, waitsMs[wrong / triesARung - 1] ?? hourMs)
        if (ms > 0) return { is: 'wait', ms }
      }
      const [oldest] = inLastHour()
      if (oldest === undefined || hour.length < triesAnHour) return null
      return { is: 'wait', ms: oldest + hourMs - clock.mono() }
    },
    isLockedOut: (who) => rows.wrongOf(who) >= mostTries,
    begin(who) {
      lastAt.set(who, clock.mono())
      hour = [...inLastHour(), clock.mono()]
      rows.putWrong(who, rows.wrongOf(who) + 1)
      rows.putWrong('station', hour.length)
    },
    passed(who) {
      rows.putWrong(who, 0)
      hour = hour.slice(0, -1)
      rows.putWrong('station', hour.length)
    },
    forgive(who) {
      rows.putWrong(who, 0)
    },
  }
}
