import type { ConsignmentHead, Place, Shipment } from '../../src-shared/model/consignment.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { OutboxRow } from '../store/outbox-rows.ts'
import type { Store } from '../store/store.ts'
import { readOnlyOf } from './read-only.ts'

/** A consignment's card: places by name, sums of its facts, and what Lightspeed still has to be told. */
export function headOf(store: Store, row: ConsignmentRow): ConsignmentHead {
  const waiting = store.outbox.inLane(row.id)
  const readOnly = readOnlyOf(store, row)
  return {
    id: row.id,
    code: row.code,
    kind: row.kind,
    state: row.state,
    reference: row.reference,
    remoteId: row.remoteId,
    remoteStatus: row.remoteId === null ? null : (store.remote.get(row.remoteId)?.status ?? null),
    from: outletPlace(store, row.sourceOutletId),
    to: outletPlace(store, row.outletId),
    supplier: row.supplierId === null ? null : store.catalogue.supplier(row.supplierId),
    note: row.note,
    dueAt: row.dueAt,
    createdAt: row.createdAt,
    createdBy: row.createdBy,
    updatedAt: row.updatedAt,
    ...store.consignments.sums(row.id),
    shipment: shipmentOf(store, row),
    waiting: waitingOf(waiting),
    conflict: conflictOf(store, row.id),
    readOnlyBecause: readOnly === null ? null : `${readOnly.say} ${readOnly.next}`,
  }
}

function shipmentOf(store: Store, { id, restOf }: ConsignmentRow): Shipment | null {
  if (restOf === null && store.consignments.restsOf(id).length === 0) return null
  const all = store.consignments.shipmentsOf(id).map((one, at) => ({ ...one, number: at + 1 }))
  const own = all.find((one) => one.id === id)
  if (own === undefined) return null
  return { number: own.number, others: all.filter((one) => one !== own), laterUnits: laterUnits(store, id) }
}

function laterUnits(store: Store, id: string): number {
  const going = store.consignments.restsOf(id).filter(({ state }) => state !== 'cancelled')
  return going.reduce((sum, rest) => sum + store.consignments.sums(rest.id).plannedUnits, 0)
}

function outletPlace(store: Store, id: string | null): Place | null {
  if (id === null) return null
  const outlet = store.catalogue.outlet(id)
  return outlet === null ? { id, name: 'unknown outlet' } : { id: outlet.id, name: outlet.name }
}

function conflictOf(store: Store, consignmentId: string): string | null {
  const conflict = store.conflicts.openOf(consignmentId)
  return conflict === null ? null : conflictSay(conflict)
}

/** Both sides in one line. What is said of Lightspeed is often a sentence that names it, or both sides, already. */
export function conflictSay({ here, there }: { here: string; there: string }): string {
  const told = there.replace(/\.$/, '')
  if (/^It is .* here, but Lightspeed/.test(told)) return `${told}.`
  const namesIt = told.includes('Lightspeed')
  return `Here: ${here}. ${namesIt ? told.charAt(0).toUpperCase() + told.slice(1) : `Lightspeed: ${told}`}.`
}

function waitingOf(entries: OutboxRow[]): ConsignmentHead['waiting'] {
  const first = entries[0]
  if (first === undefined) return null
  return {
    since: first.enqueuedAt,
    what: first.state === 'parked' ? 'needs somebody: see Sync' : 'Lightspeed has to be told',
    why: first.lastAnswer,
    isParked: first.state === 'parked',
  }
}
