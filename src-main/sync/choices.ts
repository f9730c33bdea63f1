import type { Intention } from '../outbox/intention.ts'
import type { ConflictChoice } from '../store/conflict-rows.ts'
import type { Observed } from './observed.ts'
import type { PushConflict } from './plan/step.ts'

/** What a person can do about a push that cannot go on. Each choice is carried out by `settle.ts`. */
export function pushChoices(found: PushConflict, seen: Observed | null, wanted: Intention): ConflictChoice[] {
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
