import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from './sync-bench.ts'

let bench: SyncBench
const [tea = '', cup = ''] = someProducts(2)

beforeEach(async () => {
  bench = await openSyncBench()
})
afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

const stateOf = (id: string) => bench.store.consignments.get(id)?.state

/** A transfer packed and sent here, and told. */
async function sentFromHere(): Promise<{ id: string; remoteId: string }> {
  bench.startPuller()
  bench.startPusher()
  const { id } = bench.transfer({ [tea]: 6 }, 'sent')
  bench.tell(id, { status: 'SENT', packed: [{ productId: tea, units: 6, costCents: null }] })
  await bench.runUntil(() => bench.store.outbox.allOpen().length === 0)
  return { id, remoteId: bench.store.consignments.get(id)?.remoteId ?? '' }
}

describe('what Lightspeed shows as received', () => {
  it('is completed here when it was packed here and received elsewhere: nothing of ours is left to do', async () => {
    const { id, remoteId } = await sentFromHere()
    expect(stateOf(id)).toBe('sent')
    bench.sandbox.control.receiveInWebApp(remoteId)
    await bench.runUntil(() => stateOf(id) === 'completed')
    expect(bench.store.conflicts.open()).toEqual([])
  })

  it('is not completed while a question about it is open', async () => {
    const { id, remoteId } = await sentFromHere()
    bench.write((store) =>
      store.conflicts.raise({
        id: store.newId(),
        consignmentId: id,
        kind: 'lines',
        here: '6',
        there: '7',
        choices: [{ choice: 'seen', say: 'Seen' }],
        raisedAt: store.now(),
      }),
    )
    bench.sandbox.control.receiveInWebApp(remoteId)
    await bench.runUntil(() => stateOf(id) === 'received')
    const until = bench.clock.mono() + 60_000
    await bench.runUntil(() => bench.clock.mono() >= until)
    expect(stateOf(id)).toBe('received')
  })

  it('is not completed while something about it waits to be told', async () => {
    const coming = bench.sandbox.control.incomingTransfer({
      toOutletId: warehouse,
      fromOutletId: ponsonby,
      lines: [{ productId: cup, count: 3 }],
    })
    bench.startPuller()
    await bench.runUntil(() => bench.store.consignments.byRemoteId(coming.id) !== null)
    const id = bench.store.consignments.byRemoteId(coming.id)?.id ?? ''
    bench.tell(id, { status: 'SENT', received: [{ productId: cup, units: 1 }] })
    bench.sandbox.control.receiveInWebApp(coming.id)
    await bench.runUntil(() => bench.store.remote.get(coming.id)?.status === 'RECEIVED')
    expect(stateOf(id)).toBe('sent')
  })

  it('that stood as received here before is completed by the next whole reading', async () => {
    const { id, remoteId } = await sentFromHere()
    bench.sandbox.control.receiveInWebApp(remoteId)
    await bench.runUntil(() => stateOf(id) === 'completed')
    // As a station left it that did not complete.
    const other = bench.transfer({ [tea]: 1 }, 'sent').id
    bench.write((store) => {
      store.consignments.setRemoteId(id, null)
      store.consignments.setRemoteId(other, remoteId)
      for (const to of ['receiving', 'received'] as const) {
        const actor = { id: 'lightspeed', role: 'SM' } as const
        store.states.move(other, { to, trigger: 'test', actor, station: store.station.id, traceId: 'req_t' })
      }
      store.feeds.put({ ...store.feeds.get('consignments'), fullAt: null, fullCursor: 0 })
    })
    bench.wake()
    await bench.runUntil(() => stateOf(other) === 'completed')
  })
})
