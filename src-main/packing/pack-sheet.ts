import type { TablePaper } from '../label/table-paper.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { Store } from '../store/store.ts'

/**
 * The list to pack from on paper, made before anything is packed: what is planned and how many are here, with room to
 * write what was packed and into which box. What is written on it is entered afterwards.
 */
export function packSheet(
  store: Store,
  consignment: ConsignmentRow,
  facts: { dueAt: string | null; printedAt: string; isTraining: boolean },
): TablePaper {
  const { sourceOutletId, outletId } = consignment
  const lines = store.lines.of(consignment.id).filter((line) => line.planned > 0)
  const place = (id: string | null) => (id === null ? null : store.catalogue.outlet(id))
  const to = place(outletId)
  return {
    title: 'Packing sheet',
    code: consignment.code,
    blocks: [
      { title: 'From', lines: [place(sourceOutletId)?.name ?? ''] },
      { title: 'To', lines: [to?.name ?? '', ...(to?.address ?? [])] },
      { title: 'Due', lines: [facts.dueAt ?? 'not said'] },
    ],
    note: consignment.note,
    columns: [
      { title: 'Product', share: 0.43, align: 'left' },
      { title: 'SKU', share: 0.19, align: 'left' },
      { title: 'Here', share: 0.08, align: 'right' },
      { title: 'Planned', share: 0.09, align: 'right' },
      { title: 'Packed', share: 0.11, align: 'left', isWriteIn: true },
      { title: 'Box', share: 0.1, align: 'left', isWriteIn: true },
    ],
    rows: lines.map((line) => {
      const here = sourceOutletId === null ? null : store.stock.projected(line.productId, sourceOutletId)
      return [line.name, line.sku, here === null ? '' : String(here), String(line.planned), '', '']
    }),
    sums: [
      ['Lines', String(lines.length)],
      ['Units planned', String(lines.reduce((sum, line) => sum + line.planned, 0))],
    ],
    signatures: ['Packed by', 'Entered by'],
    foot: `to pack from, not a packing slip · printed ${facts.printedAt}`,
    isTraining: facts.isTraining,
  }
}
