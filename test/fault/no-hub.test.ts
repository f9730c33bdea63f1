import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeReceiving, stopReceiving } from '../../src-main/receiving/close.ts'
import { changeReceived } from '../../src-main/receiving/count.ts'
import { systemActor } from '../../src-main/store/store.ts'
import { applyShadow } from '../../src-main/sync/import-consignment.ts'
import { settleConflict } from '../../src-main/sync/settle.ts'
import { keepShadow } from '../../src-main/sync/shadow.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from '../main/sync/sync-bench.ts'

const [tea = ''] = someProducts(1)
const hourMs = 3_600_000
const packed = [{ productId: tea, units: 6, costCents: 420 }]

async function hear(bench: SyncBench, remoteId: string): Promise<string> {
  const header = await bench.lightspeed.consignment(remoteId)
  const lines = await bench.lightspeed.allLines(remoteId)
  if (header.is !== 'answer' || lines.is !== 'answer') throw new Error(header.is)
  const command = { kind: 'feed', actor: systemActor, subject: null, given: {}, traceId: 'req_test' }
  bench.store.write(command, () => {
    keepShadow(bench.store, header.value, lines.value)
    applyShadow(bench.bench(), remoteId, command)
  })
  return bench.store.consignments.byRemoteId(remoteId)?.id ?? ''
}

function count(bench: SyncBench, id: string, units: number): void {
  const lineId = bench.store.lines.ofProduct(id, tea)?.id ?? ''
  changeReceived(bench.bench(), { consignmentId: id, lineId, received: units, damaged: 0 })
}

describe('two stations without anything between them but Lightspeed', () => {
  let one: SyncBench
  let other: SyncBench
  beforeEach(async () => {
    one = await openSyncBench({ outlet: ponsonby })
    other = await openSyncBench({ outlet: ponsonby, beside: one })
  })
  afterEach(async () => {
    expect([...one.bugs, ...other.bugs]).toEqual([])
    await other.close()
    await one.close()
  })

  it('F28 F29: the one that went dark in the middle overwrites nothing when it returns; its counts are offered', async () => {
    const { control } = one.sandbox
    const made = control.incomingTransfer({
      ...{ toOutletId: ponsonby, fromOutletId: warehouse },
      lines: [{ productId: tea, count: 18 }],
    })
    const here = await hear(one, made.id)
    // Counted, noted to be sent, and gone before a byte of it went out.
    count(one, here, 7)
    stopReceiving(one.bench(), { consignmentId: here })
    const beside = await hear(other, made.id)
    other.startPusher()
    count(other, beside, 11)
    closeReceiving(other.bench(), {
      consignmentId: beside,
      reason: 'Bench 1 is dark, its boxes are not here',
    })
    await other.runUntil(() => other.store.outbox.allOpen().length === 0)
    const there = () => [control.lines(made.id)[0]?.received, control.consignment(made.id).status]
    const after = there()
    expect(after).toEqual([11, 'RECEIVED'])

    await one.restart()
    one.startPusher()
    await one.runUntil(() => one.store.outbox.allOpen().every(({ state }) => state === 'parked'))
    expect(there()).toEqual(after)
    // Both figures stand before a person; nothing was thrown away.
    const [conflict] = one.store.conflicts.open()
    expect(conflict).toMatchObject({ consignmentId: here })
    expect(conflict?.choices.length).toBeGreaterThan(1)
    expect(one.store.lines.ofProduct(here, tea)?.received).toBe(7)
    const choice = conflict?.choices[0]?.choice ?? ''
    settleConflict(one.bench(), { conflictId: conflict?.id ?? '', choice, reason: 'Looked at the shelf' })
    await one.runUntil(() => one.store.outbox.allOpen().every(({ state }) => state === 'parked'))
    expect(there()[1]).toBe('RECEIVED')
  })
})

describe('one station', () => {
  let bench: SyncBench
  beforeEach(async () => {
    bench = await openSyncBench()
  })
  afterEach(() => bench.close())
  const isDone = () => bench.store.outbox.allOpen().length === 0
  const writes = () => bench.sandbox.ledger().lastCalls.filter(({ route }) => !route.startsWith('GET'))

  it('F09: that slept for eight hours tries each of its jobs once when it wakes', async () => {
    await bench.sandbox.faults.network('down')
    const made = [1, 2, 3].map(() => {
      const one = bench.transfer({ [tea]: 6 })
      bench.tell(one.id, { status: 'OPEN', packed })
      return one
    })
    bench.startPusher()
    await bench.runUntil(() => bench.endings.some(({ is }) => is === 'offline'))
    // The monotonic clock stands still in a sleep, the wall clock goes on.
    bench.setWallOff(8 * hourMs)
    await bench.sandbox.faults.network('up')
    const before = writes().length
    await bench.runUntil(isDone)
    const creates = writes()
      .slice(before)
      .filter(({ route }) => route === 'POST /consignments')
    expect(creates).toHaveLength(made.length)
    for (const { reference } of made) {
      expect(bench.sandbox.ledger().byReference[reference]?.consignmentIds).toHaveLength(1)
    }
    expect(bench.sandbox.ledger()).toMatchObject({ creates: made.length, accumulatedLines: [] })
  })

  it('F12: every call doubled on its way makes one consignment, one line, and no more units than were counted', async () => {
    bench.sandbox.faults.add({ on: 'PUT *', fault: { is: 'doubled' } })
    bench.sandbox.faults.add({ on: 'GET *', fault: { is: 'doubled' } })
    const { id, reference } = bench.transfer({ [tea]: 6 })
    bench.startPusher()
    bench.tell(id, { status: 'SENT', packed })
    await bench.runUntil(isDone)
    const [remoteId = ''] = bench.sandbox.ledger().byReference[reference]?.consignmentIds ?? []
    const lines = bench.sandbox.control.lines(remoteId)
    expect(lines.map(({ productId, count: units }) => [productId, units])).toEqual([[tea, 6]])
    expect(bench.sandbox.ledger().accumulatedLines).toEqual([])
    expect(bench.sandbox.control.consignment(remoteId).status).toBe('SENT')
  })
})
