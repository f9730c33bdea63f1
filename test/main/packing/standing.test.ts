import { describe, expect, it } from 'vitest'
import { sealBox } from '../../../src-main/packing/seal.ts'
import { markPacked } from '../../../src-main/packing/send.ts'
import { setPackRules } from '../../../src-main/packing/send-by-itself.ts'
import { sayHere, sayLeft, standingHere } from '../../../src-main/packing/standing.ts'
import { StationError } from '../../../src-shared/failure.ts'
import type { Handover } from '../../../src-shared/model/consignment.ts'
import { depot, goods, shop, type TestBench, testBench } from '../bench.ts'

const { tea } = goods
const courier: Handover = { mode: 'courier', carrier: 'Kea Couriers', tracking: ['KC1'] }

function packed(handover: Handover | null = courier, bench = testBench()): TestBench & { id: string } {
  const id = bench.transfer({ [tea.id]: 1 })
  bench.at('pack', id)
  bench.count('TEA-1')
  sealBox(bench, bench.store.parcels.of(id)[0]?.id ?? '', { grams: 500, from: 'typed', frame: null })
  markPacked(bench, { consignmentId: id, handover })
  return { ...bench, id }
}

const iso = (ms: number) => new Date(ms).toISOString()
const rows = (bench: TestBench) => standingHere(bench.store, bench.outletId()).rows
const codeOf = (work: () => unknown) => {
  try {
    work()
    return 'done'
  } catch (thrown) {
    if (thrown instanceof StationError) return thrown.code
    throw thrown
  }
}

describe('what stands packed', () => {
  it('is listed where it leaves from, with when it was packed and how it goes', () => {
    const bench = packed()
    const packedAt = bench.store.transitions.of(bench.id).at(-1)?.at
    expect(rows(bench)).toMatchObject([
      { id: bench.id, kind: 'OUTLET', boxes: 1, packedAt, handover: courier, saidHereAt: null },
    ])
    bench.standIn(shop)
    expect(rows(bench)).toEqual([])
  })

  it('is asked about at five unless somebody set another time, or never', () => {
    const bench = packed()
    expect(standingHere(bench.store, depot).asksAt).toBe('17:00')
    setPackRules(bench, { asksAt: '18:30' })
    expect(standingHere(bench.store, depot).asksAt).toBe('18:30')
    setPackRules(bench, { asksAt: null })
    expect(standingHere(bench.store, depot)).toEqual({ asksAt: null, rows: [] })
    setPackRules(bench, { asksAt: '18:30', sendsAfter12Hours: true })
    expect(rows(bench)).toEqual([])
  })

  it('and is still here stands with who said so, and when', () => {
    const bench = packed()
    sayHere(bench, { consignmentId: bench.id })
    const [row] = rows(bench)
    expect(row?.saidHereAt).not.toBeNull()
    sayHere(bench, { consignmentId: bench.id })
    expect(rows(bench)[0]?.saidHereAt?.localeCompare(row?.saidHereAt ?? '')).toBe(1)
    const [change] = JSON.parse([...bench.store.journalRowsInOrder()].at(-1)?.changes ?? '[]')
    expect(change).toMatchObject({ table: 'standing', key: { consignment_id: bench.id } })
  })
})

describe('that the courier took it', () => {
  it('sends it as was said before, with the time it was taken; its stock leaves, once', () => {
    const bench = packed()
    const at = iso(bench.clock.now())
    sayLeft(bench, { consignmentId: bench.id, at })
    sayLeft(bench, { consignmentId: bench.id, at })
    expect(bench.state(bench.id)).toBe('sent')
    expect(bench.consignment(bench.id).handover).toEqual({ ...courier, at })
    expect(bench.store.transitions.of(bench.id).at(-1)).toMatchObject({
      from: 'packed',
      to: 'sent',
      trigger: 'pack:left',
    })
    expect(bench.store.stock.projected(tea.id, depot)).toBe(99)
    expect(bench.told(bench.id)).toMatchObject([{ status: 'SENT' }])
  })

  it('is refused while nobody said how it goes, for a time to come and for one before it was packed', () => {
    const unsaid = packed(null)
    const left = (bench: TestBench & { id: string }, at: number) =>
      codeOf(() => sayLeft(bench, { consignmentId: bench.id, at: iso(at) }))
    expect(left(unsaid, unsaid.clock.now())).toBe('no-handover')
    const bench = packed()
    expect(left(bench, bench.clock.now() + 3_600_000)).toBe('still-to-come')
    expect(left(bench, bench.clock.now() - 3_600_000)).toBe('before-packed')
    bench.standIn(shop)
    expect(left(bench, bench.clock.now())).toBe('elsewhere')
    expect(bench.state(bench.id)).toBe('packed')
  })

  it('is for whoever may send it: the transition judges', () => {
    const bench = packed()
    bench.actAs('DI')
    expect(codeOf(() => sayLeft(bench, { consignmentId: bench.id, at: iso(bench.clock.now()) }))).toBe(
      'TRANSITION_NOT_PERMITTED',
    )
    bench.actAs('SA')
    sayLeft(bench, { consignmentId: bench.id, at: iso(bench.clock.now()) })
    expect(bench.state(bench.id)).toBe('sent')
  })

  it('is refused for what does not stand packed', () => {
    const bench = testBench()
    const id = bench.transfer({ [tea.id]: 1 })
    expect(codeOf(() => sayLeft(bench, { consignmentId: id, at: iso(bench.clock.now()) }))).toBe('not-packed')
    expect(codeOf(() => sayHere(bench, { consignmentId: id }))).toBe('not-packed')
  })
})
