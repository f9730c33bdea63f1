import { describe, expect, it, onTestFinished } from 'vitest'
import {
  boxNumbers,
  gramsDifference,
  gramsSay,
  lengthSay,
  moneySay,
  timeSay,
  units,
} from '../../src-renderer/format.ts'
import { keepZone } from '../../src-renderer/zone.ts'

describe('figures', () => {
  it('group thousands with a thin space that does not break', () => {
    expect(units(1_234_567)).toBe('1\u202f234\u202f567')
    expect(gramsSay(4320)).toBe('4\u202f320\u202fg')
    expect(units(-12)).toBe('−12')
  })

  it('show the sign of a difference', () => {
    expect(gramsDifference(30)).toBe('+30\u202fg')
    expect(gramsDifference(-30)).toBe('−30\u202fg')
  })

  it('draw neighbouring boxes together, so that many fit into their column', () => {
    expect(boxNumbers([6, 2, 3, 1, 5, 4])).toBe('1–6')
    expect(boxNumbers([9, 1, 2, 5, 6, 7, 2])).toBe('1 · 2 · 5–7 · 9')
    expect(boxNumbers([])).toBe('')
  })

  it('show cents as New Zealand dollars', () => {
    expect(moneySay(995)).toBe('$9.95')
  })
})

describe('times', () => {
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 5)

  it('say the hour today, the weekday near by, the date far off', () => {
    const now = at(23, 9).getTime()
    expect(timeSay(at(23, 14).toISOString(), now)).toBe('14:05')
    expect(timeSay(at(24, 14).toISOString(), now)).toBe('Tue 14:05')
    expect(timeSay(at(3, 14).toISOString(), now)).toBe('3 Nov, 14:05')
  })

  it('are by the clock of the outlet, not of the computer', () => {
    const now = Date.parse('2026-11-22T15:53:00.000Z')
    onTestFinished(() => keepZone(null))
    keepZone('Pacific/Auckland')
    expect(timeSay('2026-11-22T15:38:00.000Z', now)).toBe('04:38')
    expect(timeSay('2026-11-22T10:38:00.000Z', now)).toBe('Sun 23:38')
    keepZone('Europe/London')
    expect(timeSay('2026-11-22T10:38:00.000Z', now)).toBe('10:38')
  })

  it('say lengths in words a person counts in', () => {
    expect([40_000, 720_000, 8_040_000, 7_200_000, 260_000_000].map(lengthSay)).toEqual([
      '40 s',
      '12 min',
      '2 h 14 min',
      '2 h',
      '3 days',
    ])
  })
})
