import { setImmediate } from 'node:timers/promises'
import { code128 } from './bars.ts'
import { weightWords } from './box-label.ts'
import { shorten, wrap } from './ink.ts'
import { drawable, fontPath, labelFont, labelFontWidth, type Weight } from './label-font.ts'
import {
  boxWeightWords,
  type PackingSlip,
  type SlipBox,
  type SlipLine,
  type SlipPlace,
  slipGrams,
} from './packing-slip-model.ts'
import { points } from './page.ts'
import { plainText } from './plain-text.ts'

type Style = {
  readonly width: number
  readonly size?: number
  readonly weight?: Weight
  readonly align?: 'left' | 'center' | 'right'
  readonly colour?: string
}

/** A slip being drawn: distances in points; `y` is where the next thing goes. */
export type SlipPage = {
  readonly doc: PDFKit.PDFDocument
  readonly slip: PackingSlip
  readonly left: number
  readonly width: number
  readonly bottom: number
  y: number
  /** Writes one line of text, shortened to `width`. */
  readonly write: (text: string, x: number, y: number, style: Style) => void
}

type Column = {
  readonly title: string
  readonly at: number
  readonly width: number
  readonly align: 'left' | 'right'
}

const margin = points(15)
const rowHeight = 19
const wrapStep = 11
const bodySize = 9.5
const grey = '#555555'

/** Parts of the page's width; the received column is an empty box to write in. */
const columns = {
  number: { title: '#', at: 0, width: 0.05, align: 'right' },
  product: { title: 'Product', at: 0.065, width: 0.405, align: 'left' },
  sku: { title: 'SKU', at: 0.48, width: 0.155, align: 'left' },
  planned: { title: 'Planned', at: 0.64, width: 0.075, align: 'right' },
  packed: { title: 'Packed', at: 0.72, width: 0.075, align: 'right' },
  received: { title: 'Received', at: 0.815, width: 0.09, align: 'left' },
  box: { title: 'Box', at: 0.92, width: 0.08, align: 'left' },
} satisfies Record<string, Column>

export function slipPage(doc: PDFKit.PDFDocument, slip: PackingSlip): SlipPage {
  const write: SlipPage['write'] = (
    text,
    x,
    y,
    { width, size = bodySize, weight = 'Regular', align = 'left', colour },
  ) => {
    const capHeight = size * capShare(weight)
    const fitting = shorten(drawable(text, weight), capHeight, width, (part) => labelFontWidth(part, weight))
    doc
      .font(fontPath(weight))
      .fontSize(size)
      .fillColor(colour ?? 'black')
    // The width is a little wider than the text so that pdfkit never breaks what was just made to fit.
    doc.text(fitting, x, y, { width: width + 1, align, lineBreak: false })
  }
  const width = doc.page.width - 2 * margin
  return { doc, slip, left: margin, width, bottom: doc.page.height - margin - 24, y: margin, write }
}

function capShare(weight: Weight): number {
  const font = labelFont(weight)
  return font.capHeight / font.unitsPerEm
}

/** Title, bar code of the consignment, both places, dates, totals and the note. */
export function drawHead(page: SlipPage): void {
  const { slip, write, left, width } = page
  if (slip.isTraining) drawTrainingStrip(page)
  const code = plainText(slip.consignmentCode)
  write('Packing slip', left, page.y, { width: width * 0.5, size: 20, weight: 'Bold' })
  write(code, left, page.y + 27, { width: width * 0.5, size: 15, weight: 'Bold' })
  const reference = plainText(slip.reference)
  if (reference !== '') {
    write(`Reference ${reference}`, left, page.y + 48, { width: width * 0.5, colour: grey })
  }
  drawCodeBars(page, code)
  page.y += 70
  const half = width / 2 - 8
  const rows = Math.max(
    drawPlace(page, 'From', slip.from, left, half, 12),
    drawPlace(page, 'To', slip.to, left + width / 2 + 8, half, 17),
  )
  page.y += rows + 8
  drawFacts(page)
  const note = plainText(slip.note)
  if (note !== '') drawNote(page, note)
}

