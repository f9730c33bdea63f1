import type { Intention } from '../../outbox/intention.ts'
import type { Observed } from '../observed.ts'
import { beyond, packedDiffers, packedStep, settled } from './lines.ts'
import { conflict, hereWords, type Step } from './step.ts'

/**
 * A return to the supplier: OPEN with its packed counts, then SENT, which is its end. Its lines are told without a
 * cost: whether a return takes one is not documented.
 */
export function returnStep(wanted: Intention, seen: Observed): Step {
  const { status } = seen.header
  if (status === 'SENT') return sentReturnStep(wanted, seen)
  if (status !== 'OPEN') return beyond(wanted, seen)
  if (wanted.status !== 'OPEN' && wanted.status !== 'SENT') {
    return conflict('status', hereWords(wanted), 'a return ends when it is sent')
  }
  // Sending it would move stock by counts that nobody here packed.
  if (wanted.packed === null && wanted.status === 'SENT') {
    return conflict('status', hereWords(wanted), 'it is still OPEN there')
  }
  const line = packedStep(wanted, seen)
  if (line !== null) return line.do === 'add-line' ? { ...line, costCents: null } : line
  if (!seen.isWhole) return { do: 'wait', for: 'list' }
  if (wanted.status === 'OPEN') return settled(wanted, seen)
  if (![...seen.lines.values()].some((one) => (one.count ?? 0) > 0)) {
    return conflict('lines', 'nothing is packed', 'an empty return cannot be sent')
  }
  return { do: 'set-status', status: 'SENT' }
}

function sentReturnStep(wanted: Intention, seen: Observed): Step {
  if (wanted.status === 'OPEN') return conflict('status', 'it is packed, not sent', 'it is SENT there')
  if (wanted.status !== 'SENT') {
    return conflict('status', hereWords(wanted), 'a return ends when it is sent')
  }
  if (!seen.isWhole) return { do: 'wait', for: 'list' }
  return packedDiffers(wanted, seen) ?? settled(wanted, seen)
}
