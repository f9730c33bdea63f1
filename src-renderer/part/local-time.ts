const written = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,]+(\d{1,2})[:.](\d{2}))?$/

/**
 * Reads `24/11/2026 14:30`, day first as in New Zealand, in the computer's own time zone. `usualTime` (`hh:mm`) stands
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
  const read = new Date(y, m - 1, d, h, min)
  // A Date rolls the 31st of February on into March instead of refusing it.
  const isReal = read.getMonth() === m - 1 && read.getDate() === d && h < 24 && min < 60
  return isReal ? read : null
}

/** `24/11/2026 14:30`, in the computer's own time zone. */
export function writeLocalTime(time: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${two(time.getDate())}/${two(time.getMonth() + 1)}/${time.getFullYear()}`
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`
}
