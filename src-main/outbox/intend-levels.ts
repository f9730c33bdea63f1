import { z } from 'zod'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { LevelChangeRow } from '../store/level-change-rows.ts'
import type { Store } from '../store/store.ts'

/** Beside what tells a consignment: stock levels that are set one by one. How far each product is stands in its own row. */
export const setLevels = 'set-levels'

const levelsBody = z.object({ is: z.literal('levels'), outletId: z.string(), products: z.array(z.string()) })
export type LevelsBody = z.infer<typeof levelsBody>

/** The body of an entry that sets levels; null for one that tells a consignment. */
export function readLevels(body: string): LevelsBody | null {
  return levelsBody.safeParse(JSON.parse(body)).data ?? null
}

/** What was counted of one product, and against which level. */
export type CountedLevel = Pick<LevelChangeRow, 'productId' | 'counted' | 'expected' | 'isLevelOld'>

/**
 * Notes the levels that Lightspeed must come to, in the transaction that approves them. Where nothing differs and the
 * level was a fresh one there is nothing to set. Call inside a write.
 */
export function intendLevels(
  store: Store,
  consignment: ConsignmentRow,
  counted: readonly CountedLevel[],
): void {
  const { id: consignmentId, outletId } = consignment
  if (outletId === null) throw new Error('a count needs its outlet')
  const open: string[] = []
  for (const one of counted) {
    const difference = one.expected === null ? null : roundLevel(one.counted - one.expected)
    const isAgreed = difference === 0 && !one.isLevelOld
    if (!isAgreed) open.push(one.productId)
    store.levelChanges.add({
      ...one,
      consignmentId,
      outletId,
      difference,
      state: isAgreed ? 'agreed' : 'waiting',
      base: null,
      baseVersion: null,
      target: null,
      shown: isAgreed ? one.expected : null,
      said: null,
      at: store.now(),
    })
  }
  const body: LevelsBody = { is: 'levels', outletId, products: open }
  store.outbox.put(store.newId(), consignmentId, setLevels, JSON.stringify(body), store.now())
}

/** A level may be a fraction of five decimals; what is added up must not show more. */
export function roundLevel(level: number): number {
  return Math.round(level * 100_000) / 100_000
}