function drawTrainingStrip(page: SlipPage): void {
  const { doc, write, left, width } = page
  doc.rect(left, page.y, width, 22).fill('black')
  const style = { width, size: 13, weight: 'Bold', align: 'center', colour: 'white' } as const
  write('TRAINING - do not send', left, page.y + 3, style)
  page.y += 30
}

/** The consignment's code as plain Code 128 at the upper right; left out when it holds what bars cannot. */
function drawCodeBars({ doc, left, width, y }: SlipPage, code: string): void {
  if (!/^[ -~]{1,24}$/.test(code)) return
  const bars = code128(code)
  const modules = bars.reduce((sum, one) => sum + one, 0)
  const module = Math.min(points(0.4), (width * 0.45) / modules)
  let x = left + width - modules * module
  bars.forEach((one, index) => {
    if (index % 2 === 0) doc.rect(x, y + 2, one * module, 40)
    x += one * module
  })
  doc.fill('black')
}

function drawPlace(
  page: SlipPage,
  title: string,
  place: SlipPlace,
  x: number,
  width: number,
  size: number,
): number {
  page.write(title, x, page.y, { width, size: 8.5, colour: grey })
  page.write(plainText(place.name), x, page.y + 11, { width, size, weight: 'Bold' })
  let down = 11 + size * 1.3
  const rows = [...place.addressLines, ...(place.phone === null ? [] : [`Phone ${place.phone}`])]
  for (const row of rows.map(plainText).filter((one) => one !== '')) {
    page.write(row, x, page.y + down, { width })
    down += 13
  }
  return down
}

function drawFacts(page: SlipPage): void {
  const { slip, write, left, width, doc } = page
  const grams = slipGrams(slip)
  const sum = (of: (line: SlipLine) => number) =>
    String(slip.lines.reduce((total, line) => total + of(line), 0))
  const facts: [string, string][] = [
    ['Packed', plainText(slip.packedAt)],
    ['Lines', String(slip.lines.length)],
    ['Units planned', sum((line) => line.planned)],
    ['Units packed', sum((line) => line.packed)],
    ['Boxes', String(slip.boxes.length)],
    ['Weight', grams === null ? 'not all weighed' : weightWords(grams)],
  ]
  const shares = [0.27, 0.1, 0.16, 0.16, 0.1, 0.21]
  doc.rect(left, page.y, width, 34).fill('#eeeeee')
  let x = left + 8
  facts.forEach(([title, fact], index) => {
    const cell = (shares[index] ?? 0) * width - 10
    write(title, x, page.y + 5, { width: cell, size: 8, colour: grey })
    write(fact, x, page.y + 16, { width: cell, size: 11.5, weight: 'Bold' })
    x += (shares[index] ?? 0) * width
  })
  page.y += 44
}

function drawNote(page: SlipPage, note: string): void {
  const { doc, left, width } = page
  const text = drawable(`Note: ${note}`, 'Regular')
  doc.font(fontPath('Regular')).fontSize(bodySize).fillColor('black')
  const height = Math.min(64, doc.heightOfString(text, { width }))
  doc.text(text, left, page.y, { width, height, ellipsis: true })
  page.y += height + 10
}

/** The table of lines, its heading on every page. Every few lines the event loop gets its turn. */
export async function drawLines(page: SlipPage): Promise<void> {
  drawColumnTitles(page)
  for (const [index, line] of page.slip.lines.entries()) {
    const product = productRows(page, line)
    const height = rowHeight + (product.length - 1) * wrapStep
    if (page.y + height > page.bottom) {
      nextPage(page)
      drawColumnTitles(page)
    }
    drawLine(page, line, index + 1, product, height)
    if (index % 10 === 9) await setImmediate()
  }
}

/** The product's name in at most two lines. */
function productRows(page: SlipPage, line: SlipLine): string[] {
  const cap = bodySize * capShare('Regular')
  const measure = (part: string) => labelFontWidth(part, 'Regular')
  return wrap(plainText(line.product), cap, columns.product.width * page.width, 2, measure).lines
}

