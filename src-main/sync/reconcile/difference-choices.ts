import { impossible } from '../../../src-shared/failure.ts'
import type { ConflictChoice } from '../../store/conflict-rows.ts'
import type { Store } from '../../store/store.ts'
import { countedChoices, receivedChoices } from '../received-conflict.ts'
import type { Difference } from './difference.ts'

const leave = (say: string): ConflictChoice => ({ choice: 'seen', say })
const tell = (say: string): ConflictChoice => ({ choice: 'tell-again', say })

/** What a person can do about a difference; empty where it is explained and there is nothing to do. */
export function choicesOf(store: Store, consignmentId: string | null, found: Difference): ConflictChoice[] {
  switch (found.kind) {
    case 'gone':
      return [{ choice: 'ask-again', say: 'Read all consignments again, to be sure' }]
    case 'never-told':
      return [tell('Tell Lightspeed now'), leave('Leave it: the office has made it there')]
    case 'status':
      return found.isKnown && found.wants !== null && isTellable(found.wants, found.there)
        ? [tell(`Ours is right: make it ${found.wants} in Lightspeed`), leave('Leave both sides as they are')]
        : [leave('Leave both sides as they are')]
    case 'reference':
      return found.isInName ? [] : [leave('Leave it: it is known which one it is')]
    case 'count':
      return found.isOpenThere && found.of === 'packed'
        ? [tell(`Ours is right: set it to ${found.here} in Lightspeed`), leave(leaveCount)]
        : [leave(leaveCount)]
    case 'line-missing':
      return found.isOpenThere
        ? [tell(`Ours is right: put ${found.here} of it there`), leave(leaveCount)]
        : [leave(leaveCount)]
    case 'line-added':
      return found.isOpenThere
        ? [tell('It is not in the boxes: set it to 0 in Lightspeed'), leave(leaveCount)]
        : [leave(leaveCount)]
    case 'received':
      return consignmentId === null ? [] : ofReceived(store, consignmentId, found)
    case 'outlet':
    case 'rows':
    case 'fraction':
    case 'failed':
    case 'totals':
      return [leave('The office knows about it')]
    case 'stuck-stock':
      return [{ choice: 'let-stand', say: 'Lightspeed’s level holds them: count them no more' }]
    case 'level':
      return []
    default:
      return impossible(found)
  }
}

/** What is cancelled there stays so, and a count is told from its own screen: its units would be missing here. */
function isTellable(wants: string, there: string): boolean {
  return there !== 'CANCELLED' && there !== 'CLOSED' && !wants.startsWith('STOCKTAKE')
}

const leaveCount = 'Leave it: the office has put the stock right'

function ofReceived(
  store: Store,
  consignmentId: string,
  found: Extract<Difference, { kind: 'received' }>,
): ConflictChoice[] {
  const { productId, here, there, agreed } = found
  const difference = { productId, here, there, agreed, mayLag: false }
  return found.isOverThere
    ? countedChoices(store, consignmentId, [difference])
    : receivedChoices(store, consignmentId, [difference])
}
