import type { Clock } from '../clock.ts'

/** A number from 0 up to but not including 1, as `Math.random` gives. */
export type Random = () => number

/**
 * A name for one thing asked of Lightspeed, `req_YYYYMMDD_HHMMSS_<16 hex>` in UTC: it stands in the log, on the
 * screen and in the outbox, so that a person on the telephone can read it out and the line is found.
 */
export function newTraceId(clock: Clock, random: Random): string {
  const [date = '', time = ''] = new Date(clock.now()).toISOString().split('T')
  const hex = [0, 1, 2, 3]
    .map(() =>
      Math.floor(random() * 0x10000)
        .toString(16)
        .padStart(4, '0'),
    )
    .join('')
  return `req_${date.replaceAll('-', '')}_${time.slice(0, 8).replaceAll(':', '')}_${hex}`
}
