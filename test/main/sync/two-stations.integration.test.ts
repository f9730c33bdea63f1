import { afterEach, beforeEach, expect, it } from 'vitest'
import { closeReceiving, stopReceiving } from '../../../src-main/receiving/close.ts'
import { changeReceived } from '../../../src-main/receiving/count.ts'
import type { Change } from '../../../src-main/store/capture.ts'
import { systemActor } from '../../../src-main/store/store.ts'
import { applyShadow } from '../../../src-main/sync/import-consignment.ts'
import { settleConflict } from '../../../src-main/sync/settle.ts'
import { keepShadow } from '../../../src-main/sync/shadow.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from './sync-bench.ts'

const [tea = ''] = someProducts(1)

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

async function hear(bench: SyncBench, remoteId: string): Promise<string> {
  const [header, lines] = [
    await bench.lightspeed.consignment(remoteId),
    await bench.lightspeed.allLines(remoteId),
  ]
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

/** Units noted as missing, and taken back. */
const missing = (bench: SyncBench) =>
  [...bench.store.journalRowsInOrder()]
    .flatMap((row) => JSON.parse(row.changes) as Change[])
    .filter((change) => change.table === 'discrepancy' && change.after?.kind === 'missing')
    .map((change) => change.after?.units)

const isSettled = (bench: SyncBench) => () =>
  bench.store.outbox.allOpen().every((entry) => entry.state === 'parked')

async function told(bench: SyncBench, choice: string | null): Promise<void> {
  await bench.runUntil(isSettled(bench))
  const [conflict] = bench.store.conflicts.open()
  expect(conflict?.kind ?? null).toBe(choice === null ? null : 'push-received')
  if (choice === null) return
  settleConflict(bench.bench(), { conflictId: conflict?.id ?? '', choice, reason: 'Both unpacked' })
  await bench.runUntil(() => bench.store.outbox.allOpen().length === 0)
}

it('F28 two stations count one transfer, each without hearing of the other: every unit is kept', async () => {
  const made = one.sandbox.control.incomingTransfer({
    toOutletId: ponsonby,
    fromOutletId: warehouse,
    lines: [{ productId: tea, count: 18 }],
  })
  const [here, beside] = [await hear(one, made.id), await hear(other, made.id)]
  one.startPusher()
  other.startPusher()
  const there = () => one.sandbox.control.lines(made.id)[0]?.received
  count(one, here, 10)
  stopReceiving(one.bench(), { consignmentId: here })
  await told(one, null)
  count(other, beside, 5)
  stopReceiving(other.bench(), { consignmentId: beside })
  await told(other, 'add-theirs')
  expect(there()).toBe(15)
  count(one, here, 3)
  stopReceiving(one.bench(), { consignmentId: here })
  await told(one, 'add-theirs')
  expect(there()).toBe(18)
  closeReceiving(other.bench(), { consignmentId: beside, reason: 'The other bench has the rest' })
  await told(other, 'theirs-is-all')
  expect([there(), one.sandbox.control.consignment(made.id).status]).toEqual([18, 'RECEIVED'])
  // Said to be missing when it was closed, and found with the other bench's count since.
  expect(missing(other)).toEqual([3, -3])
  await hear(one, made.id)
  expect(one.store.consignments.get(here)?.state).toMatch(/^(received|completed)$/)
  for (const [bench, id] of [
    [one, here],
    [other, beside],
  ] as const) {
    expect(bench.store.lines.ofProduct(id, tea)?.received).toBe(18)
  }
})
