import type {
  DifferenceView,
  ReconcileRunView,
  ReconcileState,
} from '../../../src-shared/model/difference.ts'
import type { DifferenceRow } from '../../store/difference-rows.ts'
import { notPulledYet } from '../../store/line-rows.ts'
import type { Store } from '../../store/store.ts'
import { readDifference } from './difference.ts'
import { choicesOf } from './difference-choices.ts'
import { type DifferenceWords, wordsOf } from './difference-words.ts'

const mostShown = 200

/** What the Sync screen shows of comparing: how far it is, and what differs. */
export function reconcileScreen(store: Store, isConnected: boolean, isNextAsked = false): ReconcileState {
  const { open, asks } = store.differences.counts()
  return {
    isConnected,
    isNextAsked,
    run: runView(store),
    differences: store.differences.open(mostShown).map((row) => differenceView(store, row)),
    open,
    asks,
  }
}

function runView(store: Store): ReconcileRunView | null {
  const run = store.reconcile.newest()
  if (run === null) return null
  const { waiting, problem } = store.reconcile.counts(run.id)
  const { why, beganAt, endedAt, isCancelled, total } = run
  return { why, beganAt, endedAt, isCancelled, total, done: Math.max(0, total - waiting), problem }
}

function differenceView(store: Store, row: DifferenceRow): DifferenceView {
  const { id, consignmentId, productId, foundAt } = row
  const found = readDifference(row.body)
  const hasQuestion = consignmentId !== null && store.conflicts.openOf(consignmentId) !== null
  const line =
    consignmentId === null || productId === null ? null : store.lines.ofProduct(consignmentId, productId)
  const known = productId === null ? null : store.products.get(productId)
  const { advice, ...words } = found === null ? unreadable : wordsOf({ store, consignmentId }, found)
  return {
    id,
    consignmentId,
    code: consignmentId === null ? 'Stock' : (store.consignments.get(consignmentId)?.code ?? ''),
    product:
      productId === null
        ? null
        : {
            id: productId,
            name: line?.name ?? known?.name ?? notPulledYet,
            sku: line?.sku ?? known?.sku ?? '',
          },
    ...words,
    hereAt: line?.touchedAt ?? null,
    thereAt: row.changedThereAt,
    foundAt,
    advice: hasQuestion
      ? 'There is a question about this consignment: answer that first.'
      : isDecided(store, consignmentId)
        ? `It was decided here that Lightspeed is not told. ${advice}`
        : advice,
    choices:
      found === null || hasQuestion
        ? []
        : choicesOf(store, consignmentId, found).map(({ choice, say }) => ({ choice, say })),
    asks: row.asks && !hasQuestion,
  }
}

function isDecided(store: Store, consignmentId: string | null): boolean {
  return consignmentId !== null && store.outbox.lastOf(consignmentId)?.state === 'discarded'
}

const unreadable: DifferenceWords = {
  here: 'noted by another version of this station',
  there: 'not to be read by this one',
  because: null,
  advice: 'Compare again: it is noted anew, or goes away.',
}
