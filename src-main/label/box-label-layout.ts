import { StationError } from '../../src-shared/failure.ts'
import { type BoxLabel, boxWords, weightWords } from './box-label.ts'
import { type BoxLabelSizes, sizesFor } from './box-label-sizes.ts'
import type { LabelDrawing } from './drawing.ts'
import {
  type Area,
  type Fit,
  fitText,
  type Ink,
  lineStep,
  linesHeight,
  type Measure,
  shorten,
} from './ink.ts'
import type { Millimetres } from './page.ts'
import { plainText } from './plain-text.ts'
import { readableNumber } from './sscc.ts'

/** Bars of the height GS1 asks for, the facts and a destination that can be read, in millimetres. */
const leastHeight = 70

/** Receipt paper: the facts share less room, so they are smaller rather than cut. */
const isNarrow = (page: Millimetres) => page.width < 90

type Layout = {
  readonly ink: Ink[]
  readonly sizes: BoxLabelSizes
  readonly page: Millimetres
  readonly measure: Measure
}

/** The label of a box as something to print. */
export function boxLabelDrawing(label: BoxLabel): LabelDrawing {
  return {
    title: `Box label ${label.consignmentCode}`,
    layOut: (page, measure) => layOutBoxLabel(label, page, measure),
  }
}

/**
 * Lays a box label out. From below: bars, facts, box number; from above: training and reprint strips, sender; the
 * destination takes everything between, as large as it goes, since it is read from across the room.
 * @throws StationError `label-too-small` on stock for product labels.
 */
export function layOutBoxLabel(label: BoxLabel, page: Millimetres, measure: Measure): Ink[] {
  if (page.height < leastHeight) {
    throw new StationError(
      'label-too-small',
      'The labels of this printer are too small for a box label.',
      'Load larger labels and set their size under Devices, or let another printer take box labels.',
    )
  }
  const sizes = sizesFor(page)
  const layout: Layout = { ink: [], sizes, page, measure }
  const top = drawSender(layout, label, drawStrips(layout, label))
  let bottom = drawBars(layout, label)
  bottom = sizes.is === 'tall' ? drawTallFacts(layout, label, bottom) : drawShortFacts(layout, label, bottom)
  if (label.containsNicotine) bottom = drawNicotine(layout, bottom)
  bottom = drawContents(layout, label, top, bottom)
  drawDestination(layout, label, top, bottom)
  return layout.ink
}

function drawStrips({ ink, sizes, page, measure }: Layout, label: BoxLabel): number {
  let y = sizes.margin
  const width = page.width - 2 * sizes.margin
  const cap = sizes.strip * 0.56
  const baseline = (top: number) => top + (sizes.strip + cap) / 2
  if (label.isTraining) {
    const text = 'TRAINING - do not send'
    ink.push({ is: 'block', x: sizes.margin, y, width, height: sizes.strip })
    const x = (page.width - measure(text) * cap) / 2
    ink.push({ is: 'text', x, baseline: baseline(y), cap, text, isWhite: true })
    y += sizes.strip + sizes.gap / 2
  }
  if (label.copy !== null) {
    const reason = plainText(label.copy.reason)
    const text = shorten(`REPRINT ${label.copy.number}: ${reason}`, cap, width - 3, measure)
    ink.push({ is: 'frame', x: sizes.margin, y, width, height: sizes.strip, thickness: 0.5 })
    ink.push({ is: 'text', x: sizes.margin + 1.5, baseline: baseline(y), cap, text })
    y += sizes.strip + sizes.gap / 2
  }
  return y
}

function drawSender({ ink, sizes, page, measure }: Layout, label: BoxLabel, y: number): number {
  const baseline = y + sizes.fromCap + sizes.gap / 3
  const tag = 'FROM'
  const x = sizes.margin + measure(tag) * sizes.tagCap + 2
  const name = shorten(plainText(label.from.name), sizes.fromCap, page.width - sizes.margin - x, measure)
  ink.push({ is: 'text', x: sizes.margin, baseline, cap: sizes.tagCap, text: tag })
  ink.push({ is: 'text', x, baseline, cap: sizes.fromCap, text: name })
  return rule({ ink, sizes, page, measure }, baseline + sizes.gap * 0.7)
}

