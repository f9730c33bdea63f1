import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cancelConsignment } from '../../../src-main/ordering/transfer.ts'
import { changeReceived } from '../../../src-main/receiving/count.ts'
import { systemActor } from '../../../src-main/store/store.ts'
import { raiseGone } from '../../../src-main/sync/follow-status.ts'
import { applyShadow } from '../../../src-main/sync/import-consignment.ts'
import { settleConflict } from '../../../src-main/sync/settle.ts'
import { keepShadow } from '../../../src-main/sync/shadow.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from './sync-bench.ts'

let bench: SyncBench
const [tea = ''] = someProducts(1)
const packed = [{ productId: tea, units: 6, costCents: 420 }]

beforeEach(async () => {
  bench = await openSyncBench()
})
afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

const open = () => bench.store.outbox.allOpen()
const isDone = () => open().length === 0
const isParked = () => open().some((entry) => entry.state === 'parked')
const conflicts = () => bench.store.conflicts.open()
const state = (id: string) => bench.store.consignments.get(id)?.state
const remoteId = (id: string) => bench.store.consignments.get(id)?.remoteId ?? ''

/** A transfer Lightspeed knows, OPEN there. */
async function told(asState: 'packed' | 'sent' = 'packed'): Promise<string> {
  const { id } = bench.transfer({ [tea]: 6 }, asState)
  bench.startPusher()
  bench.tell(id, { status: asState === 'packed' ? 'OPEN' : 'SENT', packed })
  await bench.runUntil(isDone)
  return id
}

function settle(choice: string): void {
  const [conflict] = conflicts()
  expect(conflict?.choices.map((one) => one.choice)).toContain(choice)
  settleConflict(bench.bench(), { conflictId: conflict?.id ?? '', choice, reason: 'The office said so' })
}

/** What the feed does once it has listed a header. */
async function heard(id: string): Promise<void> {
  const header = await bench.lightspeed.consignment(remoteId(id))
  if (header.is !== 'answer') throw new Error(header.is)
  const command = { kind: 'feed', actor: systemActor, subject: id, given: {}, traceId: 'req_test' }
  const lines = await bench.lightspeed.allLines(remoteId(id))
  if (lines.is !== 'answer') throw new Error(lines.is)
  bench.store.write(command, () => {
    keepShadow(bench.store, header.value, lines.value)
    applyShadow(bench.bench(), remoteId(id), command)
  })
}

async function deleteThere(id: string): Promise<void> {
  await fetch(`${bench.sandbox.url}/api/2026-07/consignments/${remoteId(id)}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${bench.sandbox.token}` },
  })
}

describe('what Lightspeed said while something of ours waited', () => {
  it('is followed once a person says that Lightspeed is right', async () => {
    const id = await told()
    bench.sandbox.control.cancel(remoteId(id))
    bench.tell(id, { status: 'SENT', packed })
    await bench.runUntil(isParked)
    await heard(id)
    expect(state(id)).toBe('packed')
    settle('drop-ours')
    expect(state(id)).toBe('cancelled')
  })

  it('is asked once, where nothing can be followed: received here, cancelled there', async () => {
    const id = await told('sent')
    bench.write((store) => {
      for (const to of ['receiving', 'received'] as const) {
        store.states.move(id, {
          to,
          trigger: 'person',
          actor: { id: 'bench', role: 'SM' },
          station: store.station.id,
          traceId: 'req_test',
        })
      }
    })
    bench.sandbox.control.cancel(remoteId(id))
    bench.tell(id, { status: 'RECEIVED', received: [{ productId: tea, units: 6 }] })
    await bench.runUntil(isParked)
    await heard(id)
    settle('keep-different')
    expect(state(id)).toBe('received')
    expect(conflicts()).toEqual([])
    // Heard again and again: it was answered.
    await heard(id)
    expect(conflicts()).toEqual([])
  })

  it('is followed once ours is told', async () => {
    const id = await told('sent')
    const received = [{ productId: tea, units: 6 }]
    bench.sandbox.faults.add({
      on: 'PUT /consignments/:id/products/:id',
      times: 1,
      fault: { is: 'meanwhile', run: () => bench.sandbox.control.receiveInWebApp(remoteId(id)) },
    })
    bench.tell(id, { status: 'SENT', received })
    await bench.runUntil(isDone)
    expect(state(id)).toBe('completed')
  })

  it('a consignment that is gone there is cancelled here when a person says so', async () => {
    const id = await told()
    await deleteThere(id)
    bench.tell(id, { status: 'SENT', packed })
    await bench.runUntil(isParked)
    expect(conflicts()[0]?.choices).toContainEqual({
      choice: 'drop-ours',
      say: 'Lightspeed is right: cancel it here too',
    })
    settle('drop-ours')
    expect(state(id)).toBe('cancelled')
    expect(conflicts()).toEqual([])
  })
})

