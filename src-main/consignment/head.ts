import type { ConsignmentHead, Place } from '../../src-shared/model/consignment.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { OutboxRow } from '../store/outbox-rows.ts'
import type { Store } from '../store/store.ts'

/** A consignment's card: places by name, sums of its facts, and what Lightspeed still has to be told. */
export function headOf(store: Store, row: ConsignmentRow): ConsignmentHead {
  const waiting = store.outbox.inLane(row.id)
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
    waiting: waitingOf(waiting),
    conflict: conflictOf(store, row.id),
    readOnlyBecause: row.readOnlyBecause,
  }
}

function outletPlace(store: Store, id: string | null): Place | null {
  if (id === null) return null
  const outlet = store.catalogue.outlet(id)
  return outlet === null ? { id, name: 'unknown outlet' } : { id: outlet.id, name: outlet.name }
}

function conflictOf(store: Store, consignmentId: string): string | null {
  const conflict = store.conflicts.openOf(consignmentId)
  return conflict === null ? null : `Here: ${conflict.here}. Lightspeed: ${conflict.there}.`
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
