import { describe, expect, it } from 'vitest'
import { areaPath, chartWords, highest, linePath, niceTop } from '../../../src-renderer/sync/chart-shape.ts'

describe('a chart of a day', () => {
  it('tells the quarter under way by its most, and does not call that now', () => {
    const chart = { times: ['08:15', '08:30'], limit: null, say: String, when: (at: string) => at }
    expect(chartWords({ ...chart, values: [6, 3] })).toBe('Most: 6 at 08:15 · since 08:30: 3')
    expect(chartWords({ ...chart, values: [6, null], limit: 650 })).toBe('Most: 6 at 08:15 · limit 650')
    expect(chartWords({ ...chart, values: [null, null] })).toBe('Nothing in the last day.')
  })

  it.each([
    [0, 4],
    [4, 4],
    [5, 5],
    [6, 10],
    [40, 50],
    [99, 100],
    [101, 200],
    [1_550, 2_000],
  ])('with %d as its highest value reaches to %d', (value, top) => {
    expect(niceTop(value)).toBe(top)
  })

  it('draws each value for its stretch of time, and begins anew after a gap', () => {
    expect(linePath([0, 10, null, 5], 10)).toBe('M0 96H120L120 0H240M360 48H480')
  })

  it('never leaves its field', () => {
    expect(linePath([50], 10)).toBe('M0 0H480')
  })

  it('fills what is below the line, and nothing at a gap or at zero', () => {
    expect(areaPath([0, null, 10, 5], 10)).toBe('M240 96V0H360V96ZM360 96V48H480V96Z')
  })

  it('names the first of its highest values', () => {
    expect(highest([null, 3, 7, 7])).toEqual({ at: 2, value: 7 })
    expect(highest([null, null])).toBeNull()
  })
})
