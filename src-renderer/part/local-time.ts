import { momentOf, wallTime } from '../../src-shared/rule/time-zone.ts'
import { zone } from '../zone.ts'

const written = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,]+(\d{1,2})[:.](\d{2}))?$/

/**
 * Reads `24/11/2026 14:30`, day first as in New Zealand, by the clock of the outlet. `usualTime` (`hh:mm`) stands
 * in when only a day is given; with null the time must be there. Null for what is no such moment, as 31/02/2026.
 */
export function readLocalTime(text: string, usualTime: string | null): Date | null {
  const found = written.exec(text.trim())
  if (!found) return null
  const [, day, month, year, ...time] = found
  const [hour, minute] = time[0] === undefined ? (usualTime?.split(':') ?? []) : time
  if (hour === undefined || minute === undefined) return null
  const [y, m, d, h, min] = [year, month, day, hour, minute].map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  return momentOf({ year: y, month: m, day: d, hour: h, minute: min }, zone())
}

/** `24/11/2026 14:30`, by the clock of the outlet. */
export function writeLocalTime(time: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const { year, month, day, hour, minute } = wallTime(time, zone())
  return `${two(day)}/${two(month)}/${year} ${two(hour)}:${two(minute)}`
}
