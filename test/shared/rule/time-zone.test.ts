import { expect, it } from 'vitest'
import { knownZone, momentOf, wallTime } from '../../../src-shared/rule/time-zone.ts'

const auckland = 'Pacific/Auckland'

it('reads and writes the clock of a zone, in summer and winter', () => {
  for (const iso of ['2026-11-22T15:53:00.000Z', '2026-06-30T12:30:00.000Z', '2026-09-26T13:59:00.000Z']) {
    expect(momentOf(wallTime(new Date(iso), auckland), auckland)?.toISOString()).toBe(iso)
  }
  expect(wallTime(new Date('2026-11-22T15:53:00.000Z'), auckland)).toEqual({
    year: 2026,
    month: 11,
    day: 23,
    hour: 4,
    minute: 53,
  })
})

it('knows no moment that the clock never shows', () => {
  const noon = { year: 2026, month: 2, day: 31, hour: 12, minute: 0 }
  expect(momentOf(noon, auckland)).toBe(null)
  expect(momentOf({ ...noon, month: 9, day: 27, hour: 2, minute: 30 }, auckland)).toBe(null)
})

it('takes for a zone only what is one', () => {
  expect(['Pacific/Auckland', 'Kiwiland', '', null].map(knownZone)).toEqual([auckland, null, null, null])
})
