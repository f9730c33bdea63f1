import { describe, expect, it } from 'vitest'
import { countDesk } from '../../../src-main/counting/count-desk.ts'
import { packDesk } from '../../../src-main/packing/pack-desk.ts'
import { receiveAll } from '../../../src-main/receiving/count.ts'
import { receiveDesk } from '../../../src-main/receiving/receive-desk.ts'
import { openDeskMemory } from '../../../src-main/station/desk-memory.ts'
import { newsOf } from '../../../src-main/station/news.ts'
import type { AnyNews } from '../../../src-shared/contract/news.ts'
import { goods, type TestBench, testBench, tickingClock, write } from '../bench.ts'
import { doStep, stepsOf } from '../random-day.ts'

/** What a patch of news says of a desk, and what the desk itself says at that moment. */
function bothTell(bench: TestBench, news: AnyNews): [said: unknown, read: unknown] {
  if (news.topic !== 'pack' && news.topic !== 'receive' && news.topic !== 'count') return [null, null]
  const { consignmentId, lines, totals, canUndo } = news.body
  const consignment = bench.consignment(consignmentId)
  const desk = { pack: packDesk, receive: receiveDesk, count: countDesk }[news.topic](
    bench.store,
    consignment,
  )
  const named = (all: readonly { id: string }[]) =>
    all.filter(({ id }) => lines.some((line) => line.id === id)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const boxes = news.topic === 'pack' ? news.body.parcels : []
  const standing = 'parcels' in desk ? desk.parcels : []
  const ids = new Set(boxes.map(({ id }) => id))
  return [
    { totals, canUndo, lines: named(lines), boxes: new Map(boxes.map((box) => [box.id, box])) },
    {
      totals: desk.totals,
      canUndo: desk.canUndo,
      lines: named(desk.lines),
      boxes: new Map(standing.filter(({ id }) => ids.has(id)).map((box) => [box.id, box])),
    },
  ]
}

describe('what the news remembers of the open desk', () => {
  for (const seed of [4, 20261122]) {
    it(`is what the store says, after every command of a random day (seed ${seed})`, () => {
      const bench = testBench(tickingClock())
      const memory = openDeskMemory(bench.store)
      const patches = { pack: 0, receive: 0, count: 0 }
      bench.store.onWritten((written) => {
        for (const news of newsOf(bench, memory, written)) {
          const [said, read] = bothTell(bench, news)
          expect(said, written.kind).toEqual(read)
          if (said !== null) patches[news.topic as keyof typeof patches] += 1
        }
      })
      for (const step of stepsOf(seed, 2500)) doStep(bench, step)
      expect(patches.pack + patches.receive + patches.count).toBeGreaterThan(60)
      expect(Math.min(...Object.values(patches))).toBeGreaterThan(0)
    })
  }

  it('follows a weight that the catalogue learned since', () => {
    const bench = testBench()
    const memory = openDeskMemory(bench.store)
    const id = bench.transfer({ [goods.tea.id]: 4 })
    bench.at('pack', id)
    bench.count('TEA-1')
    const boxId = bench.store.parcels.of(id)[0]?.id ?? ''
    expect(memory.contentsOf(id, boxId)).toMatchObject([{ quantity: 1, unit: { grams: 110 } }])
    bench.store.onWritten(memory.hear)
    write(bench.store, 'feed:page', () =>
      bench.store.products.put({ ...goods.tea, weightGrams: 125, version: goods.tea.version + 1 }),
    )
    expect(memory.contentsOf(id, boxId)).toMatchObject([{ quantity: 1, unit: { grams: 125 } }])
  })
})

it('receiving everything ends with the line that makes it complete', () => {
  const bench = testBench()
  const id = bench.order({ [goods.tea.id]: 2, [goods.jam.id]: 1, [goods.cup.id]: 3 })
  receiveAll(bench, { consignmentId: id })
  const outcomes = bench.store.scans.newestOf(id, 10).map(({ outcome }) => outcome.is)
  expect(outcomes).toEqual(['all-complete', 'line-complete', 'line-complete'])
})
