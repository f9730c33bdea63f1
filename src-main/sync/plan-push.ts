import { impossible } from '../../src-shared/failure.ts'
import { isAtOrBeyond } from '../../src-shared/rule/status-map.ts'
import type { Intention } from '../outbox/intention.ts'
import type { Observed, ObservedLine } from './observed.ts'

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
  | { do: 'wait'; why: string }
  | { do: 'conflict'; conflict: PushConflict }
  | { do: 'done' }

/** Why the push cannot go on by itself; each is shown with both sides and its choices. */
export type PushConflict = { kind: 'status' | 'lines' | 'rows' | 'fraction'; here: string; there: string }

/**
 * Decides the next step from what must be true and what was just read. Pure: the same pair gives the same step, so a
 * lost answer is settled by reading again. Only absolute single-line PUTs once a line exists; `received` is never
 * written before the order is DISPATCHED (SUPPLIER) or SENT (OUTLET), because writing it moves an order by itself.
 */
export function nextStep(wanted: Intention, seen: Observed | null): Step {
  if (seen === null) return wanted.status === 'CANCELLED' ? { do: 'done' } : { do: 'create' }
  const status = seen.header.status
  if (wanted.status === 'CANCELLED') return cancel(seen)
  if (status === 'CANCELLED') return conflict('status', `${wanted.status} is wanted`, 'it was cancelled')
  switch (wanted.type) {
    case 'OUTLET':
      return outletStep(wanted, seen)
    case 'SUPPLIER':
      return supplierStep(wanted, seen)
    case 'RETURN':
    case 'STOCKTAKE':
      return conflict('status', 'this kind is not sent from here', `it is ${status}`)
    default:
      return impossible(wanted.type)
  }
}

function cancel(seen: Observed): Step {
  const { status } = seen.header
  if (status === 'CANCELLED') return { do: 'done' }
  if (status === 'RECEIVED') return conflict('status', 'it was cancelled', 'it was received')
  return { do: 'set-status', status: 'CANCELLED' }
}

function outletStep(wanted: Intention, seen: Observed): Step {
  const { status } = seen.header
  if (status === 'OPEN') {
    const line = packedStep(wanted, seen)
    if (line !== null) return line
    return wanted.status === 'OPEN' ? settled(seen) : { do: 'set-status', status: 'SENT' }
  }
  if (status === 'SENT' || status === 'DISPATCHED') {
    if (wanted.status === 'OPEN') return conflict('status', 'it is packed, not sent', `it is ${status}`)
    if (wanted.received === null) return packedDiffers(wanted, seen) ?? settled(seen)
    const line = receivedStep(wanted, seen, 'leave-extras')
    if (line !== null) return line
    return wanted.status === 'RECEIVED' ? { do: 'set-status', status: 'RECEIVED' } : settled(seen)
  }
  return beyond(wanted, seen)
}

function supplierStep(wanted: Intention, seen: Observed): Step {
  const { status } = seen.header
  if (status === 'OPEN') return { do: 'set-status', status: 'SENT' }
  if (status === 'SENT')
    return wanted.status === 'SENT' ? settled(seen) : { do: 'set-status', status: 'DISPATCHED' }
  if (status === 'DISPATCHED') {
    const line = receivedStep(wanted, seen, 'add-extras')
    if (line !== null) return line
    if (wanted.status !== 'RECEIVED') return settled(seen)
    const isAnything = [...seen.lines.values()].some((line) => (line.received ?? 0) > 0)
    if (!isAnything)
      return conflict(
        'lines',
        'nothing of this order came',
        'an order cannot be closed with nothing received',
      )
    return { do: 'set-status', status: 'RECEIVED' }
  }
  return beyond(wanted, seen)
}

/** At or past the wanted status: done when the received units agree, else a person looks. */
function beyond(wanted: Intention, seen: Observed): Step {
  const { status } = seen.header
  if (!isAtOrBeyond(wanted.type, status, wanted.status)) {
    return conflict('status', `${wanted.status} is wanted`, `it is ${status}`)
  }
  if (wanted.received !== null) {
    const different = wanted.received.filter(({ productId, units }) => {
      const there = seen.lines.get(productId)
      return there === undefined ? wanted.type === 'SUPPLIER' && units > 0 : there.received !== units
    })
    if (different.length > 0) {
      return conflict(
        'lines',
        `${different.length} products were counted differently here`,
        `it is ${status} already`,
      )
    }
  }
  return settled(seen)
}

/** Done once Lightspeed's background work has left no line pending; a failed line is somebody's business. */
function settled(seen: Observed): Step {
  const lines = [...seen.lines.values()]
  if (lines.some((line) => line.status === 'RECEIVE_FAIL')) {
    return conflict('lines', 'all units were told', 'Lightspeed reports lines it could not process')
  }
  if (seen.header.status !== 'OPEN' && lines.some((line) => line.status === 'PENDING')) {
    return { do: 'wait', why: 'Lightspeed is still working on the lines.' }
  }
  return { do: 'done' }
}

function packedStep(wanted: Intention, seen: Observed): Step | null {
  if (wanted.packed === null) return null
  const known = new Set(wanted.packed.map((line) => line.productId))
  for (const { productId, units, costCents } of wanted.packed) {
    const there = seen.lines.get(productId)
    if (there === undefined) {
      if (units > 0) return { do: 'add-line', productId, count: units, received: null, costCents }
      continue
    }
    if (there.count === units) continue
    const blocked = unwritable(there, `${units} packed`)
    if (blocked !== null) return blocked
    return { do: 'set-line', productId, count: units, received: null }
  }
  const added = [...seen.lines.values()].filter((line) => !known.has(line.productId) && line.count !== 0)
  if (added.length > 0) {
    return conflict('lines', 'these products were not packed', `${added.length} products were added there`)
  }
  return null
}

/** After SENT the stock has moved: a packed count that differs is never written, it is a conflict. */
function packedDiffers(wanted: Intention, seen: Observed): Step | null {
  const different = (wanted.packed ?? []).filter(
    ({ productId, units }) => (seen.lines.get(productId)?.count ?? 0) !== units,
  )
  if (different.length === 0) return null
  return conflict(
    'lines',
    `${different.length} products were packed differently`,
    'it was sent with other counts',
  )
}

/**
 * Writes the received units of every line, zeros included: what was never written would be unknown. A product without
 * a line is added to an order, but left to the office on a transfer (what Lightspeed does there is not documented).
 */
function receivedStep(wanted: Intention, seen: Observed, extras: 'add-extras' | 'leave-extras'): Step | null {
  const units = new Map((wanted.received ?? []).map((line) => [line.productId, line.units]))
  for (const there of seen.lines.values()) {
    const received = units.get(there.productId) ?? 0
    if (there.received === received && there.isReceivedSet) continue
    const blocked = unwritable(there, `${received} received`)
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

function unwritable(there: ObservedLine, here: string): Step | null {
  if (there.rows > 1) return conflict('rows', here, `the product stands on ${there.rows} rows`)
  if (there.count === null || there.received === null)
    return conflict('fraction', here, 'the quantity is a fraction')
  return null
}

function conflict(kind: PushConflict['kind'], here: string, there: string): Step {
  return { do: 'conflict', conflict: { kind, here, there } }
}
