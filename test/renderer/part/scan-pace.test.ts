import { expect, it } from 'vitest'
import { scanPace } from '../../../src-renderer/part/scan-pace.ts'

it('takes every code of twenty a second, for an hour', () => {
  const pace = scanPace()
  const taken = Array.from({ length: 72_000 }, (_, at) => pace(at * 50))
  expect(taken.every((one) => one === 'go')).toBe(true)
})

it('takes two hundred codes that come at once, as after a page was busy', () => {
  const pace = scanPace()
  expect(Array.from({ length: 200 }, () => pace(1_000)).every((one) => one === 'go')).toBe(true)
})

it('sets a scanner aside that goes on sending, until it has been quiet for two seconds (S16)', () => {
  const pace = scanPace()
  const answers = Array.from({ length: 3_000 }, (_, at) => pace(at * 2))
  const taken = answers.indexOf('aside')
  expect(taken).toBeLessThan(300)
  expect(new Set(answers.slice(taken))).toEqual(new Set(['aside']))
  expect(pace(6_000 + 1_990)).toBe('aside')
  expect(pace(6_000 + 1_990 + 2_000)).toBe('go')
})
