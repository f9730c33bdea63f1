import { join } from 'node:path'
import { consignmentOrRefuse } from '../bench.ts'
import { deskTime } from '../label/box-label-of.ts'
import { tablePaperPdf } from '../label/table-paper.ts'
import { orderCsv, orderPaper } from '../ordering/order-file.ts'
import { mustBeOrder } from '../ordering/order-rules.ts'
import { packSheet } from '../packing/pack-sheet.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import { keepFile, orderFolder } from './files.ts'
import { printSlip } from './print-slip.ts'
import type { Workplace } from './workplace.ts'

/** `order:file`: the order as a PDF or CSV file for its supplier; gives what the file is called. */
export async function orderFile(
  place: Workplace,
  taken: { consignmentId: string; as: 'pdf' | 'csv' },
): Promise<{ file: string }> {
  const { store } = place.bench
  const order = consignmentOrRefuse(store, taken.consignmentId)
  mustBeOrder(order)
  const file = `order-${fileCode(order)}.${taken.as}`
  const bytes =
    taken.as === 'csv'
      ? new TextEncoder().encode(orderCsv(store, order))
      : await tablePaperPdf(orderPaper(store, order, factsOf(place, order, order.outletId)))
  await keepFile(join(place.folder, orderFolder), file, bytes)
  return { file }
}

/** `pack:sheet`: the list to pack from, as a PDF file and, where slips are printed, on paper. */
export async function packSheetFile(
  place: Workplace,
  taken: { consignmentId: string },
): Promise<{ file: string; say: string | null }> {
  const consignment = consignmentOrRefuse(place.bench.store, taken.consignmentId)
  const facts = factsOf(place, consignment, consignment.sourceOutletId)
  const pdf = await tablePaperPdf(packSheet(place.bench.store, consignment, facts))
  const file = `sheet-${fileCode(consignment)}.pdf`
  await keepFile(join(place.folder, 'slip'), file, pdf)
  return { file, say: await printSlip(place, file, pdf, 'The packing sheet') }
}

function fileCode({ code }: ConsignmentRow): string {
  return code.replaceAll(/[^A-Za-z0-9-]/g, '_').slice(0, 80)
}

function factsOf({ bench, training }: Workplace, { dueAt }: ConsignmentRow, outletId: string | null) {
  const zone = outletId === null ? null : bench.store.catalogue.outlet(outletId)?.timeZone
  return {
    dueAt: dueAt === null ? null : deskTime(dueAt, zone),
    printedAt: deskTime(bench.store.now(), zone),
    isTraining: training !== null,
  }
}
