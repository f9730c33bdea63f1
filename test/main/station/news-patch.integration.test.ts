import { describe, expect, it } from 'vitest'
import { planLine } from '../../../src-main/ordering/transfer.ts'
import { newBox } from '../../../src-main/packing/boxes.ts'
import { undoLast } from '../../../src-main/packing/count.ts'
import { sealBox } from '../../../src-main/packing/seal.ts'
import { markPacked } from '../../../src-main/packing/send.ts'
import { changeReceived, receiveAll } from '../../../src-main/receiving/count.ts'
import { openDeskMemory } from '../../../src-main/station/desk-memory.ts'
import { newsOf } from '../../../src-main/station/news.ts'
import { type AnyNews, news } from '../../../src-shared/contract/news.ts'
import { feed, goods, type TestBench, testBench, write } from '../bench.ts'

const { tea, jam, cup } = goods
const typed = { grams: 500, from: 'typed', frame: null } as const

/** What the screens are told of one piece of work; every body must fit the contract. */
function told(bench: TestBench, work: () => unknown): AnyNews[] {
  const heard: AnyNews[] = []
  const memory = openDeskMemory(bench.store)
  const stop = bench.store.onWritten((written) => heard.push(...newsOf(bench, memory, written)))
  work()
  stop()
  for (const { topic, body } of heard) expect(news[topic].safeParse(body).error).toBeUndefined()
  return heard
}

const topics = (heard: AnyNews[]) =>
  heard.map(({ topic, body }) => (topic === 'changed' ? `changed ${(body as { what: string }).what}` : topic))

function packing(): { bench: TestBench; id: string } {
  const bench = testBench()
  const id = bench.transfer({ [tea.id]: 5, [jam.id]: 5 })
  bench.at('pack', id)
  bench.count('JAM-1')
  return { bench, id }
}

describe('a patch', () => {
  it('holds exactly the line and the box that changed, the scan, and the next revision', () => {
    const { bench, id } = packing()
    const before = bench.consignment(id).revision
    const heard = told(bench, () => bench.scan('TEA-1'))
    expect(topics(heard)).toEqual(['pack'])
    expect(heard[0]?.body).toMatchObject({
      revision: before + 1,
      lines: [{ productId: tea.id, packed: 1 }],
      parcels: [{ number: 1, units: 2, isCurrent: true, expectedGrams: 150 + 2 * 110 }],
      totals: { planned: 10, packed: 2 },
      scan: { text: 'TEA-1', outcome: { is: 'counted' } },
    })
  })

  it('of a scan that counted nothing holds the scan alone', () => {
    const { bench, id } = packing()
    expect(told(bench, () => bench.scan('CUP-1'))).toMatchObject([
      { topic: 'pack', body: { consignmentId: id, lines: [], parcels: [], scan: { text: 'CUP-1' } } },
    ])
  })

  it('shows a count taken back as taken back', () => {
    const { bench, id } = packing()
    expect(told(bench, () => undoLast(bench, { consignmentId: id }))).toMatchObject([
      { topic: 'pack', body: { lines: [{ packed: 0 }], scan: { undone: true }, canUndo: false } },
    ])
  })

  it('holds the new box and the one that is not the current any more', () => {
    const { bench, id } = packing()
    const [one, ...others] = told(bench, () => newBox(bench, { consignmentId: id }))
    expect(topics(others)).toEqual(['changed work'])
    if (one?.topic !== 'pack') throw new Error('no patch')
    expect(one.body.lines).toEqual([])
    expect(new Map(one.body.parcels.map(({ number, isCurrent }) => [number, isCurrent]))).toEqual(
      new Map([
        [1, false],
        [2, true],
      ]),
    )
  })

  it('follows a label through the printer', () => {
    const { bench, id } = packing()
    const parcelId = bench.store.parcels.of(id)[0]?.id ?? ''
    sealBox(bench, parcelId, typed)
    const job = bench.store.prints.of(parcelId)[0]?.id ?? ''
    const command = { kind: 'label:printed', actor: bench.actor(), subject: id, given: {}, traceId: 'req' }
    const printed = () =>
      bench.store.write(command, () => bench.store.prints.set(job, 'printed', bench.store.now(), null))
    expect(told(bench, printed)).toMatchObject([{ topic: 'pack', body: { parcels: [{ label: 'printed' }] } }])
  })
})

describe('what a patch cannot say', () => {
  it('is told as a consignment to read again, and the lists with it', () => {
    const { bench, id } = packing()
    sealBox(bench, bench.store.parcels.of(id)[0]?.id ?? '', typed)
    expect(topics(told(bench, () => markPacked(bench, { consignmentId: id })))).toEqual([
      'consignment',
      'changed work',
    ])
  })

  it('is an act over more than fifty lines', () => {
    const bench = testBench()
    const many = Array.from({ length: 60 }, (_, count) => `p-${count}`)
    write(bench.store, 'feed', () => {
      for (const id of many) bench.store.products.put({ ...cup, id, sku: id, codes: [] })
    })
    const id = bench.order(Object.fromEntries([...many, tea.id].map((productId) => [productId, 1])))
    const lineId = bench.line(id, tea.id).id
    changeReceived(bench, { consignmentId: id, lineId, received: 1, damaged: 0 })
    const heard = told(bench, () => receiveAll(bench, { consignmentId: id }))
    expect(topics(heard)).toEqual(['consignment', 'changed work'])
  })

  it('is a page of the feed, for every consignment it changed', () => {
    const bench = testBench()
    const id = bench.order({ [tea.id]: 2 })
    const row = { remoteId: bench.consignment(id).remoteId ?? '', type: 'SUPPLIER', status: 'SENT' } as const
    const heard = told(bench, () => feed(bench, { ...row, planned: { [tea.id]: 4 }, version: 2 }))
    expect(heard).toContainEqual({ topic: 'consignment', body: { consignmentId: id } })
    expect(told(bench, () => feed(bench, { ...row, planned: { [tea.id]: 4 }, version: 3 }))).toEqual([])
  })
})

it('a refused command is no news, and a scan at no desk goes to whoever listens', () => {
  const bench = testBench()
  const consignmentId = bench.transfer({ [tea.id]: 1 })
  const refused = () => planLine(bench, { consignmentId, productId: jam.id, planned: 1 })
  expect(told(bench, () => expect(refused).toThrow('Only a draft'))).toEqual([])
  bench.at('work', null)
  expect(told(bench, () => bench.scan('TEA-1'))).toMatchObject([{ topic: 'scan', body: { text: 'TEA-1' } }])
})
