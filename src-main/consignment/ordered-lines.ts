import type { Intention } from '../outbox/intention.ts'
import type { Store } from '../store/store.ts'

/** What was ordered of each product and at what cost, as Lightspeed is told it; what came unasked is not in it. */
export function orderedLines(store: Store, consignmentId: string): NonNullable<Intention['packed']> {
  return store.lines
    .of(consignmentId)
    .filter((line) => line.planned > 0)
    .map((line) => ({ productId: line.productId, units: line.planned, costCents: line.costCents }))
}
