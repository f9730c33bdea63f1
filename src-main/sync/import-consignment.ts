import { impossible } from '../../src-shared/failure.ts'
import type { Kind, State } from '../../src-shared/model/consignment.ts'
import { kindOfRemoteType, localStateFor } from '../../src-shared/rule/status-map.ts'
import { isFinal } from '../../src-shared/rule/transition.ts'
import type { Bench } from '../bench.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { RemoteConsignmentRow } from '../store/remote-rows.ts'
import type { Command, Store } from '../store/store.ts'
import { follow, raiseUnlessAccepted, takeOverReceived } from './follow-status.ts'
import { noteIn, refreshFromStore } from './refresh-plan.ts'

/** A return that left longer ago is no work any more: its refund was settled where it was made. */
const returnIsWorkMs = 30 * 86_400_000

/**
 * Brings the local side in line with the shadow of one consignment, which was just stored. Call inside a write.
 * A local record is made only for work of this outlet: an open transfer or return to pack, something sent here to
 * receive, a return that has left and awaits its refund, a count to take.
 * Inbound never moves a local state backwards and never guesses: what does not fit becomes a conflict.
 */
export function applyShadow(bench: Bench, remoteId: string, command: Command): void {
  const { store } = bench
  const shadow = store.remote.get(remoteId)
  if (shadow === null) return
  const kind = kindOfRemoteType(shadow.type)
  if (kind === null) return
  const local = store.consignments.byRemoteId(remoteId)
  if (local !== null) {
    if (local.origin === 'store' && shadow.deletedAt === null) refreshFromStore(store, local, shadow)
    follow(bench, local, shadow, command)
    return
  }
  const ours = ownOf(store, shadow)
  if (ours?.origin !== 'here') addFromStore(bench, shadow, kind)
  else if (shadow.deletedAt !== null || shadow.status === 'CANCELLED') return
  else if (ours.remoteId === null) {
    // A create of ours whose answer was lost shows up in the feed: it is the same consignment, and need not be looked for.
    store.consignments.setRemoteId(ours.id, shadow.remoteId)
    store.outbox.setLaneDue(ours.id, store.now())
    follow(bench, { ...ours, remoteId: shadow.remoteId }, shadow, command)
  } else raiseTwin(store, ours, shadow)
}

/**
 * What carries our reference is ours. Lightspeed may drop it and people may change it: then the copy inside the name
 * tells, but not against a reference of its own once we know which one is ours (somebody copied it there).
 */
export function ownOf(
  store: Store,
  { reference, name }: Pick<RemoteConsignmentRow, 'reference' | 'name'>,
): ConsignmentRow | null {
  const named = /\bPK-[0-9A-HJKMNP-TV-Z]{26}\b/.exec(name)?.[0]
  const byReference = reference === null ? null : store.consignments.byReference(reference)
  if (byReference !== null || named === undefined) return byReference
  const byName = store.consignments.byReference(named)
  return byName?.remoteId == null || reference === null ? byName : null
}

function addFromStore(bench: Bench, shadow: RemoteConsignmentRow, kind: Kind): void {
  const { store } = bench
  const state = startingState(shadow, kind, { outletId: bench.outletId(), nowMs: bench.clock.now() })
  if (state === null || shadow.deletedAt !== null) return
  const id = store.newId()
  store.states.add({
    id,
    station: store.station.id,
    code: codeFor(store, shadow),
    kind,
    state,
    reference: freeReference(store, shadow),
    remoteId: shadow.remoteId,
    origin: 'store',
    // Lightspeed books a return at the outlet it leaves from.
    sourceOutletId: kind === 'RETURN' ? shadow.outletId : shadow.sourceOutletId,
    outletId: shadow.outletId,
    supplierId: shadow.supplierId,
    note: noteIn(shadow),
    dueAt: shadow.dueAt,
    createdAt: store.now(),
    createdBy: 'lightspeed',
    readOnlyBecause: null,
  })
  const local = store.consignments.get(id)
  if (local === null) return
  refreshFromStore(store, local, shadow)
  // What somebody counts in the web application is no receipt: who counts here is asked about it when it is told.
  if (kind !== 'STOCKTAKE') takeOverReceived(store, local, shadow)
}

/**
 * The state a consignment found at Lightspeed starts in here; null when it is no work of this outlet. What is open there
 * was decided by the office, so it is approved. A count whose lines Lightspeed has listed is one to be counted: nobody
 * has counted it here yet.
 */
export function startingState(
  shadow: Pick<RemoteConsignmentRow, 'status' | 'sourceOutletId' | 'outletId' | 'updatedAt'>,
  kind: Kind,
  { outletId, nowMs }: { outletId: string | null; nowMs: number },
): State | null {
  if (outletId === null) return null
  const { status } = shadow
  if (kind === 'OUTLET' && status === 'OPEN') return shadow.sourceOutletId === outletId ? 'approved' : null
  if (shadow.outletId !== outletId) return null
  switch (kind) {
    case 'OUTLET':
      return status === 'SENT' ? 'sent' : null
    case 'PO':
      // Somebody began to receive this order elsewhere: it can be gone on with here.
      return status === 'SENT' ? 'sent' : status === 'DISPATCHED' ? 'partial' : null
    case 'RETURN': {
      if (status === 'OPEN') return 'approved'
      const age = nowMs - Date.parse(shadow.updatedAt ?? '')
      return status === 'SENT' && age < returnIsWorkMs ? 'sent' : null
    }
    case 'STOCKTAKE': {
      const told = localStateFor(kind, status)
      if (told.is !== 'state' || isFinal(told.state)) return null
      return told.state === 'scheduled' ? 'scheduled' : 'counting'
    }
    default:
      return impossible(kind)
  }
}

/** The code of the station that made it, when the name carries one: its box labels then mean something here too. */
function codeFor(store: Store, shadow: RemoteConsignmentRow): string {
  const own = /\bST[0-9A-Z]{4}-\d{6}\b/.exec(shadow.name)?.[0]
  const order = shadow.reference?.startsWith('PK-') === true ? null : shadow.reference
  const wanted = own ?? order ?? `LS-${shadow.remoteId.slice(0, 8)}`
  const free = [wanted, `${wanted}/${shadow.remoteId.slice(0, 8)}`].find(
    (code) => store.consignments.byCode(code) === null,
  )
  return free ?? `${wanted}/${shadow.remoteId}`
}

function freeReference(store: Store, shadow: RemoteConsignmentRow): string {
  const { reference, remoteId } = shadow
  return reference !== null && store.consignments.byReference(reference) === null
    ? reference
    : `LS-${remoteId}`
}

/** Two consignments there carry our one reference: the other one is nobody's work, and a person takes it away. */
function raiseTwin(store: Store, ours: ConsignmentRow, shadow: RemoteConsignmentRow): void {
  raiseUnlessAccepted(store, {
    consignmentId: ours.id,
    kind: 'twin',
    here: 'it was made once',
    there: `Lightspeed has a second one with the reference ${ours.reference} (${shadow.remoteId}).`,
    choices: [{ choice: 'seen', say: 'The second one is cancelled in Lightspeed' }],
  })
}
