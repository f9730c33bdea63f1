import { isDeepStrictEqual } from 'node:util'
import { StationError } from '../../src-shared/failure.ts'
import type { Handover, State } from '../../src-shared/model/consignment.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import { orderedLines } from '../consignment/ordered-lines.ts'
import { intend } from '../outbox/intend.ts'
import { readSetting } from '../station-settings.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { Command, Store } from '../store/store.ts'
import { makeNextShipment } from './next-shipment.ts'
import { beginPacking, mustStandAtSource, whyNotPackable } from './pack-rights.ts'

/**
 * `pack:packed`: the boxes stand ready; Lightspeed learns of the transfer or return and its packed counts. How they will go
 * may be known by now: it is kept, and asked again when they leave.
 */
export function markPacked(
  bench: Bench,
  taken: { consignmentId: string; handover?: Handover | null },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'pack:packed', taken.consignmentId, taken, (consignment, command) => {
    if (consignment.state === 'packed') mustStandAtSource(consignment, command)
    else {
      closePack(store, consignment, command)
      tellPacked(store, consignment, 'OPEN')
    }
    const handover = taken.handover ?? null
    if (handover === null) return {}
    checkTracking(store, consignment.id, handover)
    store.consignments.setHandover(consignment.id, handover)
    return {}
  })
}

/** `pack:reopen`: packed goods that have not left may be packed again. */
export function reopenPack(bench: Bench, taken: { consignmentId: string }): Record<string, never> {
  return changeConsignment(bench, 'pack:reopen', taken.consignmentId, taken, (consignment, command) => {
    mustStandAtSource(consignment, command)
    if (consignment.state === 'packing') return {}
    if (consignment.state !== 'packed') {
      throw new StationError('not-packed', 'This is not packed.', 'Go back to Work and look at it again.')
    }
    move(bench.store, consignment.id, 'packing', command)
    return {}
  })
}

/**
 * `pack:send`: hands the boxes over; from packing it packs first. Stock leaves the source now, once: the same request
 * again (a second press of the key) changes nothing. The rest of a short transfer may go later, as another shipment.
 */
export function send(
  bench: Bench,
  taken: { consignmentId: string; handover: Handover; rest?: 'stays' | 'goes-later' },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'pack:send', taken.consignmentId, taken, (consignment, command) => {
    mustStandAtSource(consignment, command)
    if (consignment.state === 'sent' && isSameHandover(consignment.handover, taken.handover)) return {}
    if (consignment.state !== 'packed') closePack(store, consignment, command)
    checkTracking(store, consignment.id, taken.handover)
    store.consignments.setHandover(consignment.id, taken.handover)
    handOver(store, consignment, command)
    if (taken.rest === 'goes-later' && consignment.kind === 'OUTLET') {
      makeNextShipment(store, consignment, command)
    }
    return {}
  })
}

/** What is packed is on its way. Call inside a write. */
export function handOver(
  store: Store,
  consignment: ConsignmentRow,
  command: Command,
  reason: string | null = null,
): void {
  move(store, consignment.id, 'sent', command, reason)
  putStock(store, consignment, -1)
  tellPacked(store, consignment, 'SENT')
  if (consignment.kind === 'PO' && readSetting(store, 'order-told-at-send') === true) {
    intend(store, consignment, {
      status: 'SENT',
      packed: orderedLines(store, consignment.id),
      received: null,
    })
  }
}

/** What is packed leaves the stock of its outlet (-1), or is there again (1). Call inside a write. */
export function putStock(store: Store, { id, sourceOutletId }: ConsignmentRow, way: 1 | -1): void {
  if (sourceOutletId === null) return
  for (const line of store.lines.of(id)) {
    if (line.packed === 0) continue
    store.stock.addEffect({
      id: store.newId(),
      consignmentId: id,
      receiptId: null,
      lineId: line.id,
      productId: line.productId,
      outletId: sourceOutletId,
      units: way * line.packed,
      at: store.now(),
    })
  }
}

function isSameHandover(known: Handover | null, given: Handover): boolean {
  return known !== null && isDeepStrictEqual(known, given)
}

/** Makes it packed; refuses from every state but approved and packing. */
function closePack(store: Store, consignment: ConsignmentRow, command: Command): void {
  const why = whyNotPackable(consignment, command.standsIn ?? null)
  if (why !== null) throw new StationError('not-packable', why, 'Go back to Work and look at it again.')
  const boxes = store.parcels.of(consignment.id)
  const filled = new Set(store.parcels.contentsOf(consignment.id).map((content) => content.parcelId))
  if (filled.size === 0) {
    throw new StationError('nothing-counted', 'Nothing is counted yet.', 'Scan the goods into a box first.')
  }
  const unsealed = boxes.find((box) => filled.has(box.id) && box.state === 'open')
  if (unsealed !== undefined) {
    throw new StationError(
      'box-open',
      `Box ${unsealed.number} is not sealed.`,
      'Weigh and seal it, then pack.',
    )
  }
  const empty = boxes.filter((box) => !filled.has(box.id))
  for (const box of empty) {
    if (box.labelNumber !== null) {
      throw new StationError(
        'box-empty',
        `Box ${box.number} has its label but nothing in it.`,
        'Pack something into it and seal it.',
      )
    }
    if (boxes.some((other) => other.number > box.number && filled.has(other.id))) {
      throw new StationError(
        'box-empty',
        `Box ${box.number} is empty.`,
        'Remove it or pack something into it.',
      )
    }
    store.parcels.remove(box.id)
  }
  store.consignments.setCurrentParcel(consignment.id, null)
  // What was left for later with all of it in boxes is gone on with by finishing it.
  beginPacking(store, consignment, command)
  move(store, consignment.id, 'packed', command)
}

/** A courier's tracking numbers: one a box, none twice; none at all is allowed and shown as missing. */
function checkTracking(store: Store, consignmentId: string, handover: Handover): void {
  if (handover.mode !== 'courier' || handover.tracking.length === 0) return
  const boxes = store.parcels.of(consignmentId).length
  if (handover.tracking.length !== boxes) {
    throw new StationError(
      'tracking-count',
      `There are ${boxes} boxes but ${handover.tracking.length} tracking numbers.`,
      'Give one tracking number for each box.',
    )
  }
  const numbers = handover.tracking.map((number) => number.trim().toUpperCase())
  if (numbers.includes('')) {
    throw new StationError('tracking-empty', 'A tracking number is empty.', 'Give one for each box.')
  }
  if (new Set(numbers).size !== numbers.length) {
    throw new StationError('tracking-twice', 'A tracking number stands there twice.', 'Check the numbers.')
  }
}

function tellPacked(store: Store, consignment: ConsignmentRow, status: 'OPEN' | 'SENT'): void {
  if (consignment.kind !== 'OUTLET' && consignment.kind !== 'RETURN') return
  intend(store, consignment, {
    status,
    packed: store.lines.of(consignment.id).map((line) => ({
      productId: line.productId,
      units: line.packed,
      costCents: line.costCents,
    })),
    received: null,
  })
}

function move(
  store: Store,
  consignmentId: string,
  to: State,
  command: Command,
  reason: string | null = null,
): void {
  store.states.move(consignmentId, {
    to,
    trigger: command.kind,
    actor: command.actor,
    reason,
    station: store.station.id,
    traceId: command.traceId,
  })
}
