import type { ProductCode } from './bars.ts'
import type { LabelNumber } from './sscc.ts'

/**
 * One thing on a label, in millimetres from the upper left corner. A label is laid out once as ink, then painted as
 * ZPL or PDF, so that the two cannot say different things.
 *
 * `text` stands on its baseline, `cap` is the height of its capitals; `isWhite` only over a block, and only for words
 * of our own. `bars` is centred on `centre`, at most `maxWidth` wide with its quiet zones.
 */
export type Ink =
  | {
      readonly is: 'text'
      readonly x: number
      readonly baseline: number
      readonly cap: number
      readonly text: string
      readonly isWhite?: boolean
    }
  | {
      readonly is: 'block'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
    }
  | {
      readonly is: 'frame'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly thickness: number
    }
  | {
      readonly is: 'bars'
      readonly centre: number
      readonly y: number
      readonly height: number
      readonly maxWidth: number
      readonly number: LabelNumber | ProductCode
    }

/** Width of a text whose capitals are 1 mm high, in millimetres. Each painter brings its own. */
export type Measure = (text: string) => number

const dotsOfShortening = '...'

/** Printers' fonts and whole dots differ a little from what was measured: a text fits only with this much to spare. */
const reserve = 1.04

function fits(text: string, cap: number, maxWidth: number, measure: Measure): boolean {
  return measure(text) * cap * reserve <= maxWidth
}

/** The text, or as much of it as fits with `...` after it. */
export function shorten(text: string, cap: number, maxWidth: number, measure: Measure): string {
  if (fits(text, cap, maxWidth, measure)) return text
  const letters = [...text]
  let enough = 0
  let tooMany = letters.length
  while (tooMany - enough > 1) {
    const middle = (enough + tooMany) >> 1
    if (fits(cut(letters, middle), cap, maxWidth, measure)) enough = middle
    else tooMany = middle
  }
  return cut(letters, enough)
}

function cut(letters: readonly string[], count: number): string {
  return letters.slice(0, count).join('').trimEnd() + dotsOfShortening
}

/** The text broken at blanks into lines of `maxWidth`; the last line is shortened when `maxLines` do not hold it all. */
export function wrap(
  text: string,
  cap: number,
  maxWidth: number,
  maxLines: number,
  measure: Measure,
): { lines: string[]; isWhole: boolean } {
  const lines: string[] = []
  let rest = text.split(' ')
  while (rest.length > 0 && lines.length < maxLines) {
    let count = rest.length
    while (count > 1 && !fits(rest.slice(0, count).join(' '), cap, maxWidth, measure)) count -= 1
    const isLast = lines.length === maxLines - 1
    lines.push(isLast ? rest.join(' ') : rest.slice(0, count).join(' '))
    rest = isLast ? [] : rest.slice(count)
  }
  const isWhole = lines.every((line) => fits(line, cap, maxWidth, measure))
  return { lines: lines.map((line) => shorten(line, cap, maxWidth, measure)), isWhole }
}

/** How a text fills an area best; `isWhole` unless it had to be shortened. */
export type Fit = { readonly cap: number; readonly lines: readonly string[]; readonly isWhole: boolean }

export type Area = {
  readonly maxWidth: number
  readonly maxHeight: number
  readonly maxLines: number
  readonly capMin: number
  readonly capMax: number
}

/** Baselines of a wrapped text lie this many capitals' heights apart: room for a macron over the second line. */
export const lineStep = 1.32

/** Height of `lines` lines of capitals of 1 mm. */
export function linesHeight(lines: number): number {
  return 1 + (lines - 1) * lineStep
}

/** The largest capitals between `capMin` and `capMax` at which the text fits the area; at `capMin` it is shortened. */
export function fitText(text: string, area: Area, measure: Measure): Fit {
  for (let cap = area.capMax; ; cap -= 0.25) {
    const tried = Math.max(cap, area.capMin)
    const room = Math.floor((area.maxHeight / tried - 1) / lineStep + 1 + 1e-9)
    const lines = wrap(text, tried, area.maxWidth, Math.max(1, Math.min(area.maxLines, room)), measure)
    if ((lines.isWhole && room >= 1) || tried === area.capMin) return { cap: tried, ...lines }
  }
}
