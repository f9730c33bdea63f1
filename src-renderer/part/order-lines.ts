/** The part of a pack or receive line that decides its place in the list. */
export type Placed = { readonly id: string; readonly touchedAt: string | null }
/** Units still to come on a line; below zero when there are more than planned. */
export type Left<Line> = (line: Line) => number

/** How a line stands; the screen shows it as a colour and a word. */
export type LineStand = 'untouched' | 'short' | 'complete' | 'over' | 'extra' | 'not-sent'

export function standOf(line: {
  readonly counted: number
  readonly planned: number
  readonly isExtra: boolean
}): LineStand {
  if (line.isExtra && line.planned === 0) return 'extra'
  if (line.counted > line.planned) return 'over'
  if (line.counted === line.planned) return 'complete'
  return line.counted === 0 ? 'untouched' : 'short'
}

/** The line touched last, or undefined while none was. */
export function lastTouched<Line extends Placed>(lines: readonly Line[]): Line | undefined {
  let last: Line | undefined
  for (const line of lines) {
    if (line.touchedAt !== null && (last?.touchedAt == null || line.touchedAt > last.touchedAt)) last = line
  }
  return last
}

/** As a bench shows them: the line touched last first, then open ones, then over and extra, complete ones sunk. */
export function orderLines<Line extends Placed>(
  lines: readonly Line[],
  left: Left<Line>,
  openOnly: boolean,
): Line[] {
  const first = lastTouched(lines)
  const rest = lines.filter((line) => line !== first)
  const open = rest.filter((line) => left(line) > 0)
  const odd = openOnly ? [] : rest.filter((line) => left(line) < 0)
  const done = openOnly ? [] : rest.filter((line) => left(line) === 0)
  return [...(first ? [first] : []), ...open, ...odd, ...done]
}

/** The next open line after this one in the order of the paper, going round; the same line when none is open. */
export function nextOpenLine<Line extends Placed>(
  lines: readonly Line[],
  left: Left<Line>,
  lineId: string | null,
): string | null {
  const at = lines.findIndex((line) => line.id === lineId)
  for (let step = 1; step <= lines.length; step++) {
    const line = lines[(at + step) % lines.length]
    if (line && left(line) > 0) return line.id
  }
  return lineId
}

/** Units that count towards what was asked for: what is over on one line makes up for nothing on another. */
export function unitsTowards<Line>(
  lines: readonly Line[],
  countedOf: (line: Line) => number,
  wantedOf: (line: Line) => number,
): number {
  return lines.reduce((sum, line) => sum + Math.max(0, Math.min(countedOf(line), wantedOf(line))), 0)
}
