import { impossible } from '../../src-shared/failure.ts'
import { isAtOrBeyond, remoteRank } from '../../src-shared/rule/status-map.ts'
import type { Intention } from '../outbox/intention.ts'
import type { Agreed } from '../store/agreed-rows.ts'
import type { Observed, ObservedLine } from './observed.ts'
import type { ReceivedDifference } from './received-conflict.ts'

/** The one next thing to do so that Lightspeed comes to what an intention says. */
export type Step =
  | { do: 'create' }
  | {
      do: 'add-line'
      productId: string
      count: number | null
      received: number | null
      costCents: number | null
    }
  | { do: 'set-line'; productId: string; count: number | null; received: number | null }
  | { do: 'set-status'; status: string }
  | { do: 'wait'; for: WaitFor }
  | { do: 'conflict'; conflict: PushConflict }
  | { do: 'done' }

/** `lines`: Lightspeed works on them; `list`: it does not list all of them yet; `echo`: it shows an older value. */
export type WaitFor = 'lines' | 'list' | 'echo'

/** Why the push cannot go on by itself; each is shown with both sides and its choices. */
export type PushConflict = {
  kind: 'status' | 'lines' | 'rows' | 'fraction' | 'gone' | 'list' | 'received' | 'counted' | 'held'
  here: string
  there: string
  /** Of `received`: each product somebody else changed. Of `counted`: each that was closed there with other units. */
  received?: ReceivedDifference[]
}

type AgreedUnits = ReadonlyMap<string, Agreed>

/**
 * Decides the next step from what must be true and what was just read. Pure: the same pair gives the same step, so a
 * lost answer is settled by reading again. Only absolute single-line PUTs once a line exists; `received` is never
 * written before the order is DISPATCHED (SUPPLIER) or SENT (OUTLET), because writing it moves an order by itself;
 * `count` is never written once goods have left, because Lightspeed moved stock by it; a `received` that is neither
 * what both sides last agreed on nor what we sent since is somebody else's, and a person says what counts.
 */
export function nextStep(wanted: Intention, seen: Observed | null, agreed: AgreedUnits): Step {
  if (seen === null) return unknownThere(wanted)
  const { status } = seen.header
  if (seen.header.deletedAt !== null) return wanted.status === 'CANCELLED' ? { do: 'done' } : gone(wanted)
  if (wanted.status === 'CANCELLED') return cancel(wanted, seen)
  if (status === 'CANCELLED') return conflict('status', hereWords(wanted), 'it was cancelled there')
  switch (wanted.type) {
    case 'OUTLET':
      return outletStep(wanted, seen, agreed)
    case 'SUPPLIER':
      return supplierStep(wanted, seen, agreed)
    case 'RETURN':
    case 'STOCKTAKE':
      return conflict('status', 'this kind is not sent from here', `it is ${status} there`)
    default:
      return impossible(wanted.type)
  }
}

/** What Lightspeed never knew needs no cancelling; what holds no packed counts cannot be made from here. */
function unknownThere(wanted: Intention): Step {
  if (wanted.status === 'CANCELLED') return { do: 'done' }
  if (wanted.type !== 'OUTLET' && wanted.type !== 'SUPPLIER') {
    return conflict('status', 'this kind is not sent from here', 'it is not there')
  }
  if (!wanted.packed?.some((line) => line.units > 0)) return gone(wanted)
  return { do: 'create' }
}

function gone(wanted: Intention): Step {
  return conflict('gone', hereWords(wanted), 'it is gone there')
}

const cancellable: Partial<Record<Intention['type'], readonly string[]>> = {
  OUTLET: ['OPEN', 'SENT'],
  SUPPLIER: ['OPEN', 'SENT', 'DISPATCHED'],
  RETURN: ['OPEN'],
}

function cancel(wanted: Intention, seen: Observed): Step {
  const { status } = seen.header
  if (isAtOrBeyond(wanted.type, status, 'CANCELLED')) return { do: 'done' }
  if (!cancellable[wanted.type]?.includes(status)) {
    return conflict('status', 'it was cancelled here', `it is ${status} there`)
  }
  if (wanted.type === 'SUPPLIER' && seen.lines.size === 0) {
    return conflict('lines', 'it was cancelled here', 'an order without lines cannot be cancelled there')
  }
  return { do: 'set-status', status: 'CANCELLED' }
}

function outletStep(wanted: Intention, seen: Observed, agreed: AgreedUnits): Step {
  const { status } = seen.header
  if (status === 'OPEN') return openOutletStep(wanted, seen)
  if (status !== 'SENT' && status !== 'DISPATCHED') return beyond(wanted, seen)
  if (wanted.status === 'OPEN') return conflict('status', 'it is packed, not sent', `it is ${status} there`)
  if (!seen.isWhole) return { do: 'wait', for: 'list' }
  const packed = packedDiffers(wanted, seen)
  if (packed !== null) return packed
  if (wanted.received === null) {
    return isAtOrBeyond('OUTLET', status, wanted.status)
      ? settled(wanted, seen)
      : conflict('lines', hereWords(wanted), 'no received units were counted')
  }
  const line = receivedStep(wanted, seen, agreed, 'leave-extras')
  if (line !== null) return line
  return wanted.status === 'RECEIVED' ? { do: 'set-status', status: 'RECEIVED' } : settled(wanted, seen)
}

