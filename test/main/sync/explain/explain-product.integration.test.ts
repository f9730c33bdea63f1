import { beforeEach, describe, expect, it } from 'vitest'
import { stopReceiving } from '../../../../src-main/receiving/close.ts'
import { explainProduct } from '../../../../src-main/sync/explain/explain-product.ts'
import { noteDifferences } from '../../../../src-main/sync/reconcile/note-differences.ts'
import { depot, feed, goods, shop, type TestBench, testBench, tickingClock, write } from '../../bench.ts'

/** Stands where it is put, so that ages and minutes are what the test says. */
function handClock() {
  const clock = tickingClock()
  let offMs = 0
  return {
    ...clock,
    now: () => clock.now() + offMs,
    pass(ms: number) {
      offMs += ms
    },
  }
}

let clock: ReturnType<typeof handClock>
let bench: TestBench
const minuteMs = 60_000
const tea = goods.tea.id

beforeEach(() => {
  clock = handClock()
  bench = testBench(clock)
  heard(14, 2)
})

/** What the feed brings for tea at the depot. */
function heard(level: number, version: number, outletId = depot): void {
  write(bench.store, 'feed:page', () => bench.store.stock.put({ productId: tea, outletId, level, version }))
}
/** Lightspeed has been told what waits about this consignment, and has booked it. */
function toldAndBooked(id: string, outletId = depot): void {
  write(bench.store, 'sync:done', () => {
    for (const entry of bench.store.outbox.inLane(id)) {
      bench.store.outbox.end(entry.id, 'done', bench.store.now(), null, 'Lightspeed agrees.')
    }
    bench.store.stock.acknowledge(id, outletId, bench.store.now())
  })
}
const explain = (productId = tea) => explainProduct(bench, { productId })
const kinds = () => explain().events.map((event) => event.kind)
const numbers = () => explain().events.map((event) => event.expected)
const sayings = () => explain().events.map((event) => event.say)

describe('a product that was packed here', () => {
  it('has every scan, the box, the move and what is to be told, and a sentence for the end', () => {
    const id = bench.sentTransfer({ [tea]: 3 })
    const code = bench.consignment(id).code
    expect(kinds()).toEqual(['level', 'counted', 'counted', 'counted', 'boxed', 'moved', 'to-tell'])
    expect(sayings().slice(1)).toEqual([
      '+1 counted by a scan',
      '+1 counted by a scan',
      '+1 counted by a scan',
      'Box 1 sealed with 3 of it',
      `3 left with ${code}`,
      'To be told: 3 packed, SENT: still waiting',
    ])
    expect(numbers()).toEqual([14, 14, 14, 14, 14, 11, 11])
    expect(explain()).toMatchObject({
      level: 14,
      unbooked: -3,
      expected: 11,
      say: 'Lightspeed says 14; 3 packed here wait to be told; expected 11.',
      outlet: { id: depot },
    })
    expect(explain().expected).toBe(bench.store.stock.projected(tea, depot))
  })

  it('comes into Lightspeed’s level: the change is taken apart into ours and what was sold there', () => {
    const id = bench.sentTransfer({ [tea]: 3 })
    toldAndBooked(id)
    clock.pass(minuteMs)
    heard(9, 3)
    const code = bench.consignment(id).code
    expect(sayings().at(-1)).toBe(
      `Lightspeed’s level went from 14 to 9: −3 by ${code}, two units taken off there (sold or changed)`,
    )
    expect(numbers().slice(-4)).toEqual([11, 11, 11, 9])
    expect(explain()).toMatchObject({
      expected: 9,
      unbooked: 0,
      say: 'Lightspeed says 9; nothing of ours is on its way; expected 9.',
    })
  })

  it('was told just now: its level is still to come; later that it never came is said', () => {
    const id = bench.sentTransfer({ [tea]: 3 })
    toldAndBooked(id)
    expect(explain()).toMatchObject({
      expected: 11,
      say: 'Lightspeed says 14; 3 sent here were told just now and are not in its level yet; expected 11.',
    })
    clock.pass(10 * minuteMs)
    expect(explain()).toMatchObject({ expected: 14 })
    expect(explain().events.at(-1)).toMatchObject({
      kind: 'differs',
      say: `Lightspeed’s level has not moved for the −3 of ${bench.consignment(id).code}`,
      expected: 14,
    })
  })

  it('stands in boxes that have not left: that moves nothing yet', () => {
    const id = bench.transfer({ [tea]: 5 })
    bench.at('pack', id)
    bench.count('TEA-1')
    bench.count('TEA-1')
    expect(explain().say).toBe(
      'Lightspeed says 14; nothing of ours is on its way; expected 14; 2 in boxes that have not left.',
    )
  })
})

