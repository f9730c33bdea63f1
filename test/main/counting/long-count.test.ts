import { describe, expect, it } from 'vitest'
import { setRules } from '../../../src-main/approval/rules.ts'
import { undoCounted } from '../../../src-main/counting/count.ts'
import { countDesk } from '../../../src-main/counting/count-desk.ts'
import { createCount, listProducts, startCount } from '../../../src-main/counting/list.ts'
import { approveCount, finishCount } from '../../../src-main/counting/review.ts'
import { openDeskMemory } from '../../../src-main/station/desk-memory.ts'
import { newsOf } from '../../../src-main/station/news.ts'
import { openStore } from '../../../src-main/store/store.ts'
import { usualApprovalRules } from '../../../src-shared/rule/approval-tiers.ts'
import { depot, goods, testBench, write } from '../bench.ts'
import { type CountBench, counting, onCount } from './count-bench.ts'

const { tea, jam, cup } = goods

describe('a station that is started again in the middle of a count', () => {
  it('goes on where it stopped: counted, skipped, multiplied and taken back as before', () => {
    const bench = counting({ list: [tea.id, jam.id, cup.id], isBlind: true })
    bench.set(tea.id, 7)
    bench.count('036000291452')
    bench.count('036000291452')
    const before = bench.desk()
    bench.store.close()
    const { store, setAside } = openStore(bench.folder, bench.clock)
    const again = { ...bench, store }
    expect(setAside).toBeNull()
    const desk = () => countDesk(store, again.store.consignments.get(bench.id) ?? bench.consignment(bench.id))
    expect(desk()).toEqual(before)
    undoCounted(again, { consignmentId: bench.id })
    expect(desk().lines.map(({ counted }) => counted)).toEqual([7, 1, null])
    store.close()
  })
})

describe('a count of a thousand lines', () => {
  const many = 1_000
  const codeOf = (n: number) => `LONG-${n}`

  function long(): CountBench {
    const bench = testBench()
    const ids = Array.from({ length: many }, (_, n) => `p-long-${n}`)
    write(bench.store, 'feed:page', () => {
      for (const [n, id] of ids.entries()) {
        bench.store.products.put({ ...tea, id, sku: codeOf(n), name: `Long ${n}`, codes: [] })
        bench.store.stock.put({ productId: id, outletId: depot, level: n % 5, version: 1 })
      }
    })
    const { consignmentId } = createCount(bench, { isBlind: false, note: '', dueAt: null })
    listProducts(bench, { consignmentId, productIds: ids })
    startCount(bench, { consignmentId, isBlind: false })
    bench.at('count', consignmentId)
    return onCount(bench, consignmentId)
  }

  it('takes a burst of scans one by one, and tells the screens of each only the line it was on', () => {
    const bench = long()
    const memory = openDeskMemory(bench.store)
    const told: number[] = []
    let heard = 0
    bench.store.onWritten((written) => {
      for (const news of newsOf(bench, memory, written)) {
        if (news.topic !== 'count') continue
        told.push(news.body.lines.length)
        heard = news.body.totals.units
      }
    })
    const scans = Array.from({ length: 120 }, (_, n) => (n * 37) % 60)
    for (const n of scans) bench.count(codeOf(n))
    expect(told).toEqual(scans.map(() => 1))
    expect(heard).toBe(scans.length)
    const desk = bench.desk()
    expect(desk.totals).toMatchObject({ lines: many, open: many - 60, units: scans.length })
    expect(desk.lines.filter(({ counted }) => counted === 2)).toHaveLength(60)
    // What is read for all lines at once is what is read for one.
    expect(desk.lines.map(({ expected }) => expected)).toEqual(Array.from({ length: many }, (_, n) => n % 5))
  })
})

describe('the limits of a count', () => {
  const counts = { isOn: true, cents: 1_000, units: 5 }

  function reviewed(rules: typeof counts): CountBench {
    const bench = counting({ list: [tea.id] })
    bench.actAs('DI')
    setRules(bench, { ...usualApprovalRules, counts: rules })
    bench.actAs('SA')
    // Three units of 4.80 each are missing.
    bench.set(tea.id, 97)
    finishCount(bench, { consignmentId: bench.id })
    return bench
  }
  const approvedBy = (bench: CountBench) => {
    approveCount(bench, { consignmentId: bench.id })
    return bench.store.transitions.of(bench.id).at(-1)?.actor
  }

  it('are those set in Setup: above them a person approves', () => {
    const bench = reviewed(counts)
    expect(bench.desk().mayStationApprove).toBe(false)
    expect(() => approvedBy(bench)).toThrow()
    bench.actAs('SM', 'manager')
    expect(approvedBy(bench)).toBe('manager')
  })

  it('are none where that is switched off: the station approves whatever it is', () => {
    const bench = reviewed({ ...counts, isOn: false })
    expect(bench.desk().mayStationApprove).toBe(true)
    expect(approvedBy(bench)).toBe('station')
  })

  it('at the limit in units and in value the station still does', () => {
    expect(approvedBy(reviewed({ isOn: true, cents: 1_440, units: 3 }))).toBe('station')
    expect(() => approvedBy(reviewed({ isOn: true, cents: 1_439, units: 3 }))).toThrow()
    expect(() => approvedBy(reviewed({ isOn: true, cents: 1_440, units: 2 }))).toThrow()
  })
})