function drawColumnTitles(page: SlipPage): void {
  const { doc, left, width } = page
  for (const column of Object.values(columns)) {
    const style = { width: column.width * width, size: 8.5, weight: 'Bold', align: column.align } as const
    page.write(column.title, left + column.at * width, page.y, style)
  }
  doc
    .moveTo(left, page.y + 13)
    .lineTo(left + width, page.y + 13)
    .lineWidth(1)
    .stroke('black')
  page.y += 16
}

function drawLine(page: SlipPage, line: SlipLine, number: number, product: string[], height: number): void {
  const { doc, left, width } = page
  const cell = (column: Column, text: string, weight: Weight = 'Regular') =>
    page.write(text, left + column.at * width, page.y + 3, {
      width: column.width * width,
      weight,
      align: column.align,
    })
  cell(columns.number, String(number))
  product.forEach((row, index) => {
    const style = { width: columns.product.width * width }
    page.write(row, left + columns.product.at * width, page.y + 3 + index * wrapStep, style)
  })
  cell(columns.sku, plainText(line.sku))
  cell(columns.planned, String(line.planned))
  cell(columns.packed, String(line.packed), line.packed === line.planned ? 'Regular' : 'Bold')
  cell(columns.box, line.boxes.join(', '))
  const { at, width: boxWidth } = columns.received
  doc
    .rect(left + at * width, page.y + 2, boxWidth * width, rowHeight - 5)
    .lineWidth(0.75)
    .stroke('black')
  page.y += height
  doc
    .moveTo(left, page.y - 0.5)
    .lineTo(left + width, page.y - 0.5)
    .lineWidth(0.25)
    .stroke('#bbbbbb')
}

/** Boxes with weights, then the two signatures, kept together on one page. */
export function drawEnd(page: SlipPage): void {
  const { slip, write, left, width } = page
  page.y += 14
  keepTogether(page, 40)
  if (slip.boxes.length > 0) {
    write('Boxes', left, page.y, { width, size: 11, weight: 'Bold' })
    page.y += 18
  }
  for (let index = 0; index < slip.boxes.length; index += 2) {
    keepTogether(page, 14)
    slip.boxes.slice(index, index + 2).forEach((box, side) => {
      drawBox(page, box, left + side * (width / 2 + 8))
    })
    page.y += 14
  }
  page.y += 14
  keepTogether(page, 60)
  const half = width / 2 - 12
  const packedBy = slip.packedBy === null ? '' : plainText(slip.packedBy)
  drawSignature(page, 'Packed by', packedBy, left, half)
  drawSignature(page, 'Received by, date', '', left + width / 2 + 12, half)
}

function drawBox(page: SlipPage, box: SlipBox, x: number): void {
  const half = page.width / 2 - 8
  page.write(`Box ${box.number}`, x, page.y, { width: half * 0.16, weight: 'Bold' })
  page.write(`${box.units} ${box.units === 1 ? 'unit' : 'units'}`, x + half * 0.17, page.y, {
    width: half * 0.17,
  })
  page.write(boxWeightWords(box), x + half * 0.35, page.y, { width: half * 0.25 })
  page.write(plainText(box.labelNumber ?? 'no label'), x + half * 0.61, page.y, {
    width: half * 0.39,
    colour: grey,
  })
}

function drawSignature(
  { doc, write, y }: SlipPage,
  title: string,
  name: string,
  x: number,
  width: number,
): void {
  write(name, x, y + 18, { width, size: 11 })
  doc
    .moveTo(x, y + 36)
    .lineTo(x + width, y + 36)
    .lineWidth(0.75)
    .stroke('black')
  write(title, x, y + 40, { width, size: 8.5, colour: grey })
}

function keepTogether(page: SlipPage, height: number): void {
  if (page.y + height > page.bottom) nextPage(page)
}

function nextPage(page: SlipPage): void {
  page.doc.addPage()
  page.y = margin
  const text = `Packing slip ${plainText(page.slip.consignmentCode)}, continued`
  page.write(text, page.left, page.y, { width: page.width, size: 9, colour: grey })
  page.y += 18
}