function openOutletStep(wanted: Intention, seen: Observed): Step {
  // Sending it would move stock by counts that nobody here packed.
  if (wanted.packed === null && wanted.status !== 'OPEN') {
    return conflict('status', hereWords(wanted), 'it is still OPEN there')
  }
  const line = packedStep(wanted, seen)
  if (line !== null) return line
  if (!seen.isWhole) return { do: 'wait', for: 'list' }
  if (wanted.status === 'OPEN') return settled(wanted, seen)
  if (![...seen.lines.values()].some((one) => (one.count ?? 0) > 0)) {
    return conflict('lines', 'nothing is packed', 'an empty transfer cannot be sent')
  }
  return { do: 'set-status', status: 'SENT' }
}

function supplierStep(wanted: Intention, seen: Observed, agreed: AgreedUnits): Step {
  const { status } = seen.header
  const rank = remoteRank('SUPPLIER', status)
  const target = wanted.received === null ? wanted.status : furtherOf(wanted.status, 'DISPATCHED')
  const isThere = isAtOrBeyond('SUPPLIER', status, target)
  if (rank === null || status === 'RECEIVED') return beyond(wanted, seen)
  if (status === 'OPEN') {
    const line = packedStep(wanted, seen)
    if (line !== null) return line
  }
  if (status !== 'DISPATCHED') {
    if (isThere) return settled(wanted, seen)
    if (seen.lines.size === 0) {
      return seen.isWhole
        ? conflict('lines', hereWords(wanted), 'the order has no lines there')
        : { do: 'wait', for: 'list' }
    }
    return { do: 'set-status', status: status === 'OPEN' ? 'SENT' : 'DISPATCHED' }
  }
  if (wanted.received === null) {
    return isThere
      ? settled(wanted, seen)
      : conflict('lines', hereWords(wanted), 'no received units were counted')
  }
  if (!seen.isWhole) return { do: 'wait', for: 'list' }
  const line = receivedStep(wanted, seen, agreed, 'add-extras')
  if (line !== null) return line
  if (wanted.status !== 'RECEIVED') return settled(wanted, seen)
  if (![...seen.lines.values()].some((one) => (one.received ?? 0) > 0)) {
    return conflict('lines', 'nothing of this order came', 'an order cannot be closed with nothing received')
  }
  return { do: 'set-status', status: 'RECEIVED' }
}

function furtherOf(one: string, other: string): string {
  return (remoteRank('SUPPLIER', one) ?? 0) >= (remoteRank('SUPPLIER', other) ?? 0) ? one : other
}

/** At or past the wanted status: done when the units agree, else a person looks. */
function beyond(wanted: Intention, seen: Observed): Step {
  const { status } = seen.header
  if (!isAtOrBeyond(wanted.type, status, wanted.status)) {
    return conflict('status', hereWords(wanted), `it is ${status} there`)
  }
  if (!seen.isWhole) return { do: 'wait', for: 'list' }
  const packed = wanted.type === 'OUTLET' ? packedDiffers(wanted, seen) : null
  if (packed !== null) return packed
  return receivedDiffers(wanted, seen) ?? settled(wanted, seen)
}

/** Nothing can be written any more: each product with other counts, for a person to say which are right. */
function receivedDiffers(wanted: Intention, seen: Observed): Step | null {
  if (wanted.received === null) return null
  const units = new Map(wanted.received.map((line) => [line.productId, line.units]))
  const listed = [...seen.lines.values()].map(({ productId, received }) => ({ productId, there: received }))
  const absent = wanted.received.filter((line) => line.units > 0 && !seen.lines.has(line.productId))
  // What came on top of a transfer is asked about by itself.
  const unlisted = wanted.type === 'SUPPLIER' ? absent : []
  const different = [...listed, ...unlisted.map(({ productId }) => ({ productId, there: 0 }))].flatMap(
    ({ productId, there }) => {
      const here = units.get(productId) ?? 0
      return there === here ? [] : [{ productId, here, there, agreed: here, mayLag: false }]
    },
  )
  if (different.length === 0) return null
  const already = `it is ${seen.header.status} there already`
  const received = different.flatMap((one) => (one.there === null ? [] : [{ ...one, there: one.there }]))
  return received.length < different.length
    ? conflict('fraction', `${products(different.length)} counted differently here`, already)
    : conflict('counted', `${products(different.length)} counted differently here`, already, received)
}

