import type { PaperColumn, TablePaper } from '../label/table-paper.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { LineWithCounts } from '../store/line-rows.ts'
import type { Store } from '../store/store.ts'
import { csvText } from './csv-text.ts'
import { orderTotals } from './order-desk.ts'

const columns: readonly PaperColumn[] = [
  { title: 'Your code', share: 0.16, align: 'left' },
  { title: 'Product', share: 0.36, align: 'left' },
  { title: 'Our SKU', share: 0.16, align: 'left' },
  { title: 'Units', share: 0.08, align: 'right' },
  { title: 'Unit cost', share: 0.11, align: 'right' },
  { title: 'Total', share: 0.13, align: 'right' },
]

/** What the paper needs besides the order: times in the words of the desk. */
export type PaperFacts = { dueAt: string | null; printedAt: string; isTraining: boolean }

/** The order on paper for its supplier, in the supplier's own codes where they are known; costs ex GST. */
export function orderPaper(store: Store, order: ConsignmentRow, facts: PaperFacts): TablePaper {
  const lines = ordered(store, order)
  const totals = orderTotals(lines)
  const outlet = order.outletId === null ? null : store.catalogue.outlet(order.outletId)
  return {
    title: 'Purchase order',
    code: order.code,
    blocks: [
      { title: 'To', lines: [supplierName(store, order)] },
      { title: 'Deliver to', lines: [outlet?.name ?? '', ...(outlet?.address ?? [])] },
      { title: 'Wanted by', lines: [facts.dueAt ?? 'as soon as possible'] },
    ],
    note: order.note,
    columns,
    rows: lines.map((line) => [
      supplierCode(store, order, line),
      line.name,
      line.sku,
      String(line.planned),
      line.costCents === null ? '' : dollars(line.costCents),
      line.costCents === null ? '' : dollars(line.costCents * line.planned),
    ]),
    sums: [
      ['Units', String(totals.units)],
      ['Total ex GST', `$${dollars(totals.cents)}`],
      ...(totals.withoutCost === 0 ? [] : [['Lines without a cost', String(totals.withoutCost)] as const]),
    ],
    signatures: [],
    foot: `all costs in NZD, ex GST · printed ${facts.printedAt}`,
    isTraining: facts.isTraining,
  }
}

/** The order as a table for a spreadsheet; nothing in it is taken for a formula. */
export function orderCsv(store: Store, order: ConsignmentRow): string {
  const heading = ['Supplier code', 'SKU', 'Barcode', 'Product', 'Units', 'Unit cost ex GST', 'Total ex GST']
  const rows = ordered(store, order).map((line) => [
    supplierCode(store, order, line),
    line.sku,
    store.products.codesOf(line.productId)[0] ?? '',
    line.name,
    line.planned,
    line.costCents === null ? '' : Number(dollars(line.costCents)),
    line.costCents === null ? '' : Number(dollars(line.costCents * line.planned)),
  ])
  return csvText([heading, ...rows])
}

function ordered(store: Store, order: ConsignmentRow): LineWithCounts[] {
  return store.lines.of(order.id).filter((line) => line.planned > 0)
}

function supplierName(store: Store, { supplierId }: ConsignmentRow): string {
  return supplierId === null ? '' : (store.catalogue.supplier(supplierId)?.name ?? '')
}

function supplierCode(store: Store, { supplierId }: ConsignmentRow, line: LineWithCounts): string {
  return supplierId === null ? '' : (store.products.supplierCodeOf(line.productId, supplierId) ?? '')
}

function dollars(cents: number): string {
  return (cents / 100).toFixed(2)
}
