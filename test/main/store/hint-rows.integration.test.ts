import { describe, expect, it } from 'vitest'
import type { HintPage } from '../../../src-shared/model/hint.ts'
import { goods, testBench, tickingClock } from '../bench.ts'

const page = (hints: HintPage['hints'], more: Partial<HintPage> = {}): HintPage => ({
  relay: 'relay-one',
  next: hints.at(-1)?.sequence ?? 0,
  isGap: false,
  hints,
  tallies: [],
  ...more,
})
const receive = (sequence: number, subject: string | null): HintPage['hints'][number] => ({
  sequence,
  type: 'consignment.receive',
  subject,
  at: '2026-11-20T02:59:00.000Z',
})

function opened() {
  const bench = testBench(tickingClock())
  const { store } = bench
  const write = <T>(work: () => T): T =>
    store.repeat(
      { kind: 'test', actor: { id: 'station', role: 'SY' }, subject: null, given: {}, traceId: 'req' },
      work,
    )
  const id = bench.transfer({ [goods.mat.id]: 1 })
  write(() => store.consignments.setRemoteId(id, 'c-one'))
  return { store, write, take: (one: HintPage) => write(() => store.hints.take(one, store.now())) }
}

describe('the hints a station keeps', () => {
  it('are new once: a page that comes again adds nothing, and the cursor stands behind it', () => {
    const { store, take } = opened()
    const two = page([receive(4, 'c-one'), receive(5, 'c-two')])
    expect(store.hints.cursor()).toBeNull()
    expect(take(two)).toBe(2)
    expect(take(two)).toBe(0)
    expect(store.hints.cursor()).toEqual({ relay: 'relay-one', cursor: 5 })
    expect(store.hints.waiting()).toEqual([{ type: 'consignment.receive', known: 1, others: 1 }])
  })

  it('of the same number from another relay are others', () => {
    const { store, take } = opened()
    take(page([receive(1, 'c-one')]))
    expect(take(page([receive(1, 'c-one')], { relay: 'relay-two' }))).toBe(1)
    expect(store.hints.cursor()).toEqual({ relay: 'relay-two', cursor: 1 })
  })

  it('stay to be read when they came while their consignment was being read', () => {
    const { store, write, take } = opened()
    take(page([receive(1, 'c-one'), receive(2, 'c-one')]))
    const reading = store.hints.nextConsignment([])
    expect(reading).toMatchObject({ remoteId: 'c-one' })
    take(page([receive(3, 'c-one')]))
    if (reading !== null) write(() => store.hints.setConsignmentRead(reading, store.now()))
    expect(store.hints.waiting()).toEqual([{ type: 'consignment.receive', known: 1, others: 0 }])
    expect(store.hints.nextConsignment(['c-one'])).toBeNull()
  })

  it('that name nothing known here are done when their feed was read, and only those', () => {
    const { store, write, take } = opened()
    take(page([receive(1, 'c-one'), receive(2, null), receive(3, 'c-elsewhere')]))
    expect(store.hints.waiting()).toEqual([{ type: 'consignment.receive', known: 1, others: 2 }])
    write(() => store.hints.setOthersRead('consignment.receive', store.hints.newest() - 1, store.now()))
    expect(store.hints.waiting()).toEqual([{ type: 'consignment.receive', known: 1, others: 1 }])
    write(() => store.hints.setOthersRead('consignment.receive', store.hints.newest(), store.now()))
    expect(store.hints.waiting()).toEqual([{ type: 'consignment.receive', known: 1, others: 0 }])
  })

  it('are counted for the last 24 hours by type, beside what the relay counted', () => {
    const { store, write } = opened()
    const tallies = [{ type: 'consignment.receive' as const, taken: 3, doubled: 1, refused: 2 }]
    const now = store.now()
    const before = new Date(Date.parse(now) - 25 * 3_600_000).toISOString()
    write(() => store.hints.take(page([receive(1, 'c-old')]), before))
    write(() => store.hints.take(page([receive(2, 'c-one'), receive(3, 'c-two')], { tallies }), now))
    write(() => store.hints.setConsignmentRead({ remoteId: 'c-one', upTo: store.hints.newest() }, now))
    const day = store.hints.webhooksLast24h(now)
    expect(day).toMatchObject({ relayHeardAt: now, lastHintAt: now })
    expect(day.types.find(({ type }) => type === 'consignment.receive')).toEqual({
      type: 'consignment.receive',
      taken: 3,
      doubled: 1,
      refused: 2,
      read: 1,
      waiting: 1,
    })
    expect(day.types).toHaveLength(4)
    const later = new Date(Date.parse(now) + 25 * 3_600_000).toISOString()
    expect(
      store.hints.webhooksLast24h(later).types.every((one) => one.taken + one.read + one.waiting === 0),
    ).toBe(true)
  })
})