describe('a product that came here', () => {
  it('has its receipt, and says what waits and what is still open', () => {
    const id = bench.order({ [tea]: 12 })
    bench.at('receive', id)
    for (let unit = 0; unit < 5; unit += 1) bench.count('TEA-1')
    expect(explain().say).toContain('expected 14; 5 counted in a receipt that is still open.')
    stopReceiving(bench, { consignmentId: id })
    expect(explain()).toMatchObject({
      expected: 19,
      say: 'Lightspeed says 14; 5 received here wait to be told; expected 19.',
    })
    expect(sayings()).toContain('Receipt 1 closed: 5 received')
    write(bench.store, 'sync:done', () => {
      for (const entry of bench.store.outbox.inLane(id)) {
        bench.store.outbox.end(entry.id, 'done', bench.store.now(), null, null)
      }
    })
    expect(explain().say).toBe(
      'Lightspeed says 14; 5 received here are told and come into its level when it is closed; expected 19.',
    )
  })

  it('with another consignment that others work on', () => {
    feed(bench, {
      remoteId: 'theirs',
      type: 'OUTLET',
      status: 'OPEN',
      planned: { [tea]: 4 },
      sourceOutletId: depot,
      outletId: shop,
    })
    const shadow = bench.store.remote.get('theirs')
    if (shadow === null) throw new Error('no shadow')
    const updatedAt = new Date(clock.now()).toISOString()
    write(bench.store, 'feed:page', () =>
      bench.store.remote.put({ ...shadow, status: 'SENT', version: 9, updatedAt }),
    )
    expect(explain().events.at(-1)).toMatchObject({
      kind: 'elsewhere',
      say: '4 left to Harbour shop: SENT at Lightspeed',
    })
  })
})

it('a difference stands among the rest, when it was found and when it went', () => {
  const id = bench.sentTransfer({ [tea]: 3 })
  const difference = {
    kind: 'count',
    productId: tea,
    of: 'packed',
    here: 3,
    there: 2,
    isOpenThere: false,
  } as const
  write(bench.store, 'test', () => noteDifferences(bench, id, [{ difference, changedThereAt: null }]))
  write(bench.store, 'test', () => noteDifferences(bench, id, []))
  expect(sayings().slice(-2)).toEqual([
    'Compared: here 3 counted, at Lightspeed 2 sent: one unit taken off there',
    'Compared: both sides agree again',
  ])
})

it('the number at the end is the stock this station shows, whatever happened', () => {
  for (let round = 0; round < 6; round += 1) {
    const id = bench.sentTransfer({ [tea]: 1 + (round % 3) })
    if (round % 2 === 0) {
      toldAndBooked(id)
      clock.pass(minuteMs)
      heard((bench.store.stock.level(tea, depot)?.level ?? 0) - 1 - (round % 3) - (round % 4), 10 + round)
    }
  }
  const told = explain()
  expect(told.expected).toBe(bench.store.stock.projected(tea, depot))
  expect(told.events.at(-1)?.expected).toBe(told.expected)
})

it('only what belongs to the outlet counts', () => {
  bench.sentTransfer({ [tea]: 3 })
  const there = explainProduct(bench, { productId: tea, outletId: shop })
  expect(there).toMatchObject({ level: 10, unbooked: 0, expected: 10, outlet: { name: 'Harbour shop' } })
})

it('a product nobody touched, one without a level, and one that is not known', () => {
  expect(explain(goods.jam.id)).toMatchObject({
    events: [],
    say: 'Lightspeed says 100; nothing of ours is on its way; expected 100.',
  })
  expect(explainProduct(bench, { productId: tea, outletId: 'nowhere' })).toMatchObject({
    level: null,
    expected: null,
    say: 'Lightspeed has never said a level of it here.',
  })
  expect(() => explain('p-none')).toThrow('does not know that product')
})
