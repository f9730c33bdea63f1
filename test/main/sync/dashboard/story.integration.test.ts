import { afterEach, beforeEach, expect, it } from 'vitest'
import { laneStory } from '../../../../src-main/sync/dashboard/story.ts'
import { openSyncBench, type SyncBench, someProducts } from '../sync-bench.ts'

const [tea = '', cup = ''] = someProducts(2)
const packed = [
  { productId: tea, units: 6, costCents: 420 },
  { productId: cup, units: 4, costCents: 420 },
]
let bench: SyncBench
beforeEach(async () => {
  bench = await openSyncBench()
})
afterEach(() => bench.close())

it('tells one consignment on one line of time: what was sent, what came of it, and both sides', async () => {
  const { id, code } = bench.transfer({ [tea]: 6, [cup]: 4 })
  bench.startPusher()
  bench.sandbox.faults.add({
    on: 'POST /consignments',
    times: 1,
    fault: { is: 'status-before', status: 422, body: '{"message":"The outlet is closed."}' },
  })
  bench.tell(id, { status: 'OPEN', packed })
  await bench.runUntil(() => bench.store.outbox.counts().parked === 1)
  expect(laneStory(bench.store, id)).toMatchObject({ code, here: { state: 'packed', lines: 2 }, there: null })
  bench.write((store) => store.outbox.unpark(store.outbox.inLane(id)[0]?.id ?? '', false, store.now()))
  await bench.runUntil(() => bench.store.outbox.counts().waiting === 0)
  const story = laneStory(bench.store, id)
  expect(story.there).toEqual({ status: 'OPEN', lines: 2, units: 10, receivedUnits: 0 })
  const said = story.events.map(({ is, say }) => `${is}: ${say}`).reverse()
  expect(said[0]).toBe('out: Asked to make it')
  expect(said[1]).toBe('trouble: Waits for a person: The outlet is closed.')
  expect(said).toContain('back: Lightspeed has made it')
  expect(said).toContain('out: A line is to be 6')
  expect(said.at(-1)).toBe('back: Lightspeed agrees: OPEN')
  expect(story.events.every(({ traceId }) => traceId.startsWith('req_'))).toBe(true)
})

it('refuses what this station never heard of', () => {
  expect(() => laneStory(bench.store, 'c-nothing')).toThrow('This station does not know that consignment.')
})
