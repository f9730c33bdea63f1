import { StationError } from '../../../src-shared/failure.ts'
import { type ImportRow, mostCents, mostUnits } from '../../../src-shared/model/order.ts'
import { centsOf, wholeUnits } from '../../../src-shared/rule/quantity.ts'
import { resolveProduct } from '../../catalogue/resolve.ts'
import type { ConsignmentRow } from '../../store/consignment-rows.ts'
import type { Store } from '../../store/store.ts'
import { columnsOf } from './columns.ts'
import { readDelimited } from './delimited.ts'
import { readSheet } from './sheet.ts'

export type RowsFrom = { is: 'text'; text: string } | { is: 'sheet'; base64: string }

/**
 * `order:read-rows`: what a pasted or chosen list would order, row by row, and nothing is ordered yet. A row that cannot be
 * taken says why; rows without units are left out, as an order form lists more than is wanted.
 * @throws StationError about the list as a whole: too long, no spreadsheet, no such column, nothing in it
 */
export function readRows(
  store: Store,
  order: ConsignmentRow,
  from: RowsFrom,
): { rows: ImportRow[]; leftOut: number } {
  const cells = from.is === 'text' ? readDelimited(from.text) : readSheet(Buffer.from(from.base64, 'base64'))
  const columns = columnsOf(cells)
  let leftOut = 0
  const rows: ImportRow[] = []
  cells.forEach((row, at) => {
    if (at < columns.firstRow || row.every((cell) => cell === '')) return
    const units = row[columns.units] ?? ''
    if (units === '' || Number(units) === 0) {
      leftOut += 1
      return
    }
    const codes = columns.codes.flatMap((column) => row[column] || [])
    const cost = columns.cost === null ? '' : (row[columns.cost] ?? '')
    rows.push(readRow(store, order.supplierId, { row: at + 1, codes, units, cost }))
  })
  if (rows.length === 0) {
    throw new StationError(
      'empty-list',
      leftOut > 0 ? 'No row of the list has units.' : 'The list is empty.',
      'It needs a row for each product: a code, and how many.',
    )
  }
  return { rows, leftOut }
}

type Written = { row: number; codes: string[]; units: string; cost: string }

function readRow(store: Store, supplierId: string | null, written: Written): ImportRow {
  const { row, codes } = written
  const bad = (why: string): ImportRow => ({ is: 'bad', row, code: codes[0] ?? '', why })
  if (codes.length === 0) return bad('It has no code.')
  const units = wholeUnits(withoutThousands(written.units))
  if (units.is !== 'whole' || units.units < 1 || units.units > mostUnits) {
    return bad(`“${written.units}” is no whole number of units from 1 to ${mostUnits}.`)
  }
  const costCents = readCost(written.cost)
  if (costCents === 'unclear') return bad(`“${written.cost}” is no cost in dollars.`)
  const found = codes.map((code) => ({ code, ...resolveProduct(store, code, null, supplierId) }))
  const one = found.find(({ is }) => is === 'product') ?? found.find(({ is }) => is === 'several')
  if (one?.is === 'product') {
    const { id, name, sku } = one.product
    return { is: 'good', row, code: one.code, productId: id, name, sku, units: units.units, costCents }
  }
  if (one?.is === 'several') {
    const names = one.products.slice(0, 3).map(({ name }) => name)
    return bad(`Several products have the code ${one.code}: ${names.join(', ')}. Write the SKU instead.`)
  }
  return bad(codes.length === 1 ? `Nothing has the code ${codes[0]}.` : `Nothing has any of its codes.`)
}

/** Dollars as `4.2`, `$1,250.00` or `4,20`, in cents, halves rounded up; null where nothing is written. */
function readCost(written: string): number | null | 'unclear' {
  const text = withoutThousands(written.replace(/^\$/, ''))
  if (text === '') return null
  const plain = text.replace(',', '.')
  if (!/^\d{1,9}(\.\d{1,8})?$/.test(plain)) return 'unclear'
  const cents = centsOf(plain)
  return cents === null || cents > mostCents ? 'unclear' : cents
}

/** `1,250` and `1 250` as `1250`. A comma that parts anything else stays: `1,5` is not 15. */
function withoutThousands(written: string): string {
  const text = written.replaceAll(/\s/g, '')
  return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text
}