/** Done once Lightspeed's background work has left no line pending; a failed line is somebody's business. */
function settled(wanted: Intention, seen: Observed): Step {
  const { status } = seen.header
  const lines = [...seen.lines.values()]
  if (lines.some((line) => line.isFailed)) {
    return conflict('lines', 'all units were told', 'Lightspeed reports lines it could not process')
  }
  // An order moves no stock before it is received: its lines stay pending until then.
  const isWorkedOff = status === 'OPEN' || (wanted.type === 'SUPPLIER' && status !== 'RECEIVED')
  if (!isWorkedOff && lines.some((line) => line.isPending)) return { do: 'wait', for: 'lines' }
  return { do: 'done' }
}

function packedStep(wanted: Intention, seen: Observed): Step | null {
  if (wanted.packed === null) return null
  for (const { productId, units, costCents } of wanted.packed) {
    const there = seen.lines.get(productId)
    if (there === undefined) {
      if (units > 0) return { do: 'add-line', productId, count: units, received: null, costCents }
      continue
    }
    if (there.count === units) continue
    const blocked = unwritable(there.count, there, `${units} packed`)
    if (blocked !== null) return blocked
    return { do: 'set-line', productId, count: units, received: null }
  }
  const added = addedThere(wanted, seen)
  return added === 0
    ? null
    : conflict('lines', 'these products were not packed', `${products(added)} added there`)
}

function addedThere(wanted: Intention, seen: Observed): number {
  const known = new Set((wanted.packed ?? []).map((line) => line.productId))
  return [...seen.lines.values()].filter((line) => !known.has(line.productId) && line.count !== 0).length
}

/** After SENT the stock has moved: a packed count that differs is never written, it is a conflict. */
function packedDiffers(wanted: Intention, seen: Observed): Step | null {
  if (wanted.packed === null) return null
  const different = wanted.packed.filter(
    ({ productId, units }) =>
      (seen.lines.get(productId)?.count ?? (seen.lines.has(productId) ? null : 0)) !== units,
  )
  const count = different.length + addedThere(wanted, seen)
  if (count === 0) return null
  return conflict('lines', `${products(count)} packed differently here`, 'it was sent with other counts')
}

/**
 * Writes the received units of every line, before the end zeros included: what was never written would be unknown. A product without
 * a line is added to an order, but left to the office on a transfer (what Lightspeed does there is not documented).
 */
function receivedStep(
  wanted: Intention,
  seen: Observed,
  agreed: AgreedUnits,
  extras: 'add-extras' | 'leave-extras',
): Step | null {
  const units = new Map((wanted.received ?? []).map((line) => [line.productId, line.units]))
  const received = receivedElsewhere(units, seen, agreed)
  if (received.length > 0) {
    return conflict('received', hereWords(wanted), 'other units were received', received)
  }
  for (const there of seen.lines.values()) {
    const received = units.get(there.productId) ?? 0
    if (there.received === received && (there.isReceivedSet || wanted.status !== 'RECEIVED')) continue
    const blocked = unwritable(there.received, there, `${received} received`)
    if (blocked !== null) return blocked
    return { do: 'set-line', productId: there.productId, count: null, received }
  }
  if (extras === 'leave-extras') return null
  for (const [productId, received] of units) {
    if (received > 0 && !seen.lines.has(productId)) {
      return { do: 'add-line', productId, count: null, received, costCents: null }
    }
  }
  return null
}

/** Also where it is our own total by chance: we did not write it, so somebody else's units may be in it. */
function receivedElsewhere(
  units: ReadonlyMap<string, number>,
  seen: Observed,
  agreed: AgreedUnits,
): ReceivedDifference[] {
  return [...seen.lines.values()].flatMap(({ productId, received: there, rows }) => {
    // What cannot be written anyway is asked about for that.
    if (there === null || rows > 1) return []
    const here = units.get(productId) ?? 0
    const known = agreed.get(productId) ?? { received: 0, told: null }
    if (there === known.received || there === known.told) return []
    return [{ productId, here, there, agreed: known.told ?? known.received, mayLag: known.told !== null }]
  })
}

/** A fraction is kept as it came and never written over; of two rows with one product none can be addressed. */
function unwritable(value: number | null, there: ObservedLine, here: string): Step | null {
  if (there.rows > 1) return conflict('rows', here, `the product stands on ${there.rows} rows there`)
  if (value === null) return conflict('fraction', here, 'the quantity is a fraction there')
  return null
}

function hereWords({ status, received }: Intention): string {
  if (status === 'CANCELLED') return 'it was cancelled here'
  if (status === 'RECEIVED') return 'it was received here'
  if (received !== null) return 'part of it was received here'
  return status === 'SENT' ? 'it was sent from here' : 'it was packed here'
}

function products(count: number): string {
  return count === 1 ? '1 product was' : `${count} products were`
}

function conflict(
  kind: PushConflict['kind'],
  here: string,
  there: string,
  received?: ReceivedDifference[],
): Step {
  const found: PushConflict = { kind, here, there }
  return { do: 'conflict', conflict: received === undefined ? found : { ...found, received } }
}
