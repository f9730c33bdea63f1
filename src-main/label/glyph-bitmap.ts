import type { Bitmap } from './bitmap.ts'
import { drawable, labelFont } from './label-font.ts'

/** A text as dots; `baseline` counts the rows from the upper edge down to the baseline. */
export type GlyphBitmap = Bitmap & { readonly baseline: number }

type Point = { readonly x: number; readonly y: number }
type Edge = { readonly from: Point; readonly to: Point }

/** Part of the capitals' height kept above them (macrons, accents) and below the baseline (descenders). */
const above = 0.5
const below = 0.4

/**
 * A text of the label font in bold as dots, capitals `capDots` high: for characters a printer's own font may lack.
 * Filled by the non-zero rule, a dot is black when its centre lies inside.
 */
export function textBitmap(text: string, capDots: number): GlyphBitmap {
  const font = labelFont('Bold')
  const run = font.layout(drawable(text, 'Bold'))
  const scale = capDots / font.capHeight
  const baseline = Math.ceil(capDots * (1 + above))
  const height = baseline + Math.ceil(capDots * below)
  const width = Math.ceil(run.advanceWidth * scale) + 1
  const edges: Edge[] = []
  let pen = 0
  run.glyphs.forEach((glyph, index) => {
    const at = run.positions[index]
    const left = pen + (at?.xOffset ?? 0)
    const raise = at?.yOffset ?? 0
    const place = (x: number, y: number): Point => ({
      x: (left + x) * scale,
      y: baseline - (raise + y) * scale,
    })
    edges.push(...outline(glyph.path.commands, place))
    pen += at?.xAdvance ?? 0
  })
  const bytesPerRow = Math.ceil(width / 8)
  const rows = Array.from({ length: height }, (_, row) => fillRow(edges, row + 0.5, bytesPerRow))
  return { width, bytesPerRow, height, rows, baseline }
}

type Commands = readonly { readonly command: string; readonly args: readonly number[] }[]

/** The outline as straight edges; curves in eight steps, finer than a dot at every size a label uses. */
function outline(commands: Commands, place: (x: number, y: number) => Point): Edge[] {
  const edges: Edge[] = []
  let start: Point = { x: 0, y: 0 }
  let here = start
  const lineTo = (to: Point) => {
    edges.push({ from: here, to })
    here = to
  }
  for (const { command, args } of commands) {
    const points: Point[] = []
    for (let i = 0; i + 1 < args.length; i += 2) points.push(place(args[i] ?? 0, args[i + 1] ?? 0))
    const end = points.at(-1)
    if (command === 'moveTo' && end !== undefined) {
      here = end
      start = end
    } else if (command === 'closePath') lineTo(start)
    else if (end !== undefined) {
      const from = here
      for (let step = 1; step <= 8; step += 1) lineTo(curvePoint([from, ...points], step / 8))
    }
  }
  return edges
}

/** A point of a Bézier curve of any degree (a line is one of degree 1), by repeated halving of its control points. */
function curvePoint(control: readonly Point[], t: number): Point {
  let points = control
  while (points.length > 1) {
    points = points.slice(1).map((b, i) => {
      const a = points[i] ?? b
      return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t }
    })
  }
  return points[0] ?? { x: 0, y: 0 }
}

function fillRow(edges: readonly Edge[], y: number, bytesPerRow: number): Uint8Array {
  const row = new Uint8Array(bytesPerRow)
  const crossings: { x: number; turn: number }[] = []
  for (const { from, to } of edges) {
    if (from.y <= y === to.y <= y) continue
    const x = from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x)
    crossings.push({ x, turn: from.y < to.y ? 1 : -1 })
  }
  crossings.sort((a, b) => a.x - b.x)
  let winding = 0
  crossings.forEach(({ x, turn }, index) => {
    winding += turn
    const next = crossings[index + 1]
    if (winding === 0 || next === undefined) return
    const last = Math.min(bytesPerRow * 8, Math.ceil(next.x - 0.5))
    for (let dot = Math.max(0, Math.ceil(x - 0.5)); dot < last; dot += 1) blacken(row, dot)
  })
  return row
}

function blacken(row: Uint8Array, dot: number): void {
  row[dot >> 3] = (row[dot >> 3] ?? 0) | (0x80 >> (dot & 7))
}
