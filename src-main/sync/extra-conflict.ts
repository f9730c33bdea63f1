import type { Bench } from '../bench.ts'
import type { Intention } from '../outbox/intention.ts'
import type { Observed } from './observed.ts'

type Untold = { productId: string; units: number }

/**
 * What came with a transfer that nobody sent. A line cannot be added once it was sent (what Lightspeed does then is not
 * documented), so its units never reach the stock by it: the office adds them.
 */
export function untold(wanted: Intention, seen: Observed): Untold[] {
  if (wanted.type !== 'OUTLET' || seen.header.status !== 'RECEIVED') return []
  return (wanted.received ?? []).filter((line) => line.units > 0 && !seen.lines.has(line.productId))
}

/** Asks the office for what Lightspeed was not told. Call inside a write. */
export function raiseExtras({ store }: Bench, consignmentId: string, extras: readonly Untold[]): void {
  if (extras.length === 0) return
  const named = extras.map(
    ({ productId, units }) =>
      `${units} × ${store.lines.ofProduct(consignmentId, productId)?.name ?? 'a product not known here'}`,
  )
  store.conflicts.raise({
    id: store.newId(),
    consignmentId,
    kind: 'extra',
    here: `${named.join(', ')} came on top of what was sent`,
    there: 'a transfer takes no product that was not sent: its stock lacks them',
    choices: [
      { choice: 'stock-added', say: 'The office has added them to the stock' },
      { choice: 'not-kept', say: 'They were sent back: there is nothing to add' },
    ],
    raisedAt: store.now(),
  })
}

/** Lightspeed's level is the whole truth again, whether they were added to it or went back. Call inside a write. */
export function endExtras({ store }: Bench, consignmentId: string): void {
  const outletId = store.consignments.get(consignmentId)?.outletId ?? null
  if (outletId !== null) store.stock.acknowledge(consignmentId, outletId, store.now())
}
