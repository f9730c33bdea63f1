import { barsOf, moduleCount } from './bars.ts'
import { textBitmap } from './glyph-bitmap.ts'
import type { Ink } from './ink.ts'
import { labelFontWidth } from './label-font.ts'
import { moduleDots } from './module-dots.ts'
import { type Dpi, dots, type LabelSize, pageOf } from './page.ts'
import type { LabelNumber } from './sscc.ts'
import { capPart, isInZebraFont, zebraFontWidth } from './zebra-font.ts'
import { fieldData, graphicData } from './zpl-encode.ts'

/** A printer's label stock and resolution. */
export type LabelStock = { readonly dpi: Dpi; readonly size: LabelSize }

/** The widest module `^BY` takes, in dots. */
const widestModule = 10

/** Width of a text on a ZPL label, in capitals' heights: font 0 where it holds every character, else our own font. */
export function zplWidth(text: string): number {
  return isInZebraFont(text) ? zebraFontWidth(text) : labelFontWidth(text, 'Bold')
}

/** Paints ink as one ZPL job: UTF-8, the label's width and length, one copy. */
export function zplOf(ink: readonly Ink[], { dpi, size }: LabelStock): string {
  const page = pageOf(size)
  const head = `^XA^CI28^PW${dots(page.width, dpi)}^LL${dots(page.height, dpi)}^LH0,0^PQ1`
  return `${[head, ...ink.map((piece) => paint(piece, dpi))].join('\n')}\n^XZ\n`
}

function paint(piece: Ink, dpi: Dpi): string {
  const dot = (mm: number) => dots(mm, dpi)
  switch (piece.is) {
    case 'text':
      return paintText(piece, dpi)
    case 'block': {
      const [width, height] = [dot(piece.width), dot(piece.height)]
      return box(dot(piece.x), dot(piece.y), width, height, Math.min(width, height))
    }
    case 'frame':
      return box(dot(piece.x), dot(piece.y), dot(piece.width), dot(piece.height), dot(piece.thickness))
    case 'bars':
      return paintBars(piece, dpi)
  }
}

function box(x: number, y: number, width: number, height: number, thickness: number): string {
  return `^FO${x},${y}^GB${width},${height},${thickness}^FS`
}

function paintText(piece: Extract<Ink, { is: 'text' }>, dpi: Dpi): string {
  const x = dots(piece.x, dpi)
  const baseline = dots(piece.baseline, dpi)
  if (isInZebraFont(piece.text)) {
    const height = dots(piece.cap / capPart, dpi)
    const reverse = piece.isWhite === true ? '^FR' : ''
    return `^FT${x},${baseline}${reverse}^A0N,${height},${height}^FH^FD${fieldData(piece.text)}^FS`
  }
  const picture = textBitmap(piece.text, dots(piece.cap, dpi))
  const bytes = picture.bytesPerRow * picture.height
  const y = Math.max(0, baseline - picture.baseline)
  return `^FO${x},${y}^GFA,${bytes},${bytes},${picture.bytesPerRow},${graphicData(picture)}^FS`
}

/**
 * The printer draws the bars of a box itself where it can. At 600 dpi GS1's module is wider than `^BY` goes: there, and
 * for the many kinds of bars on products, they are boxes.
 */
function paintBars(piece: Extract<Ink, { is: 'bars' }>, dpi: Dpi): string {
  const bars = barsOf(piece.number)
  const { number } = piece
  const modules = number.is === 'product' ? moduleCount(bars) : printerModules(number)
  const module = moduleDots(modules, piece.maxWidth, dpi)
  const leftOf = (count: number) => dots(piece.centre, dpi) - Math.round((count * module) / 2)
  const y = dots(piece.y, dpi)
  const height = dots(piece.height, dpi)
  if (module > widestModule || number.is === 'product')
    return barBoxes(bars, module, leftOf(moduleCount(bars)), y, height)
  const data = number.is === 'sscc' ? `>;>800${number.sscc18}` : `>:${number.text}`
  return `^BY${module}^FO${leftOf(modules)},${y}^BCN,${height},N,N,N^FH^FD${fieldData(data)}^FS`
}

/** Modules as `^BC` draws it from what we send: 20 digits in pairs after FNC1, or one character a symbol. */
function printerModules(number: LabelNumber): number {
  const symbols = number.is === 'sscc' ? 11 : number.text.length
  return (1 + symbols + 1) * 11 + 13
}

function barBoxes(bars: readonly number[], module: number, left: number, y: number, height: number): string {
  let x = left
  return bars
    .map((modules, index) => {
      const width = modules * module
      const at = x
      x += width
      return index % 2 === 0 ? box(at, y, width, height, width) : ''
    })
    .join('')
}
