import { describe, expect, it } from 'vitest'
import { readLocalTime, writeLocalTime } from '../../../src-renderer/part/local-time.ts'

const evening = '23:59'

describe('a day and a time as typed', () => {
  it.each([
    ['24/11/2026 14:30', new Date(2026, 10, 24, 14, 30)],
    [' 4/1/2027 9:05 ', new Date(2027, 0, 4, 9, 5)],
    ['24.11.2026, 14.30', new Date(2026, 10, 24, 14, 30)],
    ['29/02/2028', new Date(2028, 1, 29, 23, 59)],
  ])('%s is read with the day first', (text, time) => {
    expect(readLocalTime(text, evening)).toEqual(time)
  })

  it.each([
    '',
    'tomorrow',
    '11/24/2026',
    '31/02/2026',
    '29/02/2026',
    '24/11/26',
    '24/11/2026 24:00',
    '24/11/2026 14:60',
  ])('%s is refused', (text) => {
    expect(readLocalTime(text, evening)).toBe(null)
  })

  it('is refused without its time where no usual one stands in', () => {
    expect(readLocalTime('24/11/2026', null)).toBe(null)
  })

  it('is written as it is read', () => {
    const time = new Date(2026, 0, 4, 9, 5)
    expect(writeLocalTime(time)).toBe('04/01/2026 09:05')
    expect(readLocalTime(writeLocalTime(time), null)).toEqual(time)
  })
})
