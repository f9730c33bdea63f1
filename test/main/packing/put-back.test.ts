import { describe, expect, it } from 'vitest'
import { putBack } from '../../../src-main/packing/put-back.ts'
import { sealBox } from '../../../src-main/packing/seal.ts'
import { markPacked } from '../../../src-main/packing/send.ts'
import { depot, goods, shop, testBench } from '../bench.ts'

const { tea } = goods
const typed = { grams: 700, from: 'typed', frame: null } as const

describe('a begun pack that is left for later', () => {
  it('is to be packed again, with what is counted still in its box', () => {
    const bench = testBench()
    const id = bench.transfer({ [tea.id]: 3 })
    bench.at('pack', id)
    bench.count('TEA-1')
    putBack(bench, { consignmentId: id })
    expect(bench.state(id)).toBe('approved')
    expect(bench.line(id, tea.id).packed).toBe(1)
    expect(bench.told(id)).toEqual([])
    putBack(bench, { consignmentId: id })
    expect(bench.store.transitions.of(id).filter(({ to }) => to === 'approved')).toHaveLength(2)

    expect(bench.count('TEA-1')).toMatchObject({ counted: 2, boxNumber: 1 })
    expect(bench.state(id)).toBe('packing')
  })

  it('can be finished as it was left', () => {
    const bench = testBench()
    const id = bench.transfer({ [tea.id]: 1 })
    bench.at('pack', id)
    bench.count('TEA-1')
    sealBox(bench, bench.store.parcels.of(id)[0]?.id ?? '', typed)
    putBack(bench, { consignmentId: id })
    markPacked(bench, { consignmentId: id })
    expect(bench.state(id)).toBe('packed')
  })

  it('is refused once it is packed, and at another outlet', () => {
    const bench = testBench()
    const id = bench.transfer({ [tea.id]: 1 })
    bench.at('pack', id)
    bench.count('TEA-1')
    bench.standIn(shop)
    expect(() => putBack(bench, { consignmentId: id })).toThrow('another outlet')
    bench.standIn(depot)
    sealBox(bench, bench.store.parcels.of(id)[0]?.id ?? '', typed)
    markPacked(bench, { consignmentId: id })
    expect(() => putBack(bench, { consignmentId: id })).toThrow('not being packed')
  })
})
