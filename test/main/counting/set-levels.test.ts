import { describe, expect, it } from 'vitest'
import { createCount, listProducts, startCount } from '../../../src-main/counting/list.ts'
import { approveCount, countAgain, finishCount } from '../../../src-main/counting/review.ts'
import { countRules, setCountRules } from '../../../src-main/counting/rules.ts'
import { cancelConsignment } from '../../../src-main/ordering/transfer.ts'
import { depot, goods, testBench, write } from '../bench.ts'
import { type CountBench, counting, onCount } from './count-bench.ts'

const { tea, jam, cup } = goods

/** A count of three products, begun under this setting; levels were read just now, or never. */
function begun({ setsLevels = true, levelsRead = true } = {}): CountBench {
  const bench = testBench()
  setCountRules(bench, { setsLevels })
  if (levelsRead) readLevels(bench)
  const { consignmentId } = createCount(bench, { isBlind: false, note: '', dueAt: null })
  listProducts(bench, { consignmentId, productIds: [tea.id, jam.id, cup.id] })
  startCount(bench, { consignmentId, isBlind: false })
  bench.at('count', consignmentId)
  return onCount(bench, consignmentId)
}

function readLevels({ store }: Pick<CountBench, 'store'>, pulledAt = store.now()): void {
  write(store, 'feed:page', () => store.feeds.put({ ...store.feeds.get('inventory'), pulledAt }))
}

/** Tea 97 and jam 101 of 100 each, cup as expected; in review. */
function reviewed(bench = begun()): CountBench {
  bench.set(tea.id, 97)
  bench.set(jam.id, 101)
  bench.set(cup.id, 100)
  finishCount(bench, { consignmentId: bench.id })
  return bench
}

const approve = (bench: CountBench) => approveCount(bench, { consignmentId: bench.id })
const entries = ({ store, id }: CountBench) => store.outbox.inLane(id)
const changes = ({ store, id }: CountBench) => store.levelChanges.of(id)

describe('a count told by setting stock levels', () => {
  it('tells Lightspeed nothing before it is approved, and then one level a product that differs', () => {
    const bench = reviewed()
    expect(entries(bench)).toEqual([])
    approve(bench)
    expect(bench.state(bench.id)).toBe('approved')
    expect(entries(bench)).toMatchObject([{ kind: 'set-levels', state: 'pending' }])
    expect(JSON.parse(entries(bench)[0]?.body ?? '')).toEqual({
      is: 'levels',
      outletId: depot,
      products: [tea.id, jam.id],
    })
    expect(changes(bench).map(({ productId, state, difference }) => [productId, state, difference])).toEqual(
      [
        [cup.id, 'agreed', 0],
        [jam.id, 'waiting', 1],
        [tea.id, 'waiting', -3],
      ].sort(),
    )
    expect(bench.lineOf(tea.id).level).toMatchObject({ state: 'waiting' })
  })

  it('counts the difference on top of the level here at once, and keeps what was sold since', () => {
    const bench = reviewed()
    bench.level(tea.id, 90)
    expect(bench.lineOf(tea.id).movedSince).toBe(-10)
    approve(bench)
    expect(bench.store.stock.projected(tea.id, depot)).toBe(87)
  })

  it('notes of each count whether its level had just been read', () => {
    const bench = begun({ levelsRead: false })
    bench.set(tea.id, 97)
    expect(bench.lineOf(tea.id).isLevelOld).toBe(true)
    readLevels(bench)
    bench.set(jam.id, 101)
    expect(bench.lineOf(jam.id).isLevelOld).toBe(false)
    readLevels(bench, new Date(bench.clock.now() - 121_000).toISOString())
    bench.set(cup.id, 100)
    finishCount(bench, { consignmentId: bench.id })
    approve(bench)
    // As expected, but by an old level: it is still looked at before it is called right.
    expect(changes(bench).map(({ isLevelOld, state }) => [isLevelOld, state])).toEqual(
      [...changes(bench)].map(({ productId }) =>
        productId === jam.id ? [false, 'waiting'] : [true, 'waiting'],
      ),
    )
  })

  it('goes round again and is cancelled without Lightspeed hearing of it', () => {
    const bench = reviewed()
    countAgain(bench, { consignmentId: bench.id, lineIds: [bench.lineOf(tea.id).id] })
    bench.set(tea.id, 100)
    finishCount(bench, { consignmentId: bench.id })
    cancelConsignment(bench, { consignmentId: bench.id, reason: 'Wrong shelf' })
    expect([bench.state(bench.id), entries(bench)]).toEqual(['cancelled', []])
  })
})

describe('the setting', () => {
  it('is for counts that begin from then on; one that began goes on as it began', () => {
    const bench = begun({ setsLevels: false })
    setCountRules(bench, { setsLevels: true })
    expect(countRules(bench.store)).toEqual({ setsLevels: true })
    reviewed(bench)
    approve(bench)
    expect(bench.told(bench.id).at(-1)).toMatchObject({ status: 'STOCKTAKE_COMPLETE' })
    expect(changes(bench)).toEqual([])
    const other = begun()
    setCountRules(other, { setsLevels: false })
    reviewed(other)
    approve(other)
    expect(entries(other)).toMatchObject([{ kind: 'set-levels' }])
  })

  it('does not touch a count that Lightspeed knows as a stocktake', () => {
    const bench = counting({ list: [tea.id] })
    setCountRules(bench, { setsLevels: true })
    const id = bench.store.newId()
    const { restOf: _, ...row } = bench.consignment(bench.id)
    write(bench.store, 'test', () =>
      bench.store.states.add({
        ...row,
        id,
        code: 'THEIRS',
        station: bench.store.station.id,
        state: 'scheduled',
        reference: 'theirs',
        remoteId: 'r-1',
        origin: 'store',
      }),
    )
    startCount(bench, { consignmentId: id, isBlind: true })
    expect(bench.store.counts.sheet(id)?.setsLevels).toBe(false)
  })

  it('is a change on record', () => {
    const bench = testBench()
    setCountRules(bench, { setsLevels: true })
    const row = [...bench.store.journalRowsInOrder()].at(-1)
    expect(row).toMatchObject({ kind: 'count:set-rules', given: '{"setsLevels":true}' })
    expect(row?.changes).toContain('counts-set-levels')
  })
})
