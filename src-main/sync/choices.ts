import type { Kind, State } from '../../src-shared/model/consignment.ts'
import { inbound, isAtOrBeyond } from '../../src-shared/rule/status-map.ts'
import type { Intention } from '../outbox/intention.ts'
import type { ConflictChoice } from '../store/conflict-rows.ts'
import type { Observed } from './observed.ts'
import type { PushConflict } from './plan/step.ts'

/**
 * What a person can do about a push that cannot go on, for a consignment as it stands here. Each choice is carried out
 * by `settle.ts`.
 */
export function pushChoices(
  found: PushConflict,
  seen: Observed | null,
  wanted: Intention,
  local: { kind: Kind; state: State },
): ConflictChoice[] {
  const there = seen?.header.status ?? ''
  if (found.kind === 'status' && isAtOrBeyond(wanted.type, there, 'CANCELLED')) {
    return cancelledChoices(wanted, there, local)
  }
  const drop =
    found.kind === 'gone'
      ? 'Lightspeed is right: cancel it here too'
      : 'Lightspeed is right: do not send this'
  const choices: ConflictChoice[] = [{ choice: 'try-again', say: 'It is put right in Lightspeed: try again' }]
  // Where each side's units have their own button, nothing is dropped: the status has to be told all the same.
  if (found.kind !== 'received' || wanted.type === 'STOCKTAKE')
    choices.push({ choice: 'drop-ours', say: drop })
  if (found.kind === 'lines' && seen?.header.status === 'OPEN' && wanted.packed !== null) {
    choices.unshift({ choice: 'zero-theirs', say: 'They are not in the boxes: set them to 0 in Lightspeed' })
  }
  const isPacked = wanted.type === 'OUTLET' || wanted.type === 'RETURN'
  if (found.kind === 'gone' && isPacked && wanted.packed?.some((line) => line.units > 0)) {
    choices.unshift({ choice: 'make-again', say: 'The boxes are packed: make it again in Lightspeed' })
  }
  if (found.kind === 'list') {
    choices.unshift({ choice: 'trust-list', say: 'The lines it lists are all there are: go on' })
  }
  return choices
}

/** Nothing moves any more at Lightspeed: to try it again would only ask again. */
function cancelledChoices(
  wanted: Intention,
  there: string,
  { kind, state }: { kind: Kind; state: State },
): ConflictChoice[] {
  const choices: ConflictChoice[] = []
  const hasUnits = wanted.packed?.some((line) => line.units > 0) === true
  const isPacked = (wanted.type === 'OUTLET' || wanted.type === 'RETURN') && wanted.received === null
  if (isPacked && hasUnits) {
    choices.push({ choice: 'make-again', say: 'The boxes go all the same: make it again in Lightspeed' })
  }
  if (wanted.type === 'STOCKTAKE' && (wanted.listed ?? wanted.received ?? []).length > 0) {
    choices.push({ choice: 'make-again', say: 'The count stands: make it again in Lightspeed' })
  }
  if (inbound(kind, state, there).is === 'advance') {
    choices.push({ choice: 'drop-ours', say: 'Lightspeed is right: cancel it here too' })
  }
  choices.push({
    choice: 'keep-different',
    say: 'Keep it as it is here, cancelled there: it is noted as a difference',
  })
  return choices
}