/** A line across the label; gives where the next block may start. */
function rule({ ink, sizes, page }: Layout, y: number): number {
  ink.push({ is: 'block', x: sizes.margin, y, width: page.width - 2 * sizes.margin, height: 0.5 })
  return y + 0.5
}

/** Gives the upper edge of what it drew, as all blocks built from below do. */
function drawBars({ ink, sizes, page, measure }: Layout, label: BoxLabel): number {
  const number = label.labelNumber
  const text = readableNumber(number)
  const cap = sizes.readableCap
  const baseline = page.height - sizes.margin
  const x = (page.width - measure(text) * cap) / 2
  const height = number.is === 'sscc' ? sizes.ssccBars : sizes.internalBars
  const y = baseline - cap - sizes.gap * 0.6 - height
  ink.push({ is: 'bars', centre: page.width / 2, y, height, maxWidth: page.width - 4, number })
  ink.push({ is: 'text', x, baseline, cap, text })
  return y - sizes.gap * 0.6
}

/** Small word above, large fact below, both made smaller until they fit `width`. */
function drawFact(
  layout: Layout,
  at: { x: number; y: number; width: number; cap: number },
  tag: string,
  fact: string,
) {
  const { ink, sizes, measure } = layout
  const oneLine = (capMax: number): Area => ({
    maxWidth: at.width,
    maxHeight: capMax,
    maxLines: 1,
    capMin: capMax * (isNarrow(layout.page) ? 0.4 : 0.6),
    capMax,
  })
  const tagBaseline = at.y + sizes.tagCap
  const small = fitText(tag, oneLine(sizes.tagCap), measure)
  ink.push({ is: 'text', x: at.x, baseline: tagBaseline, cap: small.cap, text: small.lines[0] ?? '' })
  const large = fitText(fact, oneLine(at.cap), measure)
  const baseline = tagBaseline + sizes.gap * 0.6 + at.cap
  ink.push({ is: 'text', x: at.x, baseline, cap: large.cap, text: large.lines[0] ?? '' })
}

function weightFact(label: BoxLabel): readonly [tag: string, fact: string] {
  if (label.grams === null) return ['WEIGHT', 'not weighed']
  const tag = label.weightFrom === 'typed' ? 'TYPED, not certified' : 'WEIGHT not certified'
  return [tag, weightWords(label.grams)]
}

/** The box number, white on black, as wide as it needs to be; gives its right edge. */
function drawBoxNumber({ ink, sizes, page, measure }: Layout, label: BoxLabel, y: number): number {
  const text = boxWords(label).toUpperCase()
  const inset = sizes.boxHeight * 0.24
  const capMax = sizes.boxHeight * 0.58
  const area = {
    maxWidth: page.width * (isNarrow(page) ? 0.36 : 0.52),
    maxHeight: capMax,
    maxLines: 1,
    capMin: capMax * 0.4,
    capMax,
  }
  const { cap, lines } = fitText(text, area, measure)
  const words = lines[0] ?? ''
  const width = measure(words) * cap + 2 * inset
  ink.push({ is: 'block', x: sizes.margin, y, width, height: sizes.boxHeight })
  const baseline = y + (sizes.boxHeight + cap) / 2
  ink.push({ is: 'text', x: sizes.margin + inset, baseline, cap, text: words, isWhite: true })
  return sizes.margin + width
}

