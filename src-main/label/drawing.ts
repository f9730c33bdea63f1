import type { LabelSize, PrinterPaper } from '../../src-shared/model/printer.ts'
import { turned } from './bitmap.ts'
import type { Ink, Measure } from './ink.ts'
import { inkBitmap } from './ink-bitmap.ts'
import { labelFontWidth } from './label-font.ts'
import { type Millimetres, pageOf } from './page.ts'
import { pdfOf } from './pdf-page.ts'
import { pictureJob } from './picture-job.ts'
import { bitmapPng } from './png.ts'
import type { LabelPreview } from './preview.ts'
import { zplOf, zplWidth } from './zpl.ts'

/**
 * Any label, as it is laid out on a page of some size. What a printer gets, what a PDF shows and what the screen shows
 * are all painted from here, so that they cannot say different things.
 */
export type LabelDrawing = {
  readonly title: string
  layOut(page: Millimetres, measure: Measure): Ink[]
}

const inOurFont: Measure = (text) => labelFontWidth(text, 'Bold')

/** A ZPL printer writes and draws bars itself; a turned label, and any other language, is one picture. */
const isNativeZpl = ({ language, turn }: PrinterPaper) => language === 'zpl' && turn === 0

/** One label as the bytes its printer takes. Throws like the layout does when the label is too small. */
export function labelJob(drawing: LabelDrawing, paper: PrinterPaper): Uint8Array {
  if (!isNativeZpl(paper)) return pictureJob(turned(picture(drawing, paper), paper.turn), paper)
  return Buffer.from(zplOf(drawing.layOut(pageOf(paper.size), zplWidth), paper), 'utf8')
}

/** The same as a PDF page of the label's size. */
export function labelPdf(drawing: LabelDrawing, size: LabelSize): Promise<Uint8Array> {
  return pdfOf(drawing.layOut(pageOf(size), inOurFont), size, drawing.title)
}

/** The label as PNG, one pixel a dot, upright, as this printer prints it. */
export async function labelPng(
  drawing: LabelDrawing,
  paper: PrinterPaper,
  preview: LabelPreview,
): Promise<Uint8Array> {
  if (!isNativeZpl(paper)) return bitmapPng(picture(drawing, paper))
  return preview.renderZpl(zplOf(drawing.layOut(pageOf(paper.size), zplWidth), paper), paper)
}

function picture(drawing: LabelDrawing, paper: PrinterPaper) {
  return inkBitmap(drawing.layOut(pageOf(paper.size), inOurFont), paper)
}
