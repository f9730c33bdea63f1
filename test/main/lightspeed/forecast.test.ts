import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ForecastFrom, forecastMs } from '../../../src-main/lightspeed/forecast.ts'

const usual: ForecastFrom = {
  calls: 100,
  limit: 350,
  remaining: 350,
  windowEndsInMs: null,
  pausedMs: 0,
  callMs: 100,
}
const minutes = (count: number) => count * 60_000

describe('when everything will be sent', () => {
  it.each<[string, Partial<ForecastFrom>, number]>([
    ['nothing waits', { calls: 0 }, 0],
    ['it fits into the window of now', { calls: 280 }, 28_000],
    ['one call does not: the next window is waited for', { calls: 281 }, minutes(5) + 1_000 + 100],
    [
      'the window of now is used up and ends in a minute',
      { remaining: 70, windowEndsInMs: minutes(1) },
      minutes(1) + 11_000,
    ],
    ['three windows are needed', { calls: 280 * 3 }, minutes(10) + 1_000 + 28_000],
    ['calls are slower than the allowance', { calls: 560, callMs: 2_000 }, 280 * 2_000 + 1_000 + 280 * 2_000],
    ['Lightspeed asked to wait', { calls: 10, pausedMs: 30_000 }, 31_000],
    ['there is no limit to speak of', { limit: 1, remaining: 0 }, Number.POSITIVE_INFINITY],
  ])('%s', (_say, given, ms) => {
    expect(forecastMs({ ...usual, ...given })).toBe(ms)
  })

  it('is never sooner for more calls, for less that is left, or for slower calls', () => {
    const count = fc.integer({ min: 0, max: 20_000 })
    fc.assert(
      fc.property(
        count,
        count,
        fc.integer({ min: 0, max: 350 }),
        fc.integer({ min: 10, max: 5_000 }),
        (one, other, remaining, callMs) => {
          const [few, many] = one < other ? [one, other] : [other, one]
          const at = (calls: number, left = remaining, ms = callMs) =>
            forecastMs({ ...usual, calls, remaining: left, callMs: ms })
          expect(at(many)).toBeGreaterThanOrEqual(at(few))
          expect(at(many, Math.floor(remaining / 2))).toBeGreaterThanOrEqual(at(many))
          expect(at(many, remaining, callMs * 2)).toBeGreaterThanOrEqual(at(many))
        },
      ),
    )
  })
})
