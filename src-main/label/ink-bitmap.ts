import { barsOf, moduleCount } from './bars.ts'
import { type Bitmap, blankBitmap, fillRect, setDot } from './bitmap.ts'
import { textBitmap } from './glyph-bitmap.ts'
import type { Ink } from './ink.ts'
import { moduleDots } from './module-dots.ts'
import { type Dpi, dots, type LabelSize, pageOf } from './page.ts'

/** Paints ink as dots, for printers that take pictures and for the preview of what they print. */
export function inkBitmap(ink: readonly Ink[], { dpi, size }: { dpi: Dpi; size: LabelSize }): Bitmap {
  const page = pageOf(size)
  const picture = blankBitmap(dots(page.width, dpi), dots(page.height, dpi))
  for (const piece of ink) paint(picture, piece, dpi)
  return picture
}

function paint(picture: Bitmap, piece: Ink, dpi: Dpi): void {
  const dot = (mm: number) => dots(mm, dpi)
  switch (piece.is) {
    case 'text':
      paintText(picture, piece, dpi)
      return
    case 'block':
      fillRect(picture, dot(piece.x), dot(piece.y), dot(piece.width), Math.max(1, dot(piece.height)))
      return
    case 'frame': {
      const [x, y, width, height] = [dot(piece.x), dot(piece.y), dot(piece.width), dot(piece.height)]
      const edge = Math.max(1, dot(piece.thickness))
      fillRect(picture, x, y, width, edge)
      fillRect(picture, x, y + height - edge, width, edge)
      fillRect(picture, x, y, edge, height)
      fillRect(picture, x + width - edge, y, edge, height)
      return
    }
    case 'bars':
      paintBars(picture, piece, dpi)
  }
}

function paintText(picture: Bitmap, piece: Extract<Ink, { is: 'text' }>, dpi: Dpi): void {
  const glyphs = textBitmap(piece.text, dots(piece.cap, dpi))
  const left = dots(piece.x, dpi)
  const top = dots(piece.baseline, dpi) - glyphs.baseline
  glyphs.rows.forEach((row, y) => {
    row.forEach((byte, at) => {
      if (byte === 0) return
      for (let bit = 0; bit < 8; bit += 1) {
        if (byte & (0x80 >> bit)) setDot(picture, left + at * 8 + bit, top + y, piece.isWhite !== true)
      }
    })
  })
}

function paintBars(picture: Bitmap, piece: Extract<Ink, { is: 'bars' }>, dpi: Dpi): void {
  const bars = barsOf(piece.number)
  const modules = moduleCount(bars)
  const module = moduleDots(modules, piece.maxWidth, dpi)
  let x = dots(piece.centre, dpi) - Math.round((modules * module) / 2)
  bars.forEach((width, index) => {
    if (index % 2 === 0) fillRect(picture, x, dots(piece.y, dpi), width * module, dots(piece.height, dpi))
    x += width * module
  })
}
