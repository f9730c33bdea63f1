import { StationError } from '../../src-shared/failure.ts'
import type { Recount } from '../../src-shared/model/recount.ts'
import { type Bench, commandOn } from '../bench.ts'
import type { Store } from '../store/store.ts'

const mostShown = 200

/** `recount:list`: what went missing on its way from this outlet, to be counted again on its shelf; oldest first. */
export function recountList(store: Store, outletId: string | null): Recount[] {
  if (outletId === null) return []
  return store.read(() =>
    store.recounts.open(outletId, mostShown).map((row) => ({
      id: row.id,
      consignmentId: row.consignmentId,
      code: row.code,
      to: row.outletId === null ? null : (store.catalogue.outlet(row.outletId)?.name ?? null),
      name: row.name,
      sku: row.sku,
      missing: row.units,
      level: store.stock.projected(row.productId, outletId),
      at: row.at,
    })),
  )
}

/**
 * `recount:done`: how many were on the shelf. It ends the question and is kept beside what the books said; the stock itself
 * is put right by a stocktake. A second press with the same number changes nothing.
 */
export function recountDone(
  bench: Bench,
  taken: { recountId: string; counted: number },
): Record<string, never> {
  const { store } = bench
  const row = store.recounts.get(taken.recountId)
  if (row === null) {
    throw new StationError('no-such-recount', 'That is not to be recounted.', 'Look at the list again.')
  }
  return store.write(commandOn(bench, 'recount:done', row.consignmentId, taken), () => {
    if (row.recounted === taken.counted) return {}
    if (row.recounted !== null) {
      throw new StationError(
        'recounted-already',
        `This was counted already: ${row.recounted}.`,
        'If the stock is still wrong, count the product in a stocktake.',
      )
    }
    if (row.recountOutletId !== bench.outletId()) {
      throw new StationError(
        'elsewhere',
        'This is recounted at another outlet.',
        'Choose that outlet in Setup.',
      )
    }
    const level = store.stock.projected(row.productId, row.recountOutletId)
    store.recounts.done(row.id, taken.counted, level, store.now(), bench.actor().id)
    store.consignments.touch(row.consignmentId, store.now())
    return {}
  })
}
