import { describe, expect, it } from 'vitest'
import { readRetryAfter } from '../../../src-main/lightspeed/retry-after.ts'

const date = 'Fri, 20 Nov 2026 03:18:00 GMT'
const now = Date.UTC(2026, 10, 20, 3, 18, 0)
const aDayOff = now + 24 * 3_600_000
const fallback = 300_000

const waits: [name: string, retryAfter: unknown, date: unknown, nowMs: number, waitMs: number][] = [
  ['whole seconds', '120', date, now, 120_000],
  ['a number from a body', 45, date, now, 45_000],
  ['seconds with blanks round them', ' 7 ', date, now, 7_000],
  ['zero seconds', '0', date, now, 1_000],
  ['more seconds than a window', '86400', date, now, 310_000],
  ['digits beyond any number', '9'.repeat(400), date, now, 310_000],
  ['a negative number', '-3', date, now, fallback],
  ['a fraction', '1.5', date, now, fallback],
  ['a number with an exponent', '1e3', date, now, fallback],
  ['an HTTP date', 'Fri, 20 Nov 2026 03:20:00 GMT', date, now, 120_000],
  [
    'an HTTP date while the local clock is a day ahead',
    'Fri, 20 Nov 2026 03:20:00 GMT',
    date,
    aDayOff,
    120_000,
  ],
  ['an HTTP date without a Date header', 'Fri, 20 Nov 2026 03:20:00 GMT', undefined, now + 60_000, 60_000],
  ['an HTTP date with an unreadable Date header', 'Fri, 20 Nov 2026 03:20:00 GMT', 'today', now, 120_000],
  ['the older form with +0000', 'Fri, 20 Nov 2026 03:20:00 +0000', date, now, 120_000],
  ['a date that is past', 'Fri, 20 Nov 2026 03:00:00 GMT', date, now, 1_000],
  ['a date ten years ahead', 'Fri, 20 Nov 2036 03:20:00 GMT', date, now, 310_000],
  ['an ISO instant', '2026-11-20T03:19:30Z', date, now, 90_000],
  ['a date that does not exist', 'Tue, 31 Feb 2026 03:20:00 GMT', date, now, fallback],
  ['a local date without a zone', '20/11/2026 03:20', date, now, fallback],
  ['rubbish', 'soon', date, now, fallback],
  ['an empty header', '', date, now, fallback],
  ['a repeated header', ['1', '2'], date, now, fallback],
  ['no header at all', undefined, date, now, fallback],
]

describe('how long a 429 asks to wait (F14)', () => {
  it.each(waits)('F14 reads %s', (_name, retryAfter, dateHeader, nowMs, waitMs) => {
    expect(readRetryAfter(retryAfter, dateHeader, nowMs)).toBe(waitMs)
  })
})
