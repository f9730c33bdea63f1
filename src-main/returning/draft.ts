import { StationError } from '../../src-shared/failure.ts'
import type { ReturnReason } from '../../src-shared/model/return.ts'
import { mayEdit } from '../../src-shared/rule/edit-right.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import { beginConsignment, mustBeSupplier, outletOrRefuse } from '../consignment/begin.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { Store } from '../store/store.ts'

/** `return:create`: a draft from this station's outlet to a supplier. */
export function createReturn(
  bench: Bench,
  taken: { supplierId: string; note: string },
): { consignmentId: string } {
  const outletId = outletOrRefuse(bench)
  const { supplierId } = taken
  mustBeSupplier(bench, supplierId)
  // Lightspeed books a return at the outlet that sends it; here goods are packed and sent from their source.
  const beginning = {
    kind: 'RETURN',
    state: 'draft',
    sourceOutletId: outletId,
    outletId,
    supplierId,
  } as const
  return beginConsignment(bench, 'return:create', taken, beginning)
}

/** Why the list of this return cannot be changed, as a sentence; null when it can be. */
export function whyNotListable(consignment: ConsignmentRow): string | null {
  if (consignment.kind !== 'RETURN') return 'This is no supplier return.'
  if (mayEdit(consignment.state, 'planned')) return null
  return consignment.state === 'pending_approval'
    ? 'This return waits for approval: take it back to change its list.'
    : 'The list of this return can be changed no more.'
}

/** @throws StationError `not-a-return` or `list-closed` */
export function mustBeListable(consignment: ConsignmentRow): void {
  const why = whyNotListable(consignment)
  if (why === null) return
  const code = consignment.kind === 'RETURN' ? 'list-closed' : 'not-a-return'
  throw new StationError(code, why, 'Go back to Work and look at it again.')
}

/** `return:line`: sets how many of a product go back; 0 takes the line off. */
export function planReturnLine(
  bench: Bench,
  taken: { consignmentId: string; productId: string; planned: number },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'return:line', taken.consignmentId, taken, (consignment) => {
    mustBeListable(consignment)
    const line = store.lines.ofProduct(consignment.id, taken.productId)
    if (line === null) {
      if (taken.planned > 0) addLine(store, consignment.id, taken.productId, taken.planned)
    } else if (taken.planned === 0) store.lines.remove(line.id)
    else store.lines.plan(line.id, taken.planned)
    return {}
  })
}

/** A line of a return. Call inside a write. @throws StationError `no-such-product` */
export function addLine(store: Store, consignmentId: string, productId: string, planned: number): string {
  const product = store.products.get(productId)
  if (product === null) {
    throw new StationError('no-such-product', 'That product is not in the catalogue.', 'Search for it again.')
  }
  const id = store.newId()
  store.lines.add({
    id,
    consignmentId,
    productId,
    name: product.name,
    sku: product.sku,
    planned,
    costCents: product.costCents,
    origin: 'plan',
    touchedAt: store.now(),
  })
  return id
}

/** `return:reason`: why a product goes back. */
export function giveReason(
  bench: Bench,
  taken: { consignmentId: string; productId: string; reason: ReturnReason; text: string },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'return:reason', taken.consignmentId, taken, (consignment) => {
    mustBeListable(consignment)
    mustBeListed(store, consignment.id, taken.productId)
    store.returns.putReason({ ...taken, text: taken.text.trim() })
    return {}
  })
}

/** @throws StationError `no-such-line` */
export function mustBeListed(store: Store, consignmentId: string, productId: string): void {
  if (store.lines.ofProduct(consignmentId, productId) !== null) return
  throw new StationError('no-such-line', 'That product is not on this return.', 'Add it to the list first.')
}
