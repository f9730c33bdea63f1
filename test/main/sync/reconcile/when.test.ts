import { expect, it } from 'vitest'
import { isNightDue, isStartDue, priorityOf } from '../../../../src-main/sync/reconcile/when.ts'

const hourMs = 3_600_000
const now = Date.UTC(2026, 10, 20, 14)

it.each([
  ['never compared', null, 12, true],
  ['this morning', 5, 15, false],
  ['yesterday evening, and it is night', 7, 2, true],
  ['an hour ago, at night', 1, 2, false],
  ['yesterday, and it is day', 25, 9, false],
  ['longer ago than a day and a quarter', 31, 9, true],
  ['in the future, by a clock that was put back a month', -31 * 24, 9, true],
])('everything is compared at night, or when it is long ago: %s', (_name, hoursAgo, hour, isDue) => {
  expect(isNightDue(hoursAgo === null ? null : now - hoursAgo * hourMs, now, hour)).toBe(isDue)
})

it('a station that starts again within minutes does not compare everything again', () => {
  expect(isStartDue(null, now)).toBe(true)
  expect(isStartDue(now - 5 * 60_000, now)).toBe(false)
  expect(isStartDue(now - hourMs, now)).toBe(true)
})

it('what a person waits for goes before the feeds; a comparison of everything leaves half of the allowance', () => {
  expect(priorityOf('unknown', false, 0.2)).toBe('reconcile')
  expect(priorityOf('asked', false, 0.2)).toBe('reconcile')
  expect(priorityOf('asked', true, 0.9)).toBe('reconcile')
  expect(priorityOf('asked', true, 0.4)).toBe('nightly')
  expect(priorityOf('start', true, 0.9)).toBe('nightly')
  expect(priorityOf('night', true, 0.9)).toBe('nightly')
})
