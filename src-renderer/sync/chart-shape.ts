import { words } from '../words.ts'

/** One value of a chart, in order of time; null is a gap. */
export type ChartValue = number | null

/** The field a chart is drawn on, in its own units. */
export const chartField = { width: 480, height: 96 }

/** A round number at or above the highest value, so that the scale does not move with every point. */
export function niceTop(highest: number): number {
  if (highest <= 4) return 4
  const step = 10 ** Math.floor(Math.log10(highest))
  const found = [1, 2, 5, 10].find((times) => times * step >= highest)
  return (found ?? 10) * step
}

/**
 * The line through the values as an SVG path, broken at gaps; a value that stands alone is a short stroke. `top` is the
 * value at the upper edge.
 */
export function linePath(values: readonly ChartValue[], top: number): string {
  const { width, height } = chartField
  const stepWidth = width / Math.max(1, values.length)
  let isOpen = false
  const parts: string[] = []
  for (const [at, value] of values.entries()) {
    if (value === null) {
      isOpen = false
      continue
    }
    const y = round(height - (Math.min(value, top) / top) * height)
    const [left, right] = [round(at * stepWidth), round((at + 1) * stepWidth)]
    // A step: each value holds for its stretch of time.
    parts.push(`${isOpen ? 'L' : 'M'}${left} ${y}H${right}`)
    isOpen = true
  }
  return parts.join('')
}

/** The same as an area down to the lower edge, one piece for each stretch without gaps. */
export function areaPath(values: readonly ChartValue[], top: number): string {
  const { width, height } = chartField
  const stepWidth = width / Math.max(1, values.length)
  return values
    .map((value, at) => {
      if (value === null || value === 0) return ''
      const y = round(height - (Math.min(value, top) / top) * height)
      return `M${round(at * stepWidth)} ${height}V${y}H${round((at + 1) * stepWidth)}V${height}Z`
    })
    .join('')
}

/** The highest value and where it is; null where there is none. */
export function highest(values: readonly ChartValue[]): { at: number; value: number } | null {
  let found: { at: number; value: number } | null = null
  for (const [at, value] of values.entries()) {
    if (value !== null && (found === null || value > found.value)) found = { at, value }
  }
  return found
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** A chart in words: the most of the day, the most of the quarter under way, and the limit. */
export function chartWords(chart: {
  times: readonly string[]
  values: readonly ChartValue[]
  limit: number | null
  say: (value: number) => string
  when: (at: string) => string
}): string {
  const { times, values, limit, say, when } = chart
  const w = words.sync.charts
  const most = highest(values)
  if (most === null) return w.none
  const last = values.at(-1) ?? null
  return [
    w.most(say(most.value), when(times[most.at] ?? '')),
    ...(last === null ? [] : [w.since(say(last), when(times.at(-1) ?? ''))]),
    ...(limit === null ? [] : [w.limit(say(limit))]),
  ].join(' · ')
}
