import { isAtOrBeyond, remoteRank } from '../../../src-shared/rule/status-map.ts'
import type { Intention } from '../../outbox/intention.ts'
import type { Observed } from '../observed.ts'
import { receivedElsewhere, settled, unwritable } from './lines.ts'
import { type AgreedUnits, conflict, hereWords, products, type Step } from './step.ts'

/** The vendor takes so many filters; without any a count is one of the whole store. */
const mostFilters = 25

/** The products a count is made for; what goes beyond the vendor's filters is added to its list afterwards. */
export function filteredProducts(wanted: Intention): string[] {
  const listed = wanted.listed ?? (wanted.received ?? []).map((line) => line.productId)
  return listed.slice(0, mostFilters)
}

/** Whether every product that the list was made for stands on it: only then is it known what nobody counted. */
export function isCountListed(wanted: Intention, listed: ReadonlySet<string>): boolean {
  const skipped = new Set(wanted.skipped)
  return (wanted.listed ?? [])
    .slice(0, mostFilters)
    .every((productId) => listed.has(productId) || skipped.has(productId))
}

/**
 * A count: STOCKTAKE_SCHEDULED, STOCKTAKE_IN_PROGRESS, then Lightspeed lists its products by itself and says
 * STOCKTAKE_IN_PROGRESS_PROCESSED; the counted units of every line, zeros too, and STOCKTAKE_COMPLETE. It is never
 * completed with a line that nobody counted: Lightspeed would set that product to 0.
 * Source: x-series-api.lightspeedhq.com/docs/inventory_creating_inventory_counts
 */
export function stocktakeStep(wanted: Intention, seen: Observed, agreed: AgreedUnits): Step {
  const { status } = seen.header
  const rank = remoteRank('STOCKTAKE', status)
  if (rank === null || remoteRank('STOCKTAKE', wanted.status) === null) {
    return conflict('status', hereWords(wanted), `it is ${status} there`)
  }
  if (status === 'STOCKTAKE_COMPLETE') return completed(wanted, seen)
  if (status === 'STOCKTAKE_IN_PROGRESS_PROCESSED') return countStep(wanted, seen, agreed)
  const isThere = isAtOrBeyond('STOCKTAKE', status, wanted.status)
  if (isThere && wanted.received === null) return { do: 'done' }
  // Its lines are not written before Lightspeed has listed them all: it may be about to make one of its own.
  return rank === 0 ? { do: 'set-status', status: 'STOCKTAKE_IN_PROGRESS' } : { do: 'wait', for: 'lines' }
}

function countStep(wanted: Intention, seen: Observed, agreed: AgreedUnits): Step {
  const isEnd = wanted.status === 'STOCKTAKE_COMPLETE'
  if (wanted.received === null) {
    return isEnd ? conflict('lines', hereWords(wanted), 'no units were counted') : { do: 'done' }
  }
  if (!seen.isWhole) return { do: 'wait', for: 'list' }
  const counted = new Map(wanted.received.map((line) => [line.productId, line.units]))
  const skipped = (wanted.skipped ?? []).filter((productId) => !counted.has(productId))
  if (isEnd) {
    const known = new Set([...counted.keys(), ...skipped])
    const uncounted = [...seen.lines.keys()].filter((productId) => !known.has(productId))
    if (uncounted.length > 0) {
      return conflict(
        'uncounted',
        `${products(uncounted.length)} not counted here`,
        'completing the count would set them to 0',
      )
    }
  }
  const others = receivedElsewhere(counted, seen, agreed)
  if (others.length > 0) return conflict('received', hereWords(wanted), 'other units were counted', others)
  // Also one that is not on the list: it may only not be listed yet, and asking twice does no harm.
  const left = skipped.find((productId) => seen.lines.has(productId) || seen.removed?.has(productId) !== true)
  if (left !== undefined) return { do: 'remove-line', productId: left }
  for (const [productId, units] of counted) {
    const there = seen.lines.get(productId)
    if (there === undefined) {
      return { do: 'add-line', productId, count: null, received: units, costCents: null }
    }
    if (there.received === units && there.isReceivedSet) continue
    const blocked = unwritable(there.received, there, `${units} counted`)
    if (blocked !== null) return blocked
    return { do: 'set-line', productId, count: null, received: units }
  }
  return isEnd ? { do: 'set-status', status: 'STOCKTAKE_COMPLETE' } : { do: 'done' }
}

/** Nothing can be written any more: what was counted here must be what it was completed with. */
function completed(wanted: Intention, seen: Observed): Step {
  const counted = wanted.received ?? []
  const different = [
    ...counted.filter(({ productId, units }) => seen.lines.get(productId)?.received !== units),
    ...(wanted.skipped ?? [])
      .filter((id) => seen.lines.has(id) && !counted.some(({ productId }) => productId === id))
      .map((productId) => ({ productId })),
  ]
  if (different.length === 0) return settled(wanted, seen)
  // A line that just changed may be missing from its list for a while.
  const isListed = different.some(({ productId }) => seen.lines.has(productId))
  if (!isListed && wanted.trustsList !== true) return { do: 'wait', for: 'list' }
  return conflict(
    'counted',
    `${products(different.length)} counted differently here`,
    'it is STOCKTAKE_COMPLETE there already',
  )
}
