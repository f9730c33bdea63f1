import { setCounted } from '../../../src-main/counting/count.ts'
import { countDesk } from '../../../src-main/counting/count-desk.ts'
import { createCount, listProducts, startCount } from '../../../src-main/counting/list.ts'
import type { CountDesk, CountLine } from '../../../src-shared/model/count.ts'
import { type TestBench, testBench, write } from '../bench.ts'

/** A bench before a stocktake of its outlet. Every product of the catalogue has a level of 100 there. */
export type CountBench = TestBench & {
  id: string
  desk(): CountDesk
  /** The line of a product as the screen shows it. */
  lineOf(productId: string): CountLine
  set(productId: string, counted: number): void
  /** What Lightspeed says the level is from now on. */
  level(productId: string, level: number): void
}

export type Wanted = { list?: readonly string[]; isBlind?: boolean; dueAt?: string | null }

/** A stocktake with these products on its list, being counted. */
export function counting({ list = [], isBlind = false, dueAt = null }: Wanted = {}): CountBench {
  const bench = testBench()
  const { consignmentId } = createCount(bench, { isBlind, note: '', dueAt })
  if (list.length > 0) listProducts(bench, { consignmentId, productIds: list })
  startCount(bench, { consignmentId, isBlind })
  bench.at('count', consignmentId)
  return onCount(bench, consignmentId)
}

export function onCount(bench: TestBench, consignmentId: string): CountBench {
  const { store } = bench
  const desk = () => countDesk(store, bench.consignment(consignmentId))
  let version = 1
  return {
    ...bench,
    id: consignmentId,
    desk,
    lineOf(productId) {
      const line = desk().lines.find((one) => one.productId === productId)
      if (line === undefined) throw new Error(`no line of ${productId}`)
      return line
    },
    set: (productId, counted) =>
      void setCounted(bench, { consignmentId, lineId: bench.line(consignmentId, productId).id, counted }),
    level(productId, level) {
      version += 1
      const outletId = bench.outletId() ?? ''
      write(store, 'feed:page', () => store.stock.put({ productId, outletId, level, version }))
    },
  }
}
