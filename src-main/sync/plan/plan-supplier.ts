import { isAtOrBeyond, remoteRank } from '../../../src-shared/rule/status-map.ts'
import type { Intention } from '../../outbox/intention.ts'
import type { Observed } from '../observed.ts'
import { beyond, packedStep, receivedStep, settled } from './lines.ts'
import { type AgreedUnits, conflict, hereWords, type Step } from './step.ts'

/**
 * An order: OPEN, SENT, DISPATCHED before the first `received`, RECEIVED when it is closed. A part that came leaves it
 * DISPATCHED.
 */
export function supplierStep(wanted: Intention, seen: Observed, agreed: AgreedUnits): Step {
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
