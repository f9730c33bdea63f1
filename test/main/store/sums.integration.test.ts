import { expect, it } from 'vitest'
import { goods, shop, testBench } from '../bench.ts'

it('adds up what counts towards the plan apart from what is over', () => {
  const bench = testBench()
  const { tea, jam } = goods
  const id = bench.transfer({ [tea.id]: 2, [jam.id]: 3 })
  bench.at('pack', id)
  for (const code of ['TEA-1', 'TEA-1', 'TEA-1', 'JAM-1']) bench.count(code)
  expect(bench.store.consignments.sums(id)).toEqual({
    lines: 2,
    plannedUnits: 5,
    packedUnits: 4,
    packedOfPlanned: 3,
    expectedUnits: 4,
    receivedUnits: 0,
    receivedOfExpected: 0,
    damagedUnits: 0,
    boxes: 1,
  })
})

it('expects what was packed where the boxes are known, else what was planned', () => {
  const bench = testBench()
  const { tea, jam } = goods
  const id = bench.sentTransfer({ [tea.id]: 2 })
  bench.standIn(shop)
  bench.at('receive', id)
  for (let unit = 0; unit < 3; unit += 1) bench.count('TEA-1')
  expect(bench.store.consignments.sums(id)).toMatchObject({
    expectedUnits: 2,
    receivedUnits: 3,
    receivedOfExpected: 2,
  })
  const order = bench.order({ [jam.id]: 7 })
  expect(bench.store.consignments.sums(order)).toMatchObject({ expectedUnits: 7, receivedOfExpected: 0 })
})