describe('cancelling', () => {
  it('what is gone there already needs nobody', async () => {
    const id = await told()
    await deleteThere(id)
    cancelConsignment(bench.bench(), { consignmentId: id, reason: 'Not needed' })
    await bench.runUntil(isDone)
    expect(conflicts()).toEqual([])
  })

  it.each(['cancelled there', 'gone there'])(
    'what had been sent leaves its units out of the stock once it is %s',
    async (how) => {
      const id = await told('sent')
      bench.write((store) => {
        store.stock.put({ productId: tea, outletId: warehouse, level: 44, version: 1 })
        store.stock.addEffect({
          id: store.newId(),
          consignmentId: id,
          receiptId: null,
          lineId: store.lines.ofProduct(id, tea)?.id ?? '',
          productId: tea,
          outletId: warehouse,
          units: -6,
          at: store.now(),
        })
      })
      if (how === 'gone there') await deleteThere(id)
      bench.tell(id, { status: 'CANCELLED' })
      await bench.runUntil(isDone)
      expect(bench.store.stock.projected(tea, warehouse)).toBe(44)
    },
  )
})

describe('a difference the feed found', () => {
  it('settles itself once both sides agree', async () => {
    const id = await told('sent')
    bench.write((store) =>
      store.states.move(id, {
        to: 'receiving',
        trigger: 'test',
        actor: { id: 'bench', role: 'SM' },
        station: store.station.id,
        traceId: 'req_test',
      }),
    )
    bench.sandbox.control.receiveInWebApp(remoteId(id))
    await heard(id)
    expect(conflicts()[0]).toMatchObject({ kind: 'inbound', here: 'it is receiving' })
    bench.write((store) =>
      store.states.move(id, {
        to: 'received',
        trigger: 'test',
        actor: { id: 'bench', role: 'SM' },
        station: store.station.id,
        traceId: 'req_test',
      }),
    )
    await heard(id)
    expect(conflicts()).toEqual([])
  })

  it('is carried out as it was put: what is gone there is cancelled here, boxes and all', async () => {
    const id = await told()
    const command = { kind: 'feed', actor: systemActor, subject: id, given: {}, traceId: 'req_test' }
    bench.store.write(command, () => {
      bench.store.parcels.open(bench.store.newId(), id, 1, bench.store.now())
      raiseGone(bench.bench(), remoteId(id), command)
    })
    expect(conflicts()[0]?.choices[0]).toMatchObject({ say: 'Lightspeed is right: make it cancelled here' })
    settle('take-theirs')
    expect(state(id)).toBe('cancelled')
  })

  it('received there while it is counted here: take-theirs takes their units, not the open count', async () => {
    bench.setOutlet(ponsonby)
    const id = await told('sent')
    const lineId = bench.store.lines.ofProduct(id, tea)?.id ?? ''
    changeReceived(bench.bench(), { consignmentId: id, lineId, received: 2, damaged: 0 })
    bench.sandbox.control.receiveInWebApp(remoteId(id))
    await heard(id)
    settle('take-theirs')
    expect(state(id)).toBe('received')
    expect(bench.store.receipts.openOne(id)).toBeNull()
    expect(bench.store.lines.get(lineId)?.received).toBe(6)
  })

  it('take-theirs is no failure when both sides agree by then', async () => {
    const id = await told('sent')
    const move = (to: 'receiving' | 'received' | 'completed') =>
      bench.write((store) =>
        store.states.move(id, {
          to,
          trigger: 'test',
          actor: to === 'completed' ? systemActor : { id: 'bench', role: 'SM' },
          station: store.station.id,
          traceId: 'req_test',
        }),
      )
    move('receiving')
    bench.sandbox.control.receiveInWebApp(remoteId(id))
    await heard(id)
    move('received')
    move('completed')
    settle('take-theirs')
    expect(conflicts()).toEqual([])
    expect(state(id)).toBe('completed')
  })
})
