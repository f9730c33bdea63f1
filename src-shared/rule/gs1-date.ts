/** A day as a label gives it. `day` null is the whole month; `time` as hh:mm, null where the label gives none. */
export type Gs1Date = { year: number; month: number; day: number | null; time: string | null }

/**
 * The day that YYMMDD, or the moment that YYMMDDhhmm, stands for. The century is the one that brings the year nearest to
 * this one (GS1 General Specifications, 7.12: 51 to 99 years ahead lie in the past, 50 to 99 behind in the future).
 * Null for a text that is no such date.
 */
export function gs1Date(value: string, thisYear: number): Gs1Date | null {
  const parts = /^(\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d))?$/.exec(value)
  if (!parts) return null
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const difference = year - (thisYear % 100)
  const century = Math.floor(thisYear / 100) + (difference >= 51 ? -1 : difference <= -50 ? 1 : 0)
  const [, , , , hours = '99', minutes = '99'] = parts
  return {
    year: century * 100 + year,
    month,
    day: day === 0 ? null : day,
    time: hours === '99' ? null : `${hours}:${minutes}`,
  }
}
