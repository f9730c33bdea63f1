import type { CatalogueProduct, SandboxCatalogue } from '../../src-main/training/store/catalogue.ts'
import { DemoError } from './demo-error.ts'

/** A product of the transfer: which of its codes is scanned, and how many go into each of the three boxes. */
export type Good = {
  productId: string
  sku: string
  name: string
  code: string
  boxes: Box3
  planned: number
}
type Box3 = readonly [number, number, number]

/** Codes of every kind that stands on goods: EAN-13, EAN-8, UPC-A and the ITF-14 of a case. */
const packed: { name: string; on: 'EAN-13' | 'EAN-8' | 'UPC' | 'ITF'; boxes: Box3 }[] = [
  { name: 'Pod Kit Black', on: 'EAN-13', boxes: [6, 0, 0] },
  { name: 'Pod Kit Blue', on: 'EAN-13', boxes: [4, 0, 0] },
  { name: 'Coil 0.4 (5)', on: 'EAN-8', boxes: [5, 0, 0] },
  { name: 'Box Kit 80 W Black', on: 'EAN-13', boxes: [2, 2, 0] },
  { name: 'USB-C Cable 1 m', on: 'UPC', boxes: [0, 6, 0] },
  { name: 'Charger 2 Bay', on: 'UPC', boxes: [0, 3, 0] },
  { name: 'Mug Kea', on: 'EAN-13', boxes: [0, 4, 0] },
  { name: 'Cotton Strip', on: 'EAN-13', boxes: [0, 3, 0] },
  { name: 'Candle Small', on: 'EAN-13', boxes: [0, 0, 4] },
  { name: 'T-Shirt M', on: 'EAN-13', boxes: [0, 0, 6] },
  { name: 'Case of 12 Spring Water 600 ml', on: 'ITF', boxes: [0, 0, 1] },
]

/** One of these does not arrive; one of those arrives broken. */
export const shortName = 'Mug Kea'
export const damagedName = 'Candle Small'

/** A code nobody knows, and one of the goods with a wrong last digit. Both must be refused. */
export function strangeCodes(goods: readonly Good[]): string[] {
  const right = goods[0]?.code ?? ''
  return ['NOT-IN-ANY-CATALOGUE', `${right.slice(0, -1)}${(Number(right.slice(-1)) + 1) % 10}`]
}

/** The goods of the demo as the training catalogue has them. */
export function goodsOf(catalogue: SandboxCatalogue): Good[] {
  return packed.map(({ name, on, boxes }) => {
    const product = catalogue.products.find((one) => one.name === name)
    const code = product === undefined ? undefined : codeOn(product, on)
    if (product === undefined || code === undefined) throw new DemoError(`The training store has no ${name}.`)
    const planned = boxes.reduce((sum, units) => sum + units, 0)
    return { productId: product.id, sku: product.sku, name, code, boxes, planned }
  })
}

function codeOn(product: CatalogueProduct, on: 'EAN-13' | 'EAN-8' | 'UPC' | 'ITF'): string | undefined {
  const [type, digits] = on === 'EAN-13' ? ['EAN', 13] : on === 'EAN-8' ? ['EAN', 8] : [on, null]
  return product.codes.find((one) => one.type === type && (digits === null || one.code.length === digits))
    ?.code
}
