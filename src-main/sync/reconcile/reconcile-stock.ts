import type { Bench } from '../../bench.ts'
import type { CallOptions } from '../../lightspeed/caller.ts'
import type { Lightspeed } from '../../lightspeed/lightspeed.ts'
import { systemActor } from '../../store/store.ts'
import { stockOf } from '../feed-rows-of.ts'
import type { PullStop } from '../pull-stop.ts'
import { compareLevels, type LevelPair } from './compare-levels.ts'
import { noteDifferences } from './note-differences.ts'

/** What this station moved so long ago is long in Lightspeed's levels. */
const movedWithinMs = 3 * 86_400_000
const mostProducts = 400
/** In one call. */
const batch = 200
/** Read one by one, for their versions. */
const mostRead = 40

export type StockCompared = { is: 'compared'; isLate: boolean } | { is: 'stopped'; stop: PullStop }

/**
 * Holds the levels of what this station moved lately against Lightspeed's of this moment. A level the feed passed over is
 * noted with both numbers, and the one that was read stands from then on: it is Lightspeed's own.
 */
export async function reconcileStock(
  bench: Bench,
  lightspeed: Lightspeed,
  options: CallOptions,
  isClosed: () => boolean,
): Promise<StockCompared> {
  const { store, clock, newTraceId } = bench
  const outletId = bench.outletId()
  if (outletId === null) return { is: 'compared', isLate: false }
  const since = new Date(clock.now() - movedWithinMs).toISOString()
  const products = store.stock.movedSince(outletId, since, mostProducts)
  const differing = await differingOf(bench, lightspeed, { products, outletId, options })
  if (!Array.isArray(differing)) return differing
  const pairs: LevelPair[] = []
  for (const productId of differing.slice(0, mostRead)) {
    const levels = await lightspeed.levelsOfProduct(productId, options)
    if (levels.is === 'refused') continue
    if (levels.is !== 'answer') return { is: 'stopped', stop: levels }
    const row = levels.value.find((one) => one.outletId === outletId)
    const read = row === undefined ? null : stockOf(row)
    pairs.push({ productId, kept: store.stock.level(productId, outletId), read })
  }
  if (isClosed()) return { is: 'compared', isLate: false }
  const { found, isLate } = compareLevels(outletId, pairs, store.feeds.get('inventory').cursor)
  const command = {
    kind: 'reconcile:stock',
    actor: systemActor,
    subject: null,
    given: { products: products.length, found: found.length },
    traceId: newTraceId(),
  }
  store.repeat(command, () => {
    noteDifferences(bench, null, found)
    for (const { difference } of found) {
      const pair = pairs.find((one) => 'productId' in difference && one.productId === difference.productId)
      if (pair?.read != null) store.stock.put({ productId: pair.productId, outletId, ...pair.read })
    }
  })
  return { is: 'compared', isLate }
}

/** Which of them have another level there; all of them where Lightspeed cannot tell many at once (its old version). */
async function differingOf(
  { store }: Bench,
  lightspeed: Lightspeed,
  asked: { products: readonly string[]; outletId: string; options: CallOptions },
): Promise<string[] | Extract<StockCompared, { is: 'stopped' }>> {
  const { products, outletId, options } = asked
  const differing: string[] = []
  for (let at = 0; at < products.length; at += batch) {
    const part = products.slice(at, at + batch)
    const levels = await lightspeed.levelsOf(part, outletId, options)
    if (levels.is === 'refused') return [...products]
    if (levels.is !== 'answer') return { is: 'stopped', stop: levels }
    const there = new Map(levels.value.map((one) => [one.productId, one.level]))
    for (const productId of part) {
      const here = store.stock.level(productId, outletId)?.level ?? 0
      if (here !== (there.get(productId) ?? 0)) differing.push(productId)
    }
  }
  return differing
}