function drawTallFacts(layout: Layout, label: BoxLabel, bottom: number): number {
  const { sizes, page } = layout
  const factsHeight = sizes.tagCap + sizes.gap * 0.6 + sizes.factCap
  const factsY = bottom - sizes.gap - factsHeight
  const left = sizes.margin
  const width = page.width - 2 * left
  const facts = [
    { part: 0, until: 0.15, tag: 'UNITS', fact: String(label.units) },
    { part: 0.17, until: 0.3, tag: 'LINES', fact: String(label.lineCount) },
    { part: 0.32, until: 0.62, tag: weightFact(label)[0], fact: weightFact(label)[1] },
    { part: 0.65, until: 1, tag: 'PACKED', fact: plainText(label.packedAt) },
  ]
  for (const { part, until, tag, fact } of facts)
    drawFact(
      layout,
      { x: left + part * width, y: factsY, width: (until - part) * width, cap: sizes.factCap },
      tag,
      fact,
    )
  const boxY = factsY - sizes.gap - sizes.boxHeight
  const x = drawBoxNumber(layout, label, boxY) + 3.5
  const y = boxY + (sizes.boxHeight - sizes.tagCap - sizes.gap * 0.6 - sizes.codeCap) / 2
  const code = plainText(label.consignmentCode)
  drawFact(layout, { x, y, width: page.width - sizes.margin - x, cap: sizes.codeCap }, 'CONSIGNMENT', code)
  const ruleY = boxY - sizes.gap
  rule(layout, ruleY)
  return ruleY
}

/** On the short label everything stands beside the box number, in one row. */
function drawShortFacts(layout: Layout, label: BoxLabel, bottom: number): number {
  const { sizes, page } = layout
  const boxY = bottom - sizes.boxHeight
  const left = drawBoxNumber(layout, label, boxY) + 2
  const width = page.width - sizes.margin - left
  const y = boxY + (sizes.boxHeight - sizes.tagCap - sizes.gap * 0.6 - sizes.factCap) / 2
  const units = `${label.units} in ${label.lineCount} ${label.lineCount === 1 ? 'line' : 'lines'}`
  const facts = [
    {
      part: 0,
      until: 0.34,
      tag: `PACKED ${plainText(label.packedAt)}`,
      fact: plainText(label.consignmentCode),
    },
    { part: 0.37, until: 0.62, tag: 'UNITS', fact: units },
    { part: 0.65, until: 1, tag: weightFact(label)[0], fact: weightFact(label)[1] },
  ]
  for (const { part, until, tag, fact } of facts)
    drawFact(
      layout,
      { x: left + part * width, y, width: (until - part) * width, cap: sizes.factCap },
      tag,
      fact,
    )
  const ruleY = boxY - sizes.gap
  rule(layout, ruleY)
  return ruleY
}

function drawNicotine({ ink, sizes, page, measure }: Layout, bottom: number): number {
  const text = 'CONTAINS NICOTINE'
  const y = bottom - sizes.gap / 2 - sizes.strip
  const cap = sizes.strip * 0.56
  ink.push({ is: 'block', x: sizes.margin, y, width: page.width - 2 * sizes.margin, height: sizes.strip })
  const x = (page.width - measure(text) * cap) / 2
  ink.push({ is: 'text', x, baseline: y + (sizes.strip + cap) / 2, cap, text, isWhite: true })
  return y
}

/** The first products, above the facts, as many as the destination can spare the room for. */
function drawContents(
  { ink, sizes, page, measure }: Layout,
  label: BoxLabel,
  top: number,
  bottom: number,
): number {
  const lines = label.lines ?? []
  const step = sizes.contentCap * 1.75
  const room = Math.floor((bottom - top - sizes.toRoom - sizes.gap) / step)
  const count = Math.min(room, sizes.contentLines, lines.length)
  if (count < 1) return bottom
  const hidden = Math.max(label.lineCount, lines.length) - count
  const width = page.width - 2 * sizes.margin
  const shown = lines.slice(0, hidden > 0 && count > 1 ? count - 1 : count)
  const more = Math.max(label.lineCount, lines.length) - shown.length
  const rows = shown.map((line) => contentRow(line))
  if (more > 0 && rows.length < count) rows.push(`and ${more} more ${more === 1 ? 'line' : 'lines'}`)
  const y = bottom - sizes.gap - rows.length * step
  rows.forEach((row, index) => {
    const baseline = y + (index + 1) * step
    const text = shorten(row, sizes.contentCap, width, measure)
    ink.push({ is: 'text', x: sizes.margin, baseline, cap: sizes.contentCap, text })
  })
  return y
}

