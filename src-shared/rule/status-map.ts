import type { Kind, State } from '../model/consignment.ts'
import { isFinal } from './transition.ts'

/**
 * What our states mean in Lightspeed and back. Each of Lightspeed's four types has its own flow (vendor reference of
 * the consignments resource), so there is a map for each kind and none for all.
 */

export const remoteTypes = ['SUPPLIER', 'OUTLET', 'RETURN', 'STOCKTAKE'] as const
export type RemoteType = (typeof remoteTypes)[number]

/** Lightspeed's name for a kind. */
export function remoteTypeOf(kind: Kind): RemoteType {
  return kind === 'PO' ? 'SUPPLIER' : kind
}

/** Our name for Lightspeed's type; null for one this station does not know. */
export function kindOfRemoteType(type: string): Kind | null {
  if (type === 'SUPPLIER') return 'PO'
  return type === 'OUTLET' || type === 'RETURN' || type === 'STOCKTAKE' ? type : null
}

/** Each type's flow in order. Statuses of one step stand together; cancelling is no step of it. */
const flows: Record<RemoteType, readonly (readonly string[])[]> = {
  SUPPLIER: [['OPEN'], ['SENT'], ['DISPATCHED'], ['RECEIVED']],
  // DISPATCHED is not in a transfer's own list, but the vendor mentions it once: it is read, never asked for.
  OUTLET: [['OPEN'], ['SENT'], ['DISPATCHED'], ['RECEIVED']],
  RETURN: [['OPEN'], ['SENT']],
  STOCKTAKE: [
    ['STOCKTAKE', 'STOCKTAKE_SCHEDULED'],
    ['STOCKTAKE_IN_PROGRESS'],
    ['STOCKTAKE_IN_PROGRESS_PROCESSED'],
    ['STOCKTAKE_COMPLETE'],
  ],
}

const cancelledStatuses: Record<RemoteType, readonly string[]> = {
  SUPPLIER: ['CANCELLED'],
  OUTLET: ['CANCELLED'],
  RETURN: ['CANCELLED'],
  STOCKTAKE: ['CANCELLED', 'CLOSED'],
}

/** Every status the vendor names. */
export const remoteStatuses: readonly string[] = [
  ...new Set([...Object.values(flows).flat(2), ...Object.values(cancelledStatuses).flat()]),
]

/** How far along its type's flow a status is, from 0; null for cancelled and for unknown ones. */
export function remoteRank(type: RemoteType, status: string): number | null {
  const step = flows[type].findIndex((names) => names.includes(status))
  return step === -1 ? null : step
}

/** Whether nothing more comes of it at Lightspeed: at the end of its flow, or cancelled. */
export function isRemoteEnd(type: RemoteType, status: string): boolean {
  return cancelledStatuses[type].includes(status) || flows[type].at(-1)?.includes(status) === true
}

/** Whether Lightspeed is where we want it, or beyond. Cancelled counts only where cancelled is wanted. */
export function isAtOrBeyond(type: RemoteType, status: string, target: string): boolean {
  if (cancelledStatuses[type].includes(target)) return cancelledStatuses[type].includes(status)
  const is = remoteRank(type, status)
  const wanted = remoteRank(type, target)
  return is !== null && wanted !== null && is >= wanted
}

type StatusByState = Partial<Record<State, string>>
const statusesByState: Record<Kind, StatusByState> = {
  // An order is told when its goods are received, so that no order shows there that never came.
  PO: {
    receiving: 'DISPATCHED',
    partial: 'DISPATCHED',
    received: 'RECEIVED',
    completed: 'RECEIVED',
    cancelled: 'CANCELLED',
  },
  OUTLET: {
    packed: 'OPEN',
    sent: 'SENT',
    receiving: 'SENT',
    partial: 'SENT',
    received: 'RECEIVED',
    completed: 'RECEIVED',
    cancelled: 'CANCELLED',
  },
  RETURN: { packed: 'OPEN', sent: 'SENT', completed: 'SENT', cancelled: 'CANCELLED' },
  STOCKTAKE: {
    scheduled: 'STOCKTAKE_SCHEDULED',
    counting: 'STOCKTAKE_IN_PROGRESS',
    review: 'STOCKTAKE_IN_PROGRESS_PROCESSED',
    approved: 'STOCKTAKE_IN_PROGRESS_PROCESSED',
    completed: 'STOCKTAKE_COMPLETE',
    cancelled: 'CANCELLED',
  },
}

/**
 * The status Lightspeed should come to while a consignment is in this state; null where it needs no record. A
 * cancelled consignment that Lightspeed never knew needs none either: that is the caller's to see.
 */
export function remoteStatusFor(kind: Kind, state: State): string | null {
  return statusesByState[kind][state] ?? null
}

/** What a Lightspeed status says about our state: a state, nothing (`keep`), or a status we do not know. */
export type LocalState = { is: 'state'; state: State } | { is: 'keep' } | { is: 'unknown' }

