import type { LabelDrawing } from './drawing.ts'
import { fitText, type Ink, type Measure, shorten } from './ink.ts'
import type { Millimetres } from './page.ts'
import { plainText } from './plain-text.ts'

/** What the test label says: the printer's name and the time, in the words of the desk. */
export type TestLabel = { readonly printer: string; readonly at: string }

/** The code in the bars of every test label: scanned back, it proves printer and scanner at once. */
const testLabelCode = { is: 'internal', text: 'TEST-LABEL-0001' } as const
/** Short enough for a roll of product labels. */
const smallTestCode = { is: 'internal', text: 'TEST-1' } as const

/**
 * A label to try a printer with: a frame along the edges shows whether size and position are right, a bar code
 * whether it reads, macron vowels and an accent whether pictures and fonts arrive.
 */
export function testLabelDrawing(label: TestLabel): LabelDrawing {
  return { title: 'Test label', layOut: (page, measure) => layOutTestLabel(label, page, measure) }
}

function layOutTestLabel(label: TestLabel, page: Millimetres, measure: Measure): Ink[] {
  const isSmall = page.height < 40
  const margin = isSmall ? 1 : 2
  const inset = margin + (isSmall ? 1.5 : 4)
  const width = page.width - 2 * inset
  const area = {
    maxWidth: width,
    maxHeight: 20,
    maxLines: 1,
    capMin: isSmall ? 2 : 4,
    capMax: isSmall ? 2.4 : 12,
  }
  const heading = fitText('Printer works', area, measure)
  const letters = 'Whangārei · Ōtāhuhu · café · 0123456789'
  const facts = [plainText(label.printer), plainText(label.at)]
  const rows = isSmall ? [[...facts, 'ā ō é'].join(' · ')] : [...facts, letters]
  const rowCap = isSmall ? 1.6 : 3
  const top = inset + (isSmall ? 0.5 : 2) + heading.cap
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
    ink.push({
      is: 'text',
      x: inset,
      baseline: top + (isSmall ? 0 : 3) + (index + 1) * rowCap * 1.8,
      cap: rowCap,
      text,
    })
  })
  const code = isSmall ? smallTestCode : testLabelCode
  const codeX = (page.width - measure(code.text) * rowCap) / 2
  const codeBaseline = page.height - inset
  const height = isSmall ? 9 : 18
  const bars = { y: codeBaseline - rowCap - (isSmall ? 1 : 2) - height, height }
  ink.push({ is: 'bars', centre: page.width / 2, maxWidth: width, number: code, ...bars })
  ink.push({ is: 'text', x: codeX, baseline: codeBaseline, cap: rowCap, text: code.text })
  return ink
}
