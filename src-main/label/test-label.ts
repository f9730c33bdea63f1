import { pdfOf } from './box-label-pdf.ts'
import { fitText, type Ink, type Measure, shorten } from './ink.ts'
import { labelFontWidth } from './label-font.ts'
import { type LabelSize, type Millimetres, pageOf } from './page.ts'
import { plainText } from './plain-text.ts'
import { type LabelStock, zplOf, zplWidth } from './zpl.ts'

/** What the test label says: the printer's name and the time, in the words of the desk. */
export type TestLabel = { readonly printer: string; readonly at: string }

/** The code in the bars of every test label: scanned back, it proves printer and scanner at once. */
const testLabelCode = { is: 'internal', text: 'TEST-LABEL-0001' } as const

/**
 * A label to try a printer with: a frame along the edges shows whether size and position are right, a bar code
 * whether it reads, macron vowels and an accent whether pictures and fonts arrive.
 */
export function testLabelZpl(label: TestLabel, stock: LabelStock): string {
  return zplOf(layOutTestLabel(label, pageOf(stock.size), zplWidth), stock)
}

/** The same as a PDF page, for printers without ZPL and for a folder. */
export function testLabelPdf(label: TestLabel, size: LabelSize): Promise<Uint8Array> {
  const ink = layOutTestLabel(label, pageOf(size), (text) => labelFontWidth(text, 'Bold'))
  return pdfOf(ink, size, 'Test label')
}

function layOutTestLabel(label: TestLabel, page: Millimetres, measure: Measure): Ink[] {
  const margin = 2
  const inset = margin + 4
  const width = page.width - 2 * inset
  const area = { maxWidth: width, maxHeight: 20, maxLines: 1, capMin: 4, capMax: 12 }
  const heading = fitText('Printer works', area, measure)
  const rows = [plainText(label.printer), plainText(label.at), 'Whangārei · Ōtāhuhu · café · 0123456789']
  const rowCap = 3
  const top = inset + 2 + heading.cap
  const ink: Ink[] = [
    {
      is: 'frame',
      x: margin,
      y: margin,
      width: page.width - 2 * margin,
      height: page.height - 2 * margin,
      thickness: 0.5,
    },
    { is: 'text', x: inset, baseline: top, cap: heading.cap, text: heading.lines[0] ?? '' },
  ]
  rows.forEach((row, index) => {
    const text = shorten(row, rowCap, width, measure)
    ink.push({ is: 'text', x: inset, baseline: top + 3 + (index + 1) * rowCap * 1.8, cap: rowCap, text })
  })
  const codeX = (page.width - measure(testLabelCode.text) * rowCap) / 2
  const codeBaseline = page.height - inset
  const bars = { y: codeBaseline - rowCap - 2 - 18, height: 18 }
  ink.push({ is: 'bars', centre: page.width / 2, maxWidth: width, number: testLabelCode, ...bars })
  ink.push({ is: 'text', x: codeX, baseline: codeBaseline, cap: rowCap, text: testLabelCode.text })
  return ink
}