const localStates: Record<Kind, Record<string, State | 'keep'>> = {
  PO: { OPEN: 'keep', SENT: 'sent', DISPATCHED: 'receiving', RECEIVED: 'received', CANCELLED: 'cancelled' },
  OUTLET: {
    OPEN: 'keep',
    SENT: 'sent',
    DISPATCHED: 'receiving',
    RECEIVED: 'received',
    CANCELLED: 'cancelled',
  },
  RETURN: { OPEN: 'keep', SENT: 'sent', CANCELLED: 'cancelled' },
  STOCKTAKE: {
    STOCKTAKE: 'scheduled',
    STOCKTAKE_SCHEDULED: 'scheduled',
    STOCKTAKE_IN_PROGRESS: 'counting',
    STOCKTAKE_IN_PROGRESS_PROCESSED: 'review',
    STOCKTAKE_COMPLETE: 'completed',
    CANCELLED: 'cancelled',
    CLOSED: 'cancelled',
  },
}

/** Reads a Lightspeed status. RECEIVED says received, never completed: our own checks come in between. */
export function localStateFor(kind: Kind, remoteStatus: string): LocalState {
  const found = Object.hasOwn(localStates[kind], remoteStatus) ? localStates[kind][remoteStatus] : undefined
  if (found === undefined) return { is: 'unknown' }
  return found === 'keep' ? { is: 'keep' } : { is: 'state', state: found }
}

/**
 * What a status seen in Lightspeed does to a consignment here. `same`: both agree. `keep`: Lightspeed has not heard
 * of it yet (or says nothing about it), ours stands. `advance`: it moved on there, follow. `conflict`: a person decides.
 */
export type Inbound =
  | { is: 'same' }
  | { is: 'advance'; to: State }
  | { is: 'keep' }
  | { is: 'conflict'; why: string }

/** The order in which states follow each other; approval states of all kinds come before any goods move. */
const order: readonly State[] = [
  'draft',
  'pending_approval',
  'rejected',
  'scheduled',
  'approved',
  'packing',
  'packed',
  'sent',
  'counting',
  'review',
  'receiving',
  'partial',
  'received',
  'completed',
]

// In these states a person here is in the middle of something, or has yet to agree to it: Lightspeed moving on by
// itself must not pull the work away under their hands.
const undecided: readonly State[] = [
  'pending_approval',
  'rejected',
  'packing',
  'counting',
  'review',
  'receiving',
]
const cancellableFromOutside: readonly State[] = [
  'draft',
  'pending_approval',
  'rejected',
  'approved',
  'packed',
  'sent',
  'scheduled',
  'review',
]

/**
 * Judges a status that came in from Lightspeed. Never moves a state backwards, never guesses an unknown status,
 * never takes a consignment out of a state it ended in.
 */
export function inbound(kind: Kind, localState: State, remoteStatus: string): Inbound {
  const told = localStateFor(kind, remoteStatus)
  if (told.is === 'unknown') {
    return { is: 'conflict', why: `Lightspeed shows '${remoteStatus}', which this station does not know.` }
  }
  if (isInAgreement(kind, localState, remoteStatus, told)) return { is: 'same' }
  if (isFinal(localState)) return inboundAfterEnd(kind, localState, remoteStatus)
  if (told.is === 'keep') return { is: 'keep' }
  if (told.state === 'cancelled') return inboundCancelled(kind, localState)
  // A recount leaves Lightspeed at 'processed' while people here count again.
  if (kind === 'STOCKTAKE' && localState === 'counting' && told.state === 'review') return { is: 'keep' }
  if (placeOf(kind, told.state) < placeOf(kind, localState)) return { is: 'keep' }
  // 'Processed' says that its lines are listed, not that anybody counted them: nobody here has seen any yet.
  if (kind === 'STOCKTAKE' && localState === 'scheduled' && told.state === 'review') {
    return { is: 'advance', to: 'counting' }
  }
  if (undecided.includes(localState)) {
    return { is: 'conflict', why: `Lightspeed already shows ${remoteStatus} while this is unfinished here.` }
  }
  return { is: 'advance', to: told.state }
}

function isInAgreement(kind: Kind, localState: State, remoteStatus: string, told: LocalState): boolean {
  if (told.is === 'state' && told.state === localState) return true
  return remoteStatusFor(kind, localState) === remoteStatus
}

function inboundAfterEnd(kind: Kind, localState: State, remoteStatus: string): Inbound {
  const type = remoteTypeOf(kind)
  const isEnd = remoteRank(type, remoteStatus) === flows[type].length - 1
  // Cancelled here and still under way there is what every cancellation looks like before Lightspeed hears of it.
  if (localState === 'cancelled' && !isEnd) return { is: 'keep' }
  return { is: 'conflict', why: `It is ${localState} here, but Lightspeed shows ${remoteStatus}.` }
}

function inboundCancelled(kind: Kind, localState: State): Inbound {
  const isReturnOnItsWay = kind === 'RETURN' && localState === 'sent'
  if (cancellableFromOutside.includes(localState) && !isReturnOnItsWay)
    return { is: 'advance', to: 'cancelled' }
  return { is: 'conflict', why: 'Lightspeed shows it as cancelled, but work on it has been done here.' }
}

function placeOf(kind: Kind, state: State): number {
  // A stocktake is approved after its review, everything else before its packing.
  if (kind === 'STOCKTAKE' && state === 'approved') return order.indexOf('review') + 0.5
  return order.indexOf(state)
}