function contentRow(line: { quantity: number; name: string; sku: string }): string {
  return `${line.quantity} × ${plainText(line.name)}  ${plainText(line.sku)}`
}

function drawDestination(layout: Layout, label: BoxLabel, top: number, bottom: number): void {
  const { ink, sizes, page, measure } = layout
  const width = page.width - 2 * sizes.margin
  const tagBaseline = top + sizes.gap * 0.7 + sizes.tagCap
  ink.push({ is: 'text', x: sizes.margin, baseline: tagBaseline, cap: sizes.tagCap, text: 'TO' })
  const start = tagBaseline + sizes.gap * 0.5
  const room = bottom - sizes.gap - start
  const { fit, rise, address } = fitDestination(layout, label, room)
  const addressStep = sizes.addressCap * 1.6
  const nameHeight = fit.cap * (rise + linesHeight(fit.lines.length))
  // What is left over goes above and below, so that the destination stands in the middle of its field.
  const slack = Math.max(0, (room - nameHeight - addressHeight(sizes, address.length)) / 2)
  const first = start + slack + fit.cap * (rise + 1)
  fit.lines.forEach((text, index) => {
    const baseline = first + index * fit.cap * lineStep
    ink.push({ is: 'text', x: sizes.margin, baseline, cap: fit.cap, text })
  })
  const last = first + (fit.lines.length - 1) * fit.cap * lineStep
  address.forEach((row, index) => {
    const baseline = last + sizes.gap * 0.7 + (index + 1) * addressStep
    const text = shorten(row, sizes.addressCap, width, measure)
    ink.push({ is: 'text', x: sizes.margin, baseline, cap: sizes.addressCap, text })
  })
}

function addressHeight(sizes: BoxLabelSizes, rows: number): number {
  return rows === 0 ? 0 : sizes.gap * 0.7 + rows * sizes.addressCap * 1.6
}

/** The name counts more than the address: rows of the address give way until the whole name stands. */
function fitDestination(
  { sizes, page, measure }: Layout,
  label: BoxLabel,
  room: number,
): { fit: Fit; rise: number; address: string[] } {
  const name = plainText(label.to.name).toUpperCase()
  // Accents and macrons rise above the capitals of the first line.
  const rise = /^[ -~]*$/.test(name) ? 0 : 0.3
  const rowCount = addressRows(label, sizes.addressLines).length
  const leastName = sizes.toCap.min * (rise + linesHeight(sizes.toLines))
  for (let kept = rowCount; ; kept -= 1) {
    const left = room - addressHeight(sizes, kept)
    const area: Area = {
      maxWidth: page.width - 2 * sizes.margin,
      maxHeight: (left * linesHeight(sizes.toLines)) / (rise + linesHeight(sizes.toLines)),
      maxLines: sizes.toLines,
      capMin: sizes.toCap.min,
      capMax: Math.max(sizes.toCap.min, Math.min(sizes.toCap.max, left / (1 + rise))),
    }
    const fit = fitText(name, area, measure)
    // A name too long for all its lines is shortened: then the address may have what those lines leave.
    if (fit.isWhole || left >= leastName || kept === 0)
      return { fit, rise, address: addressRows(label, kept) }
  }
}

/** Address lines that say something, in at most `most` rows: those beyond are joined into the last one. */
function addressRows(label: BoxLabel, most: number): string[] {
  const rows = label.to.addressLines.map(plainText).filter((row) => row !== '')
  if (rows.length <= most) return rows
  return most === 0 ? [] : [...rows.slice(0, most - 1), rows.slice(most - 1).join(', ')]
}
