import type { Gs1Date } from '../src-shared/rule/gs1-date.ts'
import { wallTime } from '../src-shared/rule/time-zone.ts'
import { zone } from './zone.ts'

/** Figures, weights, money and times as a New Zealand shop floor reads them. */

const thin = '\u202f'

/** `12345` → `12 345`, with a thin space that does not break. */
export function units(count: number): string {
  const sign = count < 0 ? '−' : ''
  return sign + String(Math.abs(count)).replace(/\B(?=(\d{3})+(?!\d))/g, thin)
}

/** Whole grams: `4 320 g`. */
export function gramsSay(grams: number): string {
  return `${units(grams)}${thin}g`
}

/** With its sign always shown: `+30 g`, `−12 g`. */
export function gramsDifference(grams: number): string {
  return grams > 0 ? `+${gramsSay(grams)}` : gramsSay(grams)
}

/** Numbers of boxes with neighbours drawn together: `1–3 · 5`. Each once, in the order of counting. */
export function boxNumbers(numbers: readonly number[]): string {
  const runs: { from: number; to: number }[] = []
  for (const number of [...new Set(numbers)].sort((one, other) => one - other)) {
    const last = runs.at(-1)
    if (last !== undefined && number === last.to + 1) last.to = number
    else runs.push({ from: number, to: number })
  }
  const say = ({ from, to }: { from: number; to: number }) => {
    if (from === to) return `${from}`
    return to === from + 1 ? `${from} · ${to}` : `${from}–${to}`
  }
  return runs.map(say).join(' · ')
}

const money = new Intl.NumberFormat('en-NZ', { style: 'currency', currency: 'NZD' })
/** Cents as dollars. */
export function moneySay(cents: number): string {
  return money.format(cents / 100)
}

const months = Array.from({ length: 12 }, (_, at) =>
  new Intl.DateTimeFormat('en-NZ', { month: 'short', timeZone: 'UTC' }).format(Date.UTC(2026, at, 1)),
)
/** A day as a label gives it: `31 Dec 2026`, `Dec 2026` for a whole month, `31 Dec 2026, 12:30` with a time. */
export function daySay({ year, month, day, time }: Gs1Date): string {
  const written = `${day === null ? '' : `${day} `}${months[month - 1] ?? month} ${year}`
  return time === null ? written : `${written}, ${time}`
}

const dayMs = 86_400_000
const weekday = new Intl.DateTimeFormat('en-NZ', { weekday: 'short', timeZone: 'UTC' })
const two = (part: number) => String(part).padStart(2, '0')

function dayNumber(time: Date): number {
  const { year, month, day } = wallTime(time, zone())
  return Date.UTC(year, month - 1, day) / dayMs
}

/** `14:02` today, `Mon 14:02` within a week either way, else `24 Nov, 14:02`; by the clock of the outlet. */
export function timeSay(iso: string, now: number): string {
  const time = new Date(iso)
  const { year, month, day, hour, minute } = wallTime(time, zone())
  const clock = `${two(hour)}:${two(minute)}`
  const days = dayNumber(time) - dayNumber(new Date(now))
  if (days === 0) return clock
  if (Math.abs(days) < 7) return `${weekday.format(Date.UTC(year, month - 1, day))} ${clock}`
  return `${day} ${months[month - 1]}, ${clock}`
}

/** How long something lasts: `40 s`, `12 min`, `2 h 14 min`, `3 days`. */
export function lengthSay(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
  return `${Math.floor(hours / 24)} days`
}

/** How long something took, where tenths matter: `340 ms`, `1.4 s`, then as {@link lengthSay}. */
export function shortTimeSay(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : lengthSay(ms)
}
