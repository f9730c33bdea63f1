import type { ConsignmentHead, State } from '../../src-shared/model/consignment.ts'
import { headOf } from '../consignment/head.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { Store } from '../store/store.ts'

const packStates: readonly State[] = ['draft', 'rejected', 'approved', 'packing', 'packed']
const receiveStates: readonly State[] = ['sent', 'receiving', 'partial']
const orderStates: readonly State[] = ['draft', 'rejected', 'approved']
const waitingStates: readonly State[] = ['pending_approval', 'received', 'sent']
const countStates: readonly State[] = ['scheduled', 'counting', 'review', 'approved']
const doneStates: readonly State[] = ['completed', 'cancelled']
const laneLimit = 1_000
const doneShown = 100

export type WorkLanes = {
  toPack: ConsignmentHead[]
  toReceive: ConsignmentHead[]
  toOrder: ConsignmentHead[]
  toCount: ConsignmentHead[]
  waiting: ConsignmentHead[]
  done: ConsignmentHead[]
}

/**
 * The lanes of the Work screen for one outlet: what leaves from it, what comes to it, what waits for somebody else
 * (the other outlet, Lightspeed, the office), and what is done.
 */
export function workLanes(store: Store, outletId: string | null, search: string): WorkLanes {
  return store.read(() => {
    if (outletId === null)
      return { toPack: [], toReceive: [], toOrder: [], toCount: [], waiting: [], done: [] }
    const within = (states: readonly State[]) => store.consignments.inStates(states, laneLimit, outletId)
    // A return names the outlet it leaves, a count the one that is counted: nothing comes with either.
    const comesHere = (row: ConsignmentRow) => isReceived(row) && row.outletId === outletId
    const leavesHere = (row: ConsignmentRow) =>
      row.kind === 'RETURN'
        ? row.outletId === outletId
        : row.kind === 'PO'
          ? row.outletId === outletId && (row.state === 'packing' || row.state === 'packed')
          : row.kind === 'OUTLET' && row.sourceOutletId === outletId
    const matches = searcher(store, search)
    const heads = (rows: ConsignmentRow[], wanted: (row: ConsignmentRow) => boolean) =>
      rows
        .filter(wanted)
        .map((row) => headOf(store, row))
        .filter(matches)
    return {
      toPack: heads(within(packStates), leavesHere),
      toReceive: heads(within(receiveStates), comesHere),
      toOrder: heads(within(orderStates), (row) => row.kind === 'PO' && comesHere(row)),
      toCount: heads(within(countStates), (row) => row.kind === 'STOCKTAKE' && row.outletId === outletId),
      waiting: heads(within(waitingStates), (row) => !(row.state === 'sent' && comesHere(row))),
      done: heads(
        store.consignments.newestIn(doneStates, search === '' ? doneShown : laneLimit, outletId),
        // What was put away is found by who looks for it.
        (row) => search !== '' || row.archivedAt === null,
      ),
    }
  })
}

function isReceived({ kind }: ConsignmentRow): boolean {
  return kind === 'OUTLET' || kind === 'PO'
}

/** Every word of the search stands in the card's code, reference, places or note, or names a product on it. */
function searcher(store: Store, search: string): (head: ConsignmentHead) => boolean {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return () => true
  const byProduct = new Set(
    store.products.search(search, 20).flatMap((product) => store.lines.consignmentsWith(product.id)),
  )
  return (head) => {
    if (byProduct.has(head.id)) return true
    const text = [head.code, head.reference, head.from?.name, head.to?.name, head.supplier?.name, head.note]
      .filter((part) => part !== undefined)
      .join(' ')
      .toLowerCase()
    return words.every((word) => text.includes(word))
  }
}
