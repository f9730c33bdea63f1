import { isAtOrBeyond } from '../../../src-shared/rule/status-map.ts'
import type { Intention } from '../../outbox/intention.ts'
import type { Observed } from '../observed.ts'
import { beyond, packedDiffers, packedStep, receivedStep, settled } from './lines.ts'
import { type AgreedUnits, conflict, hereWords, type Step } from './step.ts'

/** A transfer: OPEN with its packed counts, SENT, `received` of every line, RECEIVED. */
export function outletStep(wanted: Intention, seen: Observed, agreed: AgreedUnits): Step {
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
