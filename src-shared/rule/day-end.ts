import { momentOf, type WallTime, wallTime } from './time-zone.ts'

/** When a shop's day ends where nobody said otherwise. */
export const usualDayEnd = '17:00'

/** The newest end of a day (`hh:mm` by the clocks of a zone) that is not still to come. */
export function lastDayEnd(now: Date, endsAt: string, timeZone: string): Date {
  const [hour = 0, minute = 0] = endsAt.split(':').map(Number)
  const on = ({ year, month, day }: Day): Date => {
    const wall = { year, month, day, hour, minute }
    // An hour that the clocks skip ends with the next one.
    return momentOf(wall, timeZone) ?? momentOf({ ...wall, hour: (hour + 1) % 24 }, timeZone) ?? now
  }
  const today = wallTime(now, timeZone)
  const end = on(today)
  return end <= now ? end : on(dayBefore(today))
}

type Day = Pick<WallTime, 'year' | 'month' | 'day'>

function dayBefore({ year, month, day }: Day): Day {
  const before = new Date(Date.UTC(year, month - 1, day - 1))
  return { year: before.getUTCFullYear(), month: before.getUTCMonth() + 1, day: before.getUTCDate() }
}

/**
 * Whether it is to be asked if something that stands packed has left: it was packed before the newest end of a day, and
 * nobody has answered since. Times in UTC. Source of the rule: what is packed does not count as sent by itself; it is asked
 * at the end of the day.
 */
export function isAskedIfLeft(
  { packedAt, saidHereAt }: { packedAt: string; saidHereAt: string | null },
  at: { now: Date; endsAt: string; timeZone: string },
): boolean {
  const end = lastDayEnd(at.now, at.endsAt, at.timeZone)
  return new Date(packedAt) < end && (saidHereAt === null || new Date(saidHereAt) < end)
}
