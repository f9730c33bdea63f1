import { describe, expect, it } from 'vitest'
import { noTicks, type Ticks, tickStep, tickTo, toggleTick } from '../../../src-renderer/part/ticks.ts'
import { addedOf } from '../../../src-renderer/part/use-ticks.ts'
import { product } from '../fixture-desks.ts'

const found = [0, 1, 2, 3, 4].map(product)
const at = (row: number) => product(row)
const names = (ticks: Ticks) => ticks.hits.map((hit) => Number(hit.id.split('-')[1]))

describe('the ticks of a search', () => {
  it('come and go one by one, in the order they were set', () => {
    const two = toggleTick(toggleTick(noTicks, at(3)), at(1))
    expect(names(two)).toEqual([3, 1])
    expect(names(toggleTick(two, at(3)))).toEqual([1])
  })

  it('reach with Shift from the one touched last to the one clicked, either way', () => {
    const anchored = toggleTick(noTicks, at(3))
    expect(names(tickTo(anchored, found, 1, 0)).sort()).toEqual([1, 2, 3])
    expect(names(tickTo(tickTo(anchored, found, 1, 0), found, 4, 0)).sort()).toEqual([1, 2, 3, 4])
  })

  it('reach with Shift from the chosen row when nothing shown was touched before', () => {
    const elsewhere = toggleTick(noTicks, at(20))
    expect(names(tickTo(elsewhere, found, 2, 1))).toEqual([20, 1, 2])
  })

  it('follow Shift and the arrows down, and let go on the way back', () => {
    const down = tickStep(tickStep(noTicks, found, 0, 1), found, 1, 2)
    expect(names(down)).toEqual([0, 1, 2])
    expect(names(tickStep(down, found, 2, 1))).toEqual([0, 1])
  })

  it('take the last row where the arrow can go no further', () => {
    expect(names(tickStep(noTicks, found, 4, 4))).toEqual([4])
    expect(tickStep(noTicks, [], 0, 0)).toBe(noTicks)
  })
})

describe('the sentence about what was added', () => {
  it('counts what was added', () => {
    expect(addedOf(3, [])).toEqual({ isWhole: true, say: '3 products added.' })
  })

  it('names each product that was not, with the reason once when it is the same', () => {
    const why = 'This transfer is packed already.'
    expect(
      addedOf(3, [
        { name: 'Tea', why },
        { name: 'Cup', why },
      ]),
    ).toEqual({
      isWhole: false,
      say: '1 of 3 products added. Not added and still ticked: Tea, Cup. This transfer is packed already.',
    })
    expect(
      addedOf(2, [
        { name: 'Tea', why },
        { name: 'Cup', why: 'It is gone.' },
      ]).say,
    ).toBe(
      '0 of 2 products added. Not added and still ticked: Tea (This transfer is packed already.), Cup (It is gone.)',
    )
  })
})
