import { setImmediate } from 'node:timers/promises'
import PDFDocument from 'pdfkit'
import { code128 } from './bars.ts'
import { shorten, wrap } from './ink.ts'
import { drawable, fontPath, labelFont, labelFontWidth, type Weight } from './label-font.ts'
import { points } from './page.ts'
import { pdfBytes } from './pdf-bytes.ts'
import { plainText } from './plain-text.ts'

/** A column of a table on paper: `share` of the page's width; one to write in is drawn as an empty box. */
export type PaperColumn = {
  readonly title: string
  readonly share: number
  readonly align: 'left' | 'right'
  readonly isWriteIn?: boolean
}

/** A block of lines under a small title: who it is from, where it goes. */
export type PaperBlock = { readonly title: string; readonly lines: readonly string[] }

/** A document that is a table: its texts come from outside and are drawn as they are, never run. */
export type TablePaper = {
  readonly title: string
  readonly code: string
  readonly blocks: readonly PaperBlock[]
  readonly note: string
  readonly columns: readonly PaperColumn[]
  /** One text a column; the first column that is not written in takes two lines where it needs them. */
  readonly rows: readonly (readonly string[])[]
  /** What stands under the table at the right, a name and a figure each. */
  readonly sums: readonly (readonly [string, string])[]
  /** Lines to sign on, by their word. */
  readonly signatures: readonly string[]
  readonly foot: string
  readonly isTraining: boolean
}

type Style = {
  width: number
  size?: number
  weight?: Weight
  align?: 'left' | 'right' | 'center'
  colour?: string
}
type Page = {
  doc: PDFKit.PDFDocument
  paper: TablePaper
  left: number
  width: number
  bottom: number
  y: number
}

const margin = points(15)
const bodySize = 9.5
const rowHeight = 20
const secondLine = 11
const gap = 6
const grey = '#555555'

/** The document as A4 PDF, as many pages as its rows need, each with the code and its number. */
export async function tablePaperPdf(paper: TablePaper): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    font: fontPath('Regular'),
    info: { Title: plainText(`${paper.title} ${paper.code}`) },
  })
  const width = doc.page.width - 2 * margin
  const page: Page = { doc, paper, left: margin, width, bottom: doc.page.height - margin - 24, y: margin }
  drawHead(page)
  drawTitles(page)
  for (const [at, row] of paper.rows.entries()) {
    drawRow(page, row)
    // Every few rows whatever else waits gets its turn.
    if (at % 10 === 9) await setImmediate()
  }
  drawEnd(page)
  drawFeet(page)
  return pdfBytes(doc)
}

function capShare(weight: Weight): number {
  const font = labelFont(weight)
  return font.capHeight / font.unitsPerEm
}

/** One line of text, shortened to its width. */
function write({ doc }: Page, text: string, x: number, y: number, style: Style): void {
  const { width, size = bodySize, weight = 'Regular', align = 'left', colour = 'black' } = style
  const measure = (part: string) => labelFontWidth(part, weight)
  const fitting = shorten(drawable(plainText(text), weight), size * capShare(weight), width, measure)
  doc.font(fontPath(weight)).fontSize(size).fillColor(colour)
  // A little wider than the text, so that pdfkit never breaks what was just made to fit.
  doc.text(fitting, x, y, { width: width + 1, align, lineBreak: false })
}

function drawHead(page: Page): void {
  const { doc, paper, left, width } = page
  if (paper.isTraining) {
    doc.rect(left, page.y, width, 22).fill('black')
    write(page, 'TRAINING - do not send', left, page.y + 4, {
      width,
      size: 13,
      weight: 'Bold',
      align: 'center',
      colour: 'white',
    })
    page.y += 30
  }
  write(page, paper.title, left, page.y, { width: width * 0.5, size: 20, weight: 'Bold' })
  write(page, paper.code, left, page.y + 28, { width: width * 0.5, size: 15, weight: 'Bold' })
  drawBars(page)
  page.y += 58
  const share = width / Math.max(1, paper.blocks.length)
  let lowest = page.y
  paper.blocks.forEach(({ title, lines }, at) => {
    const x = left + at * share
    write(page, title, x, page.y, { width: share - gap, size: 8.5, colour: grey })
    lines.forEach((line, down) => {
      const style = {
        width: share - gap,
        size: down === 0 ? 12 : bodySize,
        weight: down === 0 ? 'Bold' : 'Regular',
      } as const
      write(page, line, x, page.y + 11 + down * 14, style)
    })
    lowest = Math.max(lowest, page.y + 11 + lines.length * 14)
  })
  page.y = lowest + 8
  const note = drawable(plainText(paper.note), 'Regular')
  if (note === '') return
  doc.font(fontPath('Regular')).fontSize(bodySize).fillColor('black')
  const height = Math.min(64, doc.heightOfString(`Note: ${note}`, { width }))
  doc.text(`Note: ${note}`, left, page.y, { width, height, ellipsis: true })
  page.y += height + 8
}

