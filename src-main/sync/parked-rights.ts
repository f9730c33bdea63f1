import { StationError } from '../../src-shared/failure.ts'
import type { Actor } from '../store/store.ts'

/**
 * Sending a parked change again, giving it up and settling a difference are decisions of a person, with a reason that
 * the journal keeps: the station itself never decides. Which persons may is the door's to check (`rule/rights.ts`).
 * @throws StationError `not-allowed`
 */
export function mayDecideOrRefuse(actor: Actor): void {
  if (actor.role !== 'SY') return
  throw new StationError('not-allowed', 'A person has to decide this.', 'Do it on the Sync screen.')
}
