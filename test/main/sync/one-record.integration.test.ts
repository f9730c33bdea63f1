import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../../../src-main/store/store.ts'
import { applyShadow } from '../../../src-main/sync/import-consignment.ts'
import { retryEntry, settleConflict } from '../../../src-main/sync/settle.ts'
import { keepShadow } from '../../../src-main/sync/shadow.ts'
import { openSyncBench, type SyncBench, someProducts } from './sync-bench.ts'

const [tea = ''] = someProducts(1)
const packed = [{ productId: tea, units: 6, costCents: 420 }]

let bench: SyncBench
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
const madeThere = () => bench.sandbox.control.consignments().find((row) => row.name.includes('PK-'))

/** What the feed does with what it lists; `as` is how Lightspeed shows it there. */
function listed(remoteId: string, as: { reference?: string | null; name?: string } = {}): void {
  const row = bench.sandbox.control.consignment(remoteId)
  const command = { kind: 'feed', actor: systemActor, subject: null, given: {}, traceId: 'req_test' }
  bench.store.write(command, () => {
    keepShadow(
      bench.store,
      {
        id: row.id,
        name: row.name,
        type: row.type,
        status: row.status,
        outletId: row.outlet_id,
        sourceOutletId: row.source_outlet_id,
        supplierId: row.supplier_id,
        supplierInvoice: null,
        reference: row.reference,
        consignmentDate: null,
        dueAt: null,
        receivedAt: null,
        createdAt: null,
        updatedAt: null,
        deletedAt: null,
        version: row.version,
        ...as,
      },
      [],
    )
    applyShadow(bench.bench(), remoteId, command)
  })
}

function settle(choice: string): void {
  const [conflict] = conflicts()
  settleConflict(bench.bench(), { conflictId: conflict?.id ?? '', choice, reason: 'Looked' })
}

/** A create whose answer was lost: Lightspeed has it, the station does not know its id. */
async function lostCreate(): Promise<{ id: string; remoteId: string }> {
  const { id } = bench.transfer({ [tea]: 6 })
  bench.sandbox.faults.add({ on: 'POST /consignments', fault: { is: 'drop-after' }, times: 1 })
  bench.startPusher()
  bench.tell(id, { status: 'OPEN', packed })
  await bench.runUntil(() => open()[0]?.state === 'unknown')
  return { id, remoteId: madeThere()?.id ?? '' }
}

describe('a consignment of ours that the feed shows before its create is settled', () => {
  it.each([null, 'PO 77'])(
    'is known by the copy inside its name when the reference is %s',
    async (reference) => {
      const { id, remoteId } = await lostCreate()
      listed(remoteId, { reference })
      expect(bench.store.consignments.byRemoteId(remoteId)?.id).toBe(id)
      await bench.runUntil(isDone)
      expect(bench.sandbox.ledger().creates).toBe(1)
    },
  )

  it('F10 goes on at once, and is not looked for: the poll that found it was made anyway', async () => {
    bench.sandbox.faults.delayLists(40_000)
    const { remoteId } = await lostCreate()
    await bench.runUntil(() => open()[0]?.step?.includes('"lookups":1') === true)
    const lists = () => bench.sandbox.ledger().callsByRoute['GET /consignments'] ?? 0
    const before = lists()
    listed(remoteId)
    expect(open()[0]?.dueAt).toBe(bench.store.now())
    await bench.runUntil(isDone)
    expect(lists()).toBe(before)
    expect(bench.sandbox.ledger().creates).toBe(1)
  })

  it('taken for a new one is given up for ours while nothing was done on it', async () => {
    const { id, remoteId } = await lostCreate()
    listed(remoteId, { reference: null, name: 'Renamed' })
    const other = bench.store.consignments.byRemoteId(remoteId)
    expect(other?.id).not.toBe(id)
    await bench.runUntil(isDone)
    expect(bench.store.consignments.get(id)?.remoteId).toBe(remoteId)
    expect(bench.store.consignments.get(other?.id ?? '')).toMatchObject({
      state: 'cancelled',
      remoteId: null,
    })
    expect(bench.sandbox.control.consignment(remoteId).status).toBe('OPEN')
  })

  it('packed a second time under its other name is a question with both codes', async () => {
    const { id, remoteId } = await lostCreate()
    listed(remoteId, { reference: null, name: 'Renamed' })
    const other = bench.store.consignments.byRemoteId(remoteId)
    bench.write((store) => store.parcels.open(store.newId(), other?.id ?? '', 1, store.now()))
    await bench.runUntil(isParked)
    const ours = bench.store.consignments.get(id)
    expect(conflicts()).toMatchObject([
      {
        consignmentId: id,
        kind: 'push-held',
        here: `it was packed as ${ours?.code} and worked on as ${other?.code}, too`,
        there: 'Lightspeed has it once',
        choices: [
          { choice: 'keep-this', say: `${ours?.code} is the right one: cancel ${other?.code} here` },
          { choice: 'keep-other', say: `${other?.code} is the right one: cancel ${ours?.code} here` },
        ],
      },
    ])
    settle('keep-this')
    await bench.runUntil(isDone)
    expect(bench.store.consignments.get(id)?.remoteId).toBe(remoteId)
    expect(bench.store.consignments.get(other?.id ?? '')?.state).toBe('cancelled')
    expect(bench.sandbox.ledger().creates).toBe(1)
  })

  it('and packed a second time may be the right one: ours is cancelled here, and nothing there', async () => {
    const { id, remoteId } = await lostCreate()
    listed(remoteId, { reference: null, name: 'Renamed' })
    const other = bench.store.consignments.byRemoteId(remoteId)
    bench.write((store) => store.parcels.open(store.newId(), other?.id ?? '', 1, store.now()))
    await bench.runUntil(isParked)
    await bench.restart()
    bench.startPusher()
    settle('keep-other')
    await bench.runUntil(isDone)
    expect(bench.store.consignments.get(id)).toMatchObject({ state: 'cancelled', remoteId: null })
    expect(bench.store.consignments.byRemoteId(remoteId)?.id).toBe(other?.id)
    expect(bench.sandbox.control.consignment(remoteId).status).toBe('OPEN')
  })

  it('is looked up before anything is made again when a person says try again', async () => {
    const { remoteId } = await lostCreate()
    listed(remoteId, { reference: null, name: 'Renamed' })
    const other = bench.store.consignments.byRemoteId(remoteId)
    bench.write((store) => store.parcels.open(store.newId(), other?.id ?? '', 1, store.now()))
    await bench.runUntil(isParked)
    retryEntry(bench.bench(), { entryId: open()[0]?.id ?? '' })
    await bench.runUntil(isParked)
    expect(conflicts()).toHaveLength(1)
    expect(bench.sandbox.ledger().creates).toBe(1)
  })
})
