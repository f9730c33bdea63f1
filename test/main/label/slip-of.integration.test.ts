import { expect, it } from 'vitest'
import { slipOf } from '../../../src-main/label/slip-of.ts'
import { takeReceived } from '../../../src-main/receiving/count.ts'
import { goods, shop, testBench } from '../bench.ts'

it('names on a packing slip made again after receipt only what the sender packed or planned', () => {
  const bench = testBench()
  const id = bench.sentTransfer({ [goods.tea.id]: 2 })
  bench.standIn(shop)
  takeReceived(bench, { consignmentId: id, productId: goods.cup.id, times: 1, scanId: null })
  expect(bench.line(id, goods.cup.id).planned).toBe(0)
  expect(slipOf(bench.store, id, false)?.lines.map((line) => line.product)).toEqual([goods.tea.name])
})
