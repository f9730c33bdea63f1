import { nextCode } from '../consignment/code.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import { type Command, type Store, systemActor } from '../store/store.ts'

/**
 * What is not in the boxes that leave now becomes a shipment of its own, to be packed later: at Lightspeed a transfer
 * leaves once, so each shipment is one there. It was approved with the whole, hence the station itself releases it. What
 * an earlier shipment of the rest took over already is not planned again. Gives its id, or null when nothing is left.
 * Call inside a write.
 */
export function makeNextShipment(store: Store, before: ConsignmentRow, command: Command): string | null {
  const rest = restLines(store, before.id)
  if (rest.length === 0) return null
  const id = store.newId()
  const { sourceOutletId, outletId, note, dueAt } = before
  store.states.add({
    id,
    station: store.station.id,
    code: nextCode(store),
    kind: before.kind,
    state: 'draft',
    reference: `PK-${id}`,
    remoteId: null,
    origin: 'here',
    sourceOutletId,
    outletId,
    supplierId: null,
    note,
    dueAt,
    createdAt: store.now(),
    createdBy: command.actor.id,
    readOnlyBecause: null,
    restOf: before.id,
  })
  for (const { productId, name, sku, costCents, left } of rest) {
    store.lines.add({
      id: store.newId(),
      consignmentId: id,
      ...{ productId, name, sku, costCents },
      planned: left,
      origin: 'plan',
      touchedAt: null,
    })
  }
  store.states.move(id, {
    to: 'approved',
    trigger: 'transfer:next-shipment',
    actor: systemActor,
    station: store.station.id,
    traceId: command.traceId,
  })
  return id
}

/** Planned units that are neither packed here nor planned in a shipment of the rest. */
function restLines(store: Store, id: string) {
  const taken = new Map<string, number>()
  for (const later of store.consignments.restsOf(id)) {
    if (later.state === 'cancelled') continue
    for (const { productId, planned } of store.lines.of(later.id)) {
      taken.set(productId, (taken.get(productId) ?? 0) + planned)
    }
  }
  return store.lines
    .of(id)
    .map((line) => ({ ...line, left: line.planned - line.packed - (taken.get(line.productId) ?? 0) }))
    .filter(({ left }) => left > 0)
}
