import { isAtOrBeyond } from '../../../src-shared/rule/status-map.ts'
import type { Intention } from '../../outbox/intention.ts'
import type { Observed, ObservedLine } from '../observed.ts'
import type { ReceivedDifference } from '../received-conflict.ts'
import { type AgreedUnits, conflict, hereWords, products, type Step } from './step.ts'

/** At or past the wanted status: done when the units agree, else a person looks. */
export function beyond(wanted: Intention, seen: Observed): Step {
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
  // A line that just changed may be missing from its list for a while.
  const isListed = different.some(({ productId }) => seen.lines.has(productId))
  if (!isListed && wanted.trustsList !== true) return { do: 'wait', for: 'list' }
  const already = `it is ${seen.header.status} there already`
  const received = different.flatMap((one) => (one.there === null ? [] : [{ ...one, there: one.there }]))
  return received.length < different.length
    ? conflict('fraction', `${products(different.length)} counted differently here`, already)
    : conflict('counted', `${products(different.length)} counted differently here`, already, received)
}

/** Done once Lightspeed's background work has left no line pending; a failed line is somebody's business. */
export function settled(wanted: Intention, seen: Observed): Step {
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

export function packedStep(wanted: Intention, seen: Observed): Step | null {
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
export function packedDiffers(wanted: Intention, seen: Observed): Step | null {
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
export function receivedStep(
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
export function receivedElsewhere(
  units: ReadonlyMap<string, number>,
  seen: Observed,
  agreedUnits: AgreedUnits,
): ReceivedDifference[] {
  return [...seen.lines.values()].flatMap(({ productId, received: there, rows }) => {
    // What cannot be written anyway is asked about for that.
    if (there === null || rows > 1) return []
    const here = units.get(productId) ?? 0
    const known = agreedUnits.get(productId) ?? { received: 0, told: [] }
    if (there === known.received || known.told.includes(there)) return []
    const agreed = known.told.at(-1) ?? known.received
    return [{ productId, here, there, agreed, mayLag: known.told.length > 0 }]
  })
}

/** A fraction is kept as it came and never written over; of two rows with one product none can be addressed. */
export function unwritable(value: number | null, there: ObservedLine, here: string): Step | null {
  if (there.rows > 1) return conflict('rows', here, `the product stands on ${there.rows} rows there`)
  if (value === null) return conflict('fraction', here, 'the quantity is a fraction there')
  return null
}
