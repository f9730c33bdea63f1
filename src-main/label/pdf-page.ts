import PDFDocument from 'pdfkit'
import { barsOf, moduleCount, quietModules, targetModuleMm } from './bars.ts'
import type { Ink } from './ink.ts'
import { drawable, emForCap, fontPath } from './label-font.ts'
import { type LabelSize, pageOf, points } from './page.ts'
import { pdfBytes } from './pdf-bytes.ts'

/** Paints ink as one PDF page. */
export function pdfOf(ink: readonly Ink[], size: LabelSize, title: string): Promise<Uint8Array> {
  const page = pageOf(size)
  const doc = new PDFDocument({
    size: [points(page.width), points(page.height)],
    margin: 0,
    font: fontPath('Bold'),
    info: { Title: title },
  })
  for (const piece of ink) paint(doc, piece)
  return pdfBytes(doc)
}

function paint(doc: PDFKit.PDFDocument, piece: Ink): void {
  switch (piece.is) {
    case 'text': {
      doc.fillColor(piece.isWhite === true ? 'white' : 'black').fontSize(points(emForCap(piece.cap, 'Bold')))
      const text = drawable(piece.text, 'Bold')
      doc.text(text, points(piece.x), points(piece.baseline), { baseline: 'alphabetic', lineBreak: false })
      return
    }
    case 'block':
      doc.rect(points(piece.x), points(piece.y), points(piece.width), points(piece.height)).fill('black')
      return
    case 'frame': {
      const inset = piece.thickness / 2
      const [width, height] = [piece.width - piece.thickness, piece.height - piece.thickness]
      doc.lineWidth(points(piece.thickness))
      doc
        .rect(points(piece.x + inset), points(piece.y + inset), points(width), points(height))
        .stroke('black')
      return
    }
    case 'bars':
      paintBars(doc, piece)
  }
}

function paintBars(doc: PDFKit.PDFDocument, piece: Extract<Ink, { is: 'bars' }>): void {
  const bars = barsOf(piece.number)
  const modules = moduleCount(bars)
  const module = Math.min(targetModuleMm, piece.maxWidth / (modules + 2 * quietModules))
  let x = piece.centre - (modules * module) / 2
  bars.forEach((width, index) => {
    if (index % 2 === 0) doc.rect(points(x), points(piece.y), points(width * module), points(piece.height))
    x += width * module
  })
  doc.fill('black')
}
