const shortestMs = 1_000
const longestMs = 310_000
const unreadableMs = 300_000

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
// The fixed form of RFC 9110 5.6.7, and the same with +0000 that older Lightspeed answers print.
const httpDate =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) (?:GMT|\+0000)$/
const isoInstant = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|\+00:00)$/

/**
 * How long a 429 asks us to wait, in milliseconds: never `NaN`, never 0, 1 to 310 s, and 300 s (the length of the
 * whole window) when nothing readable is there. Lightspeed documents an HTTP date, others send seconds. A date is
 * compared with the answer's own `Date`, because the clock of a bench computer may be a day off.
 *
 * @param retryAfter the `Retry-After` header (or the older `retry-after` of the body)
 * @param date the answer's `Date` header
 * @param nowMs this computer's time, used only where the answer carries no readable `Date`
 */
export function readRetryAfter(retryAfter: unknown, date: unknown, nowMs: number): number {
  const text = typeof retryAfter === 'number' ? String(retryAfter) : retryAfter
  if (typeof text !== 'string') return unreadableMs
  const trimmed = text.trim()
  if (/^\d+$/.test(trimmed)) return clamp(Number(trimmed) * 1_000)
  const at = readDate(trimmed)
  if (at === null) return unreadableMs
  const then = typeof date === 'string' ? readDate(date.trim()) : null
  return clamp(at - (then ?? nowMs))
}

function clamp(ms: number): number {
  return Math.min(longestMs, Math.max(shortestMs, ms))
}

/** Milliseconds since 1970, by pattern: `Date.parse` alone would read `120`, `1.5` and `-3` as dates. */
function readDate(text: string): number | null {
  const http = httpDate.exec(text)
  if (http) {
    const [, day, month = '', year, hour, minute, second] = http
    return instant(
      Number(year),
      months.indexOf(month),
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
    )
  }
  const iso = isoInstant.exec(text)
  if (!iso) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = iso.slice(1, 7).map(Number)
  return instant(year, month - 1, day, hour, minute, second)
}

function instant(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | null {
  const ms = Date.UTC(year, month, day, hour, minute, second)
  const back = new Date(ms)
  // 31 February and 25 o'clock roll over silently; such a text is no date.
  return back.getUTCMonth() === month && back.getUTCDate() === day && back.getUTCHours() === hour ? ms : null
}
