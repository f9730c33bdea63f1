import type { ReturnDesk, ReturnLine } from '../../src-shared/model/return.ts'
import { headOf } from '../consignment/head.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import { toScanRecord } from '../store/scan-rows.ts'
import type { Store } from '../store/store.ts'
import { lacksOfReturn } from './lacks.ts'
import { canUndoOnList } from './list-scan.ts'

const scansShown = 6

/** Everything the screen of a supplier return draws, read at one moment. */
export function returnDesk(store: Store, consignment: ConsignmentRow): ReturnDesk {
  return store.read(() => {
    const lines = returnLines(store, consignment)
    // What was packed is what the supplier gets, and gives something back for.
    const isPacked = ['packed', 'sent', 'completed'].includes(consignment.state)
    const unitsOf = (line: ReturnLine) => (isPacked ? line.packed : line.planned)
    const refund = store.returns.refundOf(consignment.id)
    return {
      head: headOf(store, consignment),
      revision: consignment.revision,
      lines,
      totals: {
        units: lines.reduce((sum, line) => sum + unitsOf(line), 0),
        valueCents: lines.reduce((sum, line) => sum + unitsOf(line) * (line.costCents ?? 0), 0),
        linesWithoutCost: lines.filter((line) => line.costCents === null).length,
      },
      missing: lacksOfReturn(store, consignment.id),
      nextTimes: consignment.nextTimes,
      lastScans: store.scans.newestOf(consignment.id, scansShown).map(toScanRecord),
      canUndo: canUndoOnList(store, consignment),
      refund:
        refund === null
          ? null
          : {
              refund: refund.cents === null ? { is: 'none' } : { is: 'amount', cents: refund.cents },
              note: refund.note,
              at: refund.at,
            },
    }
  })
}

function returnLines(store: Store, consignment: ConsignmentRow): ReturnLine[] {
  const reasons = new Map(store.returns.reasonsOf(consignment.id).map((row) => [row.productId, row]))
  const photos = Map.groupBy(store.returns.photosOf(consignment.id), (photo) => photo.productId)
  const outletId = consignment.sourceOutletId ?? consignment.outletId
  return store.lines.of(consignment.id).map((line) => {
    const product = store.products.get(line.productId)
    const reason = reasons.get(line.productId)
    return {
      id: line.id,
      productId: line.productId,
      name: line.name,
      sku: line.sku,
      planned: line.planned,
      packed: line.packed,
      costCents: line.costCents,
      stock: outletId === null ? null : store.stock.projected(line.productId, outletId),
      hasPicture: product !== null && product.pictureUrl !== null,
      isOtherSupplier: product?.supplierId != null && product.supplierId !== consignment.supplierId,
      reason: reason?.reason ?? null,
      text: reason?.text ?? '',
      photos: (photos.get(line.productId) ?? []).map(({ id, at, sizeBytes, fileGoneAt }) => ({
        ...{ id, at, sizeBytes },
        isKept: fileGoneAt === null,
      })),
    }
  })
}
