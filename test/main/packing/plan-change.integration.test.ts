import { beforeEach, describe, expect, it } from 'vitest'
import { packDesk } from '../../../src-main/packing/pack-desk.ts'
import { planSeen } from '../../../src-main/packing/plan-change.ts'
import { sealBox } from '../../../src-main/packing/seal.ts'
import { markPacked } from '../../../src-main/packing/send.ts'
import { depot, feed, goods, shop, type TestBench, testBench } from '../bench.ts'

const { tea, jam, cup } = goods
let bench: TestBench
let id: string
let version = 0

/** The office's transfer as Lightspeed shows it now. */
function office(planned: Record<string, number>, status = 'OPEN'): void {
  version += 1
  const sides = { outletId: shop, sourceOutletId: depot }
  feed(bench, { remoteId: 'remote-1', type: 'OUTLET', status, planned, version, ...sides })
}
const desk = () => packDesk(bench.store, bench.consignment(id))
const changes = () => desk().planChanges.map(({ name, from, to }) => [name, from, to])
const planned = () => Object.fromEntries(desk().lines.map((line) => [line.productId, line.planned]))

beforeEach(() => {
  bench = testBench()
  office({ [tea.id]: 1, [jam.id]: 2 })
  id = bench.store.consignments.byRemoteId('remote-1')?.id ?? ''
  bench.at('pack', id)
})

describe('what the office changes in a transfer', () => {
  it('is the plan at once, and told to the packer until seen, while it is being packed', () => {
    bench.count(tea.sku)
    office({ [tea.id]: 3, [jam.id]: 2, [cup.id]: 4 })
    expect(planned()).toEqual({ [tea.id]: 3, [jam.id]: 2, [cup.id]: 4 })
    expect(bench.count(tea.sku)).toMatchObject({ is: 'counted', counted: 2, planned: 3 })
    expect(changes()).toEqual([
      [tea.name, 1, 3],
      [cup.name, 0, 4],
    ])
    planSeen(bench, { consignmentId: id })
    expect(changes()).toEqual([])
    office({ [tea.id]: 3, [jam.id]: 2, [cup.id]: 4 })
    expect(changes()).toEqual([])
  })

  it('is told against what the packer last saw, and not at all once it is back to that', () => {
    bench.count(tea.sku)
    office({ [tea.id]: 3, [jam.id]: 2 })
    office({ [tea.id]: 5, [jam.id]: 2 })
    expect(changes()).toEqual([[tea.name, 1, 5]])
    office({ [tea.id]: 1, [jam.id]: 2 })
    expect(changes()).toEqual([])
  })

  it('may be a line taken away: it is said, then it goes, but never what is in a box', () => {
    bench.count(tea.sku)
    office({})
    expect(changes()).toEqual([
      [tea.name, 1, 0],
      [jam.name, 2, 0],
    ])
    office({})
    expect(changes()).toHaveLength(2)
    planSeen(bench, { consignmentId: id })
    expect(planned()).toEqual({ [tea.id]: 0 })
    expect(bench.line(id, tea.id).packed).toBe(1)
  })

  it('changes the plan without a word before packing begins', () => {
    office({ [tea.id]: 3 })
    expect(planned()).toEqual({ [tea.id]: 3 })
    expect(changes()).toEqual([])
  })

  it('leaves the plan as it was once it was sent there', () => {
    bench.count(tea.sku)
    office({ [tea.id]: 9, [jam.id]: 9 }, 'SENT')
    expect(planned()).toEqual({ [tea.id]: 1, [jam.id]: 2 })
    expect(changes()).toEqual([])
  })

  it('leaves the plan as it was once our counts are told', () => {
    bench.count(tea.sku)
    const box = bench.store.parcels.of(id)[0]
    sealBox(bench, box?.id ?? '', { grams: 500, from: 'typed', frame: null })
    markPacked(bench, { consignmentId: id })
    office({ [tea.id]: 9, [jam.id]: 9, [cup.id]: 9 })
    expect(planned()).toEqual({ [tea.id]: 1, [jam.id]: 2 })
    expect(changes()).toEqual([])
  })
})
