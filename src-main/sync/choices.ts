import type { ConflictChoice } from '../store/conflict-rows.ts'
import type { Observed } from './observed.ts'
import type { PushConflict } from './plan-push.ts'

/** What a person can do about a push that cannot go on. Each choice is carried out by `settle.ts`. */
export function pushChoices(found: PushConflict, seen: Observed | null): ConflictChoice[] {
  const choices: ConflictChoice[] = [
    { choice: 'try-again', say: 'It is put right in Lightspeed: try again' },
    { choice: 'drop-ours', say: 'Lightspeed is right: do not send this' },
  ]
  if (found.kind === 'lines' && seen?.header.status === 'OPEN') {
    choices.unshift({ choice: 'zero-theirs', say: 'They are not in the boxes: set them to 0 in Lightspeed' })
  }
  return choices
}
