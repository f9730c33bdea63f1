import type { OutboxView } from '../../src-shared/model/sync.ts'
import type { IconName } from '../part/icon.tsx'

/** A shape for each state of a change, beside its word. */
export const entryIcons: Record<OutboxView['state'], IconName> = {
  pending: 'clock',
  in_flight: 'sync',
  unknown: 'question',
  parked: 'triangle',
  done: 'check',
  discarded: 'cross',
}
