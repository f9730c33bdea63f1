import type { PackLine } from '../../src-shared/model/pack.ts'

/** How a line stands; the screen shows it as a colour and a word. */
export type LineStand = 'untouched' | 'short' | 'complete' | 'over' | 'extra'

export function standOf(line: Pick<PackLine, 'packed' | 'planned' | 'isExtra'>): LineStand {
  if (line.isExtra && line.planned === 0) return 'extra'
  if (line.packed > line.planned) return 'over'
  if (line.packed === line.planned) return 'complete'
  return line.packed === 0 ? 'untouched' : 'short'
}

function isOpen(line: PackLine): boolean {
  return line.packed < line.planned
}

/** The line touched last, or undefined while none was. */
export function lastTouched(lines: readonly PackLine[]): PackLine | undefined {
  let last: PackLine | undefined
  for (const line of lines) {
    if (line.touchedAt !== null && (last?.touchedAt == null || line.touchedAt > last.touchedAt)) last = line
  }
  return last
}

/** As the bench shows them: the line touched last first, then open ones, then over and extra, complete ones sunk. */
export function orderLines(lines: readonly PackLine[], openOnly: boolean): PackLine[] {
  const first = lastTouched(lines)
  const rest = lines.filter((line) => line !== first)
  const open = rest.filter(isOpen)
  const odd = openOnly ? [] : rest.filter((line) => line.packed > line.planned)
  const done = openOnly ? [] : rest.filter((line) => line.packed === line.planned)
  return [...(first ? [first] : []), ...open, ...odd, ...done]
}

/** The next open line after this one in the order of the paper, going round; the same line when none is open. */
export function nextOpenLine(lines: readonly PackLine[], lineId: string | null): string | null {
  const at = lines.findIndex((line) => line.id === lineId)
  for (let step = 1; step <= lines.length; step++) {
    const line = lines[(at + step) % lines.length]
    if (line && isOpen(line)) return line.id
  }
  return lineId
}
