import type { ConsignmentRow } from '../../store/consignment-rows.ts'
import type { Store } from '../../store/store.ts'
import type { HereSide } from './compare-consignment.ts'

/** Our side of a comparison, as the store has it now. `standsIn` is the outlet this station stands in. */
export function hereSideOf(store: Store, consignment: ConsignmentRow, standsIn: string | null): HereSide {
  const { id } = consignment
  return {
    kind: consignment.kind,
    state: consignment.state,
    reference: consignment.reference,
    origin: consignment.origin,
    sourceOutletId: consignment.sourceOutletId,
    outletId: consignment.outletId,
    isTold: store.outbox.anyEver(id),
    isPackedHere: store.parcels.of(id).length > 0,
    isReceivedHere: standsIn !== null && consignment.outletId === standsIn,
    lines: store.lines.of(id).map((line) => ({
      productId: line.productId,
      planned: line.planned,
      packed: line.packed,
      toStock: line.received - line.damaged,
    })),
    agreed: new Map([...store.agreed.of(id)].map(([productId, { received }]) => [productId, received])),
    openEffects: store.stock.openEffectsOf(id),
  }
}
