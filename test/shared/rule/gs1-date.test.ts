import { expect, it } from 'vitest'
import { gs1Date } from '../../../src-shared/rule/gs1-date.ts'

it.each([
  ['261231', { year: 2026, month: 12, day: 31, time: null }],
  ['261200', { year: 2026, month: 12, day: null, time: null }],
  ['760101', { year: 2076, month: 1, day: 1, time: null }],
  ['770101', { year: 1977, month: 1, day: 1, time: null }],
  ['2612311230', { year: 2026, month: 12, day: 31, time: '12:30' }],
  ['2612319999', { year: 2026, month: 12, day: 31, time: null }],
  ['2612', null],
  ['soon', null],
])('%s on a label read in 2026', (value, date) => expect(gs1Date(value, 2026)).toEqual(date))

it('a year of the last or next century is the one that is nearer', () => {
  expect(gs1Date('010101', 2051)?.year).toBe(2101)
  expect(gs1Date('010101', 2050)?.year).toBe(2001)
})
