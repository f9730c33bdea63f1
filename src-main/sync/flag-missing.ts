import { wholeUnits } from '../../src-shared/rule/quantity.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { RemoteConsignmentRow } from '../store/remote-rows.ts'
import type { Store } from '../store/store.ts'

/**
 * A transfer that another station received: what left here and is not among what Lightspeed says arrived is flagged for a
 * recount at the outlet it left. What arrived damaged is told to nobody as received, so it is among these too. A product
 * whose received units Lightspeed does not show whole says nothing. Call inside a write.
 */
export function flagMissing(store: Store, local: ConsignmentRow, shadow: RemoteConsignmentRow): void {
  if (local.kind !== 'OUTLET' || local.sourceOutletId === null) return
  const rows = Map.groupBy(store.remote.linesOf(shadow.remoteId), (line) => line.productId)
  const isPackedHere = store.parcels.of(local.id).length > 0
  for (const line of store.lines.of(local.id)) {
    const units = rows.get(line.productId)?.map(({ received }) => wholeUnits(received)) ?? []
    if (units.length === 0 || units.some(({ is }) => is !== 'whole')) continue
    const received = units.reduce((sum, one) => sum + (one.is === 'whole' ? one.units : 0), 0)
    const left = isPackedHere ? line.packed : line.planned
    if (received >= left) continue
    store.receipts.addDiscrepancy({
      id: store.newId(),
      consignmentId: local.id,
      lineId: line.id,
      kind: 'missing',
      units: left - received,
      recountOutletId: local.sourceOutletId,
      reason: null,
      at: store.now(),
    })
  }
}
