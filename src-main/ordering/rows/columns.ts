import { StationError } from '../../../src-shared/failure.ts'

/** Which columns hold what; `codes` in the order they stand. `firstRow`: where the goods begin, from 0. */
export type Columns = { codes: number[]; units: number; cost: number | null; firstRow: number }

const codeNames = [
  'code',
  'product code',
  'item code',
  'supplier code',
  'suppliers code',
  'barcode',
  'bar code',
  'ean',
  'upc',
  'gtin',
  'sku',
  'item',
  'article',
]
const unitNames = [
  'qty',
  'quantity',
  'units',
  'order qty',
  'qty ordered',
  'order quantity',
  'ordered',
  'count',
]
const costNames = [
  'cost',
  'unit cost',
  'cost price',
  'price',
  'unit price',
  'supply price',
  'cost ex gst',
  'unit cost ex gst',
  'price ex gst',
]

/**
 * The columns by their headings, in any order and among others; a list without headings is code, units and perhaps cost.
 * @throws StationError `no-code-column` or `no-units-column`
 */
export function columnsOf(rows: readonly (readonly string[])[]): Columns {
  const at = rows.findIndex((row) => row.some((cell) => cell !== ''))
  const heading = (rows[at] ?? []).map(plain)
  const all = (names: readonly string[]) =>
    heading.flatMap((name, column) => (names.includes(name) ? [column] : []))
  const codes = all(codeNames)
  const units = all(unitNames)[0]
  const cost = all(costNames)[0] ?? null
  if (codes.length === 0 && units === undefined)
    return { codes: [0], units: 1, cost: 2, firstRow: Math.max(at, 0) }
  if (codes.length === 0) {
    throw new StationError(
      'no-code-column',
      'No column of the list is headed as a code.',
      'Head one of them SKU, Barcode or Supplier code.',
    )
  }
  if (units === undefined) {
    throw new StationError(
      'no-units-column',
      'No column of the list is headed as a quantity.',
      'Head one of them Quantity.',
    )
  }
  return { codes, units, cost, firstRow: at + 1 }
}

function plain(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/['’.*:()]/g, '')
    .replaceAll(/[\s_-]+/g, ' ')
    .trim()
}
