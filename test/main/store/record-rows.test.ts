import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../src-main/store/store.ts'
import { depot, shop, type TestBench, testBench, write } from '../bench.ts'

const everything = { about: [], from: null, until: null }
const any = () => true

/** Tells what all rows are about, in slices. */
function tellAll(store: Store): void {
  for (let slice = 0; slice < 200; slice += 1) {
    const { done, of } = store.record.tell(10)
    if (done === of) return
  }
  throw new Error('it never ends')
}

let bench: TestBench
let store: Store
beforeEach(() => {
  bench = testBench()
  store = bench.store
})

describe('the rows of the journal', () => {
  it('are found by consignment, also those that name only a box or a line of it', () => {
    const tea = bench.sentTransfer({ 'p-tea': 2 })
    bench.sentTransfer({ 'p-jam': 1 })
    const box = store.parcels.of(tea)[0]
    const line = store.lines.of(tea)[0]
    write(store, 'test:box', () => store.parcels.setSize(box?.id ?? '', 'small'))
    write(store, 'test:line', () => store.lines.plan(line?.id ?? '', 9))
    tellAll(store)
    const wanted = { ...everything, about: [{ what: 'consignment' as const, refs: [tea] }] }
    const { rows } = store.record.search(wanted, null, any, 500)
    expect(rows.slice(0, 2).map(({ kind }) => kind)).toEqual(['test:line', 'test:box'])
    const others = rows.filter(({ subject }) => subject !== tea && subject !== null)
    expect(others).toEqual([])
    expect(rows.map(({ kind }) => kind)).toContain('pack:send')
  })

  it('are found by person, product, device and outlet, and by several of them at once', () => {
    bench.actAs('SM', 'bench-2')
    const tea = bench.sentTransfer({ 'p-tea': 2 })
    bench.actAs('SM', 'bench-3')
    bench.sentTransfer({ 'p-tea': 1, 'p-jam': 1 })
    tellAll(store)
    const kinds = (about: Parameters<Store['record']['search']>[0]['about']) =>
      store.record.search({ ...everything, about }, null, any, 500).rows
    const by = kinds([{ what: 'person', refs: ['bench-2'] }])
    expect(new Set(by.map(({ actor }) => actor))).toEqual(new Set(['bench-2']))
    const jam = kinds([{ what: 'product', refs: ['p-jam'] }])
    expect(jam.length).toBeGreaterThan(1)
    expect(new Set(jam.map(({ actor }) => actor))).not.toContain('bench-2')
    const scanned = kinds([{ what: 'device', refs: ['serial'] }])
    expect(new Set(scanned.map(({ kind }) => kind))).toEqual(new Set(['pack:scan']))
    expect(scanned).toHaveLength(4)
    const both = kinds([
      { what: 'device', refs: ['serial'] },
      { what: 'product', refs: ['p-tea'] },
      { what: 'person', refs: ['bench-2'] },
    ])
    expect(both).toHaveLength(2)
    expect(new Set(both.map(({ subject }) => subject))).toEqual(new Set([tea]))
    expect(kinds([{ what: 'outlet', refs: [shop] }]).some(({ subject }) => subject === tea)).toBe(true)
    expect(kinds([{ what: 'outlet', refs: ['outlet-nowhere'] }])).toEqual([])
    expect(kinds([{ what: 'outlet', refs: [shop, depot] }]).length).toBeGreaterThan(10)
  })

  it('about no consignment belong to the outlet the station stood in then', () => {
    write(store, 'setup:set', () => store.settings.put('outlet-id', shop))
    write(store, 'test:at-shop', () => store.settings.put('n', 1))
    write(store, 'setup:set', () => store.settings.put('outlet-id', depot))
    write(store, 'test:at-depot', () => store.settings.put('n', 2))
    tellAll(store)
    const at = (outlet: string) =>
      store.record
        .search({ ...everything, about: [{ what: 'outlet', refs: [outlet] }] }, null, any, 50)
        .rows.map(({ kind }) => kind)
        .filter((kind) => kind.startsWith('test:at'))
    expect([at(shop), at(depot)]).toEqual([['test:at-shop'], ['test:at-depot']])
  })

  it('are found by day whichever way the clock was moved, with the end left out', () => {
    for (let n = 0; n < 5; n += 1) write(store, `test:${n}`, () => store.settings.put('n', n))
    const rows = [...store.journalRowsInOrder()].filter(({ kind }) => kind.startsWith('test:'))
    const [first, , third] = rows.filter(({ kind }) => /\d$/.test(kind))
    const found = store.record.search(
      { about: [], from: first?.at ?? '', until: third?.at ?? '' },
      null,
      any,
      50,
    )
    expect(found.rows.map(({ kind }) => kind)).toEqual(['test:1', 'test:0'])
    expect(store.record.search({ about: [], from: '2031', until: null }, null, any, 5).rows).toEqual([])
  })

  it('come a page at a time, none twice and none left out', () => {
    bench.sentTransfer({ 'p-tea': 8 })
    tellAll(store)
    const seen: number[] = []
    let below: number | null = null
    do {
      const page = store.record.search(everything, below, any, 7)
      seen.push(...page.rows.map(({ seq }) => seq))
      below = page.next
    } while (below !== null)
    const all = Array.from({ length: store.record.length() }, (_, at) => store.record.length() - at)
    expect(seen).toEqual(all)
  })

  it('of a product whose line is gone, and of one nobody planned, are found by what was given', () => {
    const consignmentId = bench.order({ 'p-cup': 3 })
    bench.at('receive', consignmentId)
    bench.scan('TEA-1')
    tellAll(store)
    const found = store.record.search(
      { ...everything, about: [{ what: 'product', refs: ['p-cup'] }] },
      null,
      any,
      50,
    )
    expect(found.rows.map(({ kind }) => kind)).toContain('feed:page')
  })

  it('are told once: what was told before is not told again', () => {
    bench.transfer({ 'p-tea': 2 })
    tellAll(store)
    expect(store.record.tell(50)).toEqual({ done: store.record.length(), of: store.record.length() })
    expect(store.record.refsOf('person')).toEqual(['bench', 'station'])
  })
})
