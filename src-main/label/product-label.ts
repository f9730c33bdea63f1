import type { ProductCode } from './bars.ts'
import type { LabelDrawing } from './drawing.ts'
import { fitText, type Ink, type Measure, shorten } from './ink.ts'
import type { Millimetres } from './page.ts'
import { plainText } from './plain-text.ts'

/** What stands on one product of a delivery. Texts may come from anywhere: they are drawn, never obeyed. */
export type ProductLabel = {
  readonly name: string
  readonly sku: string
  /** What the bars say: the product's own bar code, or its SKU. Null: nothing that bars can say. */
  readonly code: ProductCode | null
  readonly priceCents: number | null
  readonly isTraining: boolean
}

/** The label of one product, for whatever roll is loaded; made for 2 × 1 in. */
export function productLabelDrawing(label: ProductLabel): LabelDrawing {
  return { title: `Product label ${label.sku}`, layOut: (page, measure) => layOut(label, page, measure) }
}

/** From above: name, SKU and price; from below: the code in figures, its bars over it, as high as there is room. */
function layOut(label: ProductLabel, page: Millimetres, measure: Measure): Ink[] {
  const unit = Math.min(2.4, Math.max(1, Math.min(page.height / 25.4, page.width / 50.8)))
  const margin = 1.8 * unit
  const width = page.width - 2 * margin
  const ink: Ink[] = []
  const smallCap = 1.7 * unit
  const name = fitText(
    plainText(label.name),
    { maxWidth: width, maxHeight: 6.2 * unit, maxLines: 2, capMin: 1.8 * unit, capMax: 2.6 * unit },
    measure,
  )
  let baseline = margin + name.cap * 1.2
  for (const text of name.lines) {
    ink.push({ is: 'text', x: margin, baseline, cap: name.cap, text })
    baseline += name.cap * 1.5
  }
  const price = label.priceCents === null ? '' : priceWords(label.priceCents)
  const priceWidth = price === '' ? 0 : measure(price) * name.cap + 2
  const sku = plainText(label.isTraining ? `TRAINING ${label.sku}` : label.sku)
  const second = baseline + (name.cap - smallCap) * 0.2
  ink.push({
    is: 'text',
    x: margin,
    baseline: second,
    cap: smallCap,
    text: shorten(sku, smallCap, width - priceWidth, measure),
  })
  if (price !== '') {
    const x = page.width - margin - measure(price) * name.cap
    ink.push({ is: 'text', x, baseline: second, cap: name.cap, text: price })
  }
  if (label.code !== null)
    drawCode(ink, label.code, { page, margin, top: second + unit, cap: smallCap, measure })
  return ink
}

function drawCode(
  ink: Ink[],
  code: ProductCode,
  at: { page: Millimetres; margin: number; top: number; cap: number; measure: Measure },
): void {
  const { page, margin, top, cap, measure } = at
  const baseline = page.height - margin
  const text = shorten(code.text, cap, page.width - 2 * margin, measure)
  ink.push({ is: 'text', x: (page.width - measure(text) * cap) / 2, baseline, cap, text })
  const height = baseline - cap - cap * 0.6 - top
  ink.push({ is: 'bars', centre: page.width / 2, y: top, height, maxWidth: page.width - 2, number: code })
}

/** Whole cents as a New Zealand price: `$12.50`. */
function priceWords(cents: number): string {
  return `${cents < 0 ? '-' : ''}$${(Math.abs(cents) / 100).toFixed(2)}`
}
