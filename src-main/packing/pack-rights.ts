import { StationError } from '../../src-shared/failure.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { LineWithCounts } from '../store/line-rows.ts'
import type { ParcelRow } from '../store/parcel-rows.ts'
import type { Command, Store } from '../store/store.ts'

/** An order leaves no outlet: where its goods are prepared by us, that is the outlet it is for. */
export function isAtSource(
  { kind, sourceOutletId, outletId }: ConsignmentRow,
  standsIn: string | null,
): boolean {
  const from = kind === 'PO' ? (sourceOutletId ?? outletId) : sourceOutletId
  return from === null || from === standsIn
}

/** Why somebody in this outlet cannot count into boxes now, as a sentence; null when they can. */
export function whyNotPackable(consignment: ConsignmentRow, standsIn: string | null): string | null {
  switch (consignment.state) {
    case 'approved':
    case 'packing':
      return isAtSource(consignment, standsIn) ? null : 'This leaves from another outlet: it is packed there.'
    case 'draft':
      return consignment.kind === 'OUTLET'
        ? 'This transfer is still a draft: release it before packing.'
        : 'This is still a draft: it is packed once it is approved.'
    case 'rejected':
      return 'This was rejected: it can be changed and handed in again.'
    case 'pending_approval':
      return 'This waits for approval: it is packed once it is approved.'
    case 'packed':
      return 'This is packed. Reopen it to count more.'
    case 'cancelled':
      return 'This was cancelled. Nothing more is counted on it: put the goods aside.'
    default:
      return 'This has been sent: it cannot be packed any more.'
  }
}

/**
 * Why a product without a line cannot be added, in two sentences; null when it can. Goods go back for a reason that
 * somebody approved: what is not on the list of a return goes into none of its boxes.
 */
export function whyNoExtra({ kind }: ConsignmentRow, { name }: { name: string }): [string, string] | null {
  if (kind !== 'RETURN') return null
  return [
    `${name} is not on this return: nobody approved that it goes back.`,
    'Put it aside, and make a return of its own for it.',
  ]
}

/**
 * Why so many more of a line cannot go into a box, in two sentences; null when they can. Somebody approved how many of a
 * return's goods go back: more than that leave nowhere.
 */
export function whyTooMany(
  { kind }: ConsignmentRow,
  { name, planned, packed }: Pick<LineWithCounts, 'name' | 'planned' | 'packed'>,
  times: number,
): [string, string] | null {
  if (kind !== 'RETURN' || times < 0 || packed + times <= planned) return null
  return [
    `Only ${planned} of ${name} were approved to go back, and ${packed} are in a box.`,
    'Put the rest aside, and make a return of its own for it.',
  ]
}

/** @throws StationError `elsewhere` when the person stands in another outlet than the goods leave from. */
export function mustStandAtSource(consignment: ConsignmentRow, command: Command): void {
  if (isAtSource(consignment, command.standsIn ?? null)) return
  throw new StationError(
    'elsewhere',
    'This leaves from another outlet: it is packed and sent there.',
    'Choose that outlet in Setup if you stand in it.',
  )
}

/** Makes sure packing has begun: the first count of an approved consignment starts it. Call inside a write. */
export function beginPacking(store: Store, consignment: ConsignmentRow, command: Command): void {
  const why = whyNotPackable(consignment, command.standsIn ?? null)
  if (why !== null) throw new StationError('not-packable', why, 'Go back to Work and choose what to pack.')
  if (consignment.state === 'packing') return
  store.states.move(consignment.id, {
    to: 'packing',
    trigger: command.kind,
    actor: command.actor,
    station: store.station.id,
    traceId: command.traceId,
  })
}

/** The box counts go into: the current open one, else a new one with the next number. Call inside a write. */
export function boxToFill(store: Store, consignment: ConsignmentRow): ParcelRow {
  const current = consignment.currentParcelId === null ? null : store.parcels.get(consignment.currentParcelId)
  if (current?.state === 'open') return current
  return openBox(store, consignment.id)
}

/**
 * Makes the box the current one that is to be filled next: an open one without units and label where there is one, else
 * a new one with the next number. So a key pressed twice leaves no empty box between labelled ones, whose numbers could
 * not close up any more. Call inside a write.
 */
export function openBox(store: Store, consignmentId: string): ParcelRow {
  const boxes = store.parcels.of(consignmentId)
  const filled = new Set(store.parcels.contentsOf(consignmentId).map((content) => content.parcelId))
  const empty = boxes.find((box) => box.state === 'open' && box.labelNumber === null && !filled.has(box.id))
  if (empty !== undefined) {
    store.consignments.setCurrentParcel(consignmentId, empty.id)
    return empty
  }
  const number = (boxes.at(-1)?.number ?? 0) + 1
  const id = store.newId()
  store.parcels.open(id, consignmentId, number, store.now())
  store.consignments.setCurrentParcel(consignmentId, id)
  const made = store.parcels.get(id)
  if (made === null) throw new Error('the box just opened is not there')
  return made
}

/** @throws StationError `no-such-box` */
export function boxOrRefuse(store: Store, parcelId: string): ParcelRow {
  const parcel = store.parcels.get(parcelId)
  if (parcel === null) throw new StationError('no-such-box', 'That box is gone.', 'Choose another box.')
  return parcel
}

/** @throws StationError `box-sealed` */
export function openBoxOrRefuse(store: Store, parcelId: string): ParcelRow {
  const parcel = boxOrRefuse(store, parcelId)
  if (parcel.state === 'sealed') {
    throw new StationError(
      'box-sealed',
      `Box ${parcel.number} is sealed.`,
      'Open it again with a reason, or use another box.',
    )
  }
  return parcel
}
