import { impossible } from '../../src-shared/failure.ts'
import { isAtOrBeyond } from '../../src-shared/rule/status-map.ts'
import type { Intention } from '../outbox/intention.ts'
import type { Observed } from './observed.ts'
import { outletStep } from './plan/plan-outlet.ts'
import { returnStep } from './plan/plan-return.ts'
import { filteredProducts, stocktakeStep } from './plan/plan-stocktake.ts'
import { supplierStep } from './plan/plan-supplier.ts'
import { type AgreedUnits, conflict, hereWords, type Step } from './plan/step.ts'

/**
 * Decides the next step from what must be true and what was just read. Pure: the same pair gives the same step, so a
 * lost answer is settled by reading again. Only absolute single-line PUTs once a line exists; `received` is never
 * written before the order is DISPATCHED (SUPPLIER), SENT (OUTLET) or listed (STOCKTAKE), because writing it moves an
 * order by itself; `count` is never written once goods have left, because Lightspeed moved stock by it; a `received`
 * that is neither what both sides last agreed on nor what we sent since is somebody else's, and a person says what
 * counts.
 */
export function nextStep(wanted: Intention, seen: Observed | null, agreed: AgreedUnits): Step {
  if (seen === null) return unknownThere(wanted)
  const { status } = seen.header
  if (seen.header.deletedAt !== null) return wanted.status === 'CANCELLED' ? { do: 'done' } : gone(wanted)
  if (wanted.status === 'CANCELLED') return cancel(wanted, seen)
  if (isAtOrBeyond(wanted.type, status, 'CANCELLED')) {
    return conflict('status', hereWords(wanted), 'it was cancelled there')
  }
  switch (wanted.type) {
    case 'OUTLET':
      return outletStep(wanted, seen, agreed)
    case 'SUPPLIER':
      return supplierStep(wanted, seen, agreed)
    case 'RETURN':
      return returnStep(wanted, seen)
    case 'STOCKTAKE':
      return stocktakeStep(wanted, seen, agreed)
    default:
      return impossible(wanted.type)
  }
}

/**
 * What Lightspeed never knew needs no cancelling; what holds no packed counts cannot be made from here, and a count of
 * no products would be one of the whole store.
 */
function unknownThere(wanted: Intention): Step {
  if (wanted.status === 'CANCELLED') return { do: 'done' }
  const isMakeable =
    wanted.type === 'STOCKTAKE'
      ? filteredProducts(wanted).length > 0
      : wanted.packed?.some((line) => line.units > 0) === true
  return isMakeable ? { do: 'create' } : gone(wanted)
}

function gone(wanted: Intention): Step {
  return conflict('gone', hereWords(wanted), 'it is gone there')
}

const cancellable: Record<Intention['type'], readonly string[]> = {
  OUTLET: ['OPEN', 'SENT'],
  SUPPLIER: ['OPEN', 'SENT', 'DISPATCHED'],
  RETURN: ['OPEN'],
  STOCKTAKE: ['STOCKTAKE', 'STOCKTAKE_SCHEDULED', 'STOCKTAKE_IN_PROGRESS', 'STOCKTAKE_IN_PROGRESS_PROCESSED'],
}

function cancel(wanted: Intention, seen: Observed): Step {
  const { status } = seen.header
  if (isAtOrBeyond(wanted.type, status, 'CANCELLED')) return { do: 'done' }
  if (!cancellable[wanted.type].includes(status)) {
    return conflict('status', 'it was cancelled here', `it is ${status} there`)
  }
  if (wanted.type === 'SUPPLIER' && seen.lines.size === 0) {
    return conflict('lines', 'it was cancelled here', 'an order without lines cannot be cancelled there')
  }
  return { do: 'set-status', status: 'CANCELLED' }
}
