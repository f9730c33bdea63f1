import type { Bench } from '../../bench.ts'
import { type Difference, type Found, keyOf } from './difference.ts'
import { choicesOf } from './difference-choices.ts'

/** A consignment on which everything differs is one difference to a person, not a thousand. */
const mostOfOne = 60

/**
 * Keeps what a comparison found: new ones are noted, those that are gone end by themselves, and what a person said may
 * stand is not brought up again while the numbers are the same. Where a question about the consignment is open already,
 * nothing is asked twice. `consignmentId` null is the stock. Call inside a write.
 */
export function noteDifferences(bench: Bench, consignmentId: string | null, found: readonly Found[]): void {
  const { store, log } = bench
  // A person said that Lightspeed is not told: what differs since is shown, and nobody is asked about it.
  const isDecided = consignmentId !== null && store.outbox.lastOf(consignmentId)?.state === 'discarded'
  const hasQuestion = consignmentId !== null && store.conflicts.openOf(consignmentId) !== null
  const shown = found.filter(({ difference }) => !hasQuestion || !isAskedAlready(difference))
  if (shown.length > mostOfOne) {
    log.warn('reconcile.many-differences', { consignmentId: consignmentId ?? 'stock', count: shown.length })
  }
  const kept = new Set<string>()
  for (const { difference, changedThereAt } of shown.slice(0, mostOfOne)) {
    const key = keyOf(consignmentId, difference)
    const body = JSON.stringify(difference)
    if (store.differences.isAccepted(key, body)) continue
    kept.add(key)
    store.differences.note({
      id: store.newId(),
      key,
      consignmentId,
      productId: 'productId' in difference ? difference.productId : null,
      body,
      asks: !hasQuestion && !isDecided && choicesOf(store, consignmentId, difference).length > 0,
      changedThereAt,
      foundAt: store.now(),
    })
  }
  for (const open of store.differences.openOf(consignmentId)) {
    if (!kept.has(open.key)) store.differences.end(open.id, store.now(), 'agrees', 'Both sides agree.')
  }
}

/** What the question that is open is about in any case. */
function isAskedAlready({ kind }: Difference): boolean {
  return kind === 'status' || kind === 'gone' || kind === 'received'
}