/** The code as plain Code 128 at the upper right; left out when it holds what bars cannot. */
function drawBars({ doc, paper, left, width, y }: Page): void {
  const code = plainText(paper.code)
  if (!/^[ -~]{1,24}$/.test(code)) return
  const bars = code128(code)
  const module = Math.min(points(0.4), (width * 0.45) / bars.reduce((sum, bar) => sum + bar, 0))
  let x = left + width - bars.reduce((sum, bar) => sum + bar, 0) * module
  bars.forEach((bar, at) => {
    if (at % 2 === 0) doc.rect(x, y + 2, bar * module, 38)
    x += bar * module
  })
  doc.fill('black')
}

/** Where each column stands, in points from the left. */
function places({ paper, left, width }: Page): { column: PaperColumn; x: number; width: number }[] {
  let x = left
  return paper.columns.map((column) => {
    const place = { column, x, width: column.share * width - gap }
    x += column.share * width
    return place
  })
}

function drawTitles(page: Page): void {
  for (const { column, x, width } of places(page)) {
    write(page, column.title, x, page.y, { width, size: 8.5, weight: 'Bold', align: column.align })
  }
  rule(page, page.y + 13, 1, 'black')
  page.y += 16
}

function rule({ doc, left, width }: Page, y: number, thickness: number, colour: string): void {
  doc
    .moveTo(left, y)
    .lineTo(left + width, y)
    .lineWidth(thickness)
    .stroke(colour)
}

function drawRow(page: Page, row: readonly string[]): void {
  const columns = places(page)
  const longest = columns
    .toSorted((one, other) => other.width - one.width)
    .find(({ column }) => !column.isWriteIn)
  const cap = bodySize * capShare('Regular')
  const measure = (part: string) => labelFontWidth(part, 'Regular')
  const lines =
    longest === undefined
      ? []
      : wrap(plainText(row[columns.indexOf(longest)] ?? ''), cap, longest.width, 2, measure).lines
  const height = rowHeight + Math.max(0, lines.length - 1) * secondLine
  if (page.y + height > page.bottom) {
    nextPage(page)
    drawTitles(page)
  }
  columns.forEach((place, at) => {
    const { column, x, width } = place
    if (column.isWriteIn)
      page.doc
        .rect(x, page.y + 2, width, rowHeight - 5)
        .lineWidth(0.75)
        .stroke('black')
    else if (place === longest) {
      for (const [down, line] of lines.entries()) {
        write(page, line, x, page.y + 4 + down * secondLine, { width })
      }
    } else write(page, row[at] ?? '', x, page.y + 4, { width, align: column.align })
  })
  page.y += height
  rule(page, page.y - 0.5, 0.25, '#bbbbbb')
}

/** The sums, then the lines to sign on, each kept on one page. */
function drawEnd(page: Page): void {
  const { doc, paper, left, width } = page
  page.y += 10
  for (const [name, figure] of paper.sums) {
    if (page.y + 16 > page.bottom) nextPage(page)
    write(page, name, left + width * 0.45, page.y, { width: width * 0.3, align: 'right', colour: grey })
    write(page, figure, left + width * 0.75, page.y, {
      width: width * 0.25,
      size: 11.5,
      weight: 'Bold',
      align: 'right',
    })
    page.y += 16
  }
  if (paper.signatures.length === 0) return
  if (page.y + 60 > page.bottom) nextPage(page)
  const share = width / paper.signatures.length
  paper.signatures.forEach((name, at) => {
    const x = left + at * share
    doc
      .moveTo(x, page.y + 36)
      .lineTo(x + share - 24, page.y + 36)
      .lineWidth(0.75)
      .stroke('black')
    write(page, name, x, page.y + 40, { width: share - 24, size: 8.5, colour: grey })
  })
}

function nextPage(page: Page): void {
  page.doc.addPage()
  page.y = margin
  const { title, code } = page.paper
  write(page, `${title} ${code}, continued`, page.left, page.y, { width: page.width, size: 9, colour: grey })
  page.y += 18
}

function drawFeet(page: Page): void {
  const { doc, paper, left, width, bottom } = page
  const { count } = doc.bufferedPageRange()
  for (let at = 0; at < count; at += 1) {
    doc.switchToPage(at)
    rule(page, bottom + 8, 0.5, '#888888')
    write(page, `${paper.code} · ${paper.foot}`, left, bottom + 14, { width: width * 0.7, size: 8 })
    const style = { width: width * 0.3, size: 8, align: 'right' } as const
    write(page, `page ${at + 1} of ${count}`, left + width * 0.7, bottom + 14, style)
  }
}
