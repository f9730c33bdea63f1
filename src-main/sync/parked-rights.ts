import { StationError } from '../../src-shared/failure.ts'
import type { Actor } from '../store/store.ts'

/**
 * Who may send a parked change again or give it up. Until people sign in at the bench everybody there may, with a reason
 * that the journal keeps; the station itself never decides. With sign-in this becomes `mayDo(actor.role, 'retry')`.
 * @throws StationError `not-allowed`
 */
export function mayDecideOrRefuse(actor: Actor): void {
  if (actor.role !== 'SY') return
  throw new StationError('not-allowed', 'A person has to decide this.', 'Do it on the Sync screen.')
}
