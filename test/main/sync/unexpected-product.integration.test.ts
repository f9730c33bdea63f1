import { afterEach, beforeEach, expect, it } from 'vitest'
import { closeReceiving } from '../../../src-main/receiving/close.ts'
import { changeReceived } from '../../../src-main/receiving/count.ts'
import { settleConflict } from '../../../src-main/sync/settle.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts } from './sync-bench.ts'

const [tea = '', cup = ''] = someProducts(2)

let bench: SyncBench
beforeEach(async () => {
  bench = await openSyncBench({ outlet: ponsonby })
})
afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

const isDone = () => bench.store.outbox.allOpen().length === 0
const conflicts = () => bench.store.conflicts.open()
const stock = (productId: string) => bench.store.stock.projected(productId, ponsonby)

/** Six of tea were sent and came; five cups came that nobody sent. */
async function received(): Promise<string> {
  const { id } = bench.transfer({ [tea]: 6 }, 'sent')
  bench.startPusher()
  bench.tell(id, { status: 'SENT', packed: [{ productId: tea, units: 6, costCents: 420 }] })
  await bench.runUntil(isDone)
  bench.write((store) => {
    store.stock.put({ productId: tea, outletId: ponsonby, level: 10, version: 1 })
    store.stock.put({ productId: cup, outletId: ponsonby, level: 20, version: 1 })
    const line = { id: store.newId(), consignmentId: id, productId: cup, name: 'Cup', sku: 'CUP', planned: 0 }
    store.lines.add({ ...line, costCents: null, origin: 'receipt', touchedAt: null })
  })
  for (const [productId, units] of [
    [tea, 6],
    [cup, 5],
  ] as const) {
    const lineId = bench.store.lines.ofProduct(id, productId)?.id ?? ''
    changeReceived(bench.bench(), { consignmentId: id, lineId, received: units, damaged: 0 })
  }
  closeReceiving(bench.bench(), { consignmentId: id, reason: null })
  await bench.runUntil(isDone)
  return id
}

it('a product that came on top of a transfer is told to the office, and its units go on counting here', async () => {
  const id = await received()
  expect(bench.store.consignments.get(id)?.state).toBe('completed')
  expect(conflicts()).toMatchObject([
    {
      kind: 'extra',
      here: '5 × Cup came on top of what was sent',
      there: 'a transfer takes no product that was not sent: its stock lacks them',
      choices: [
        { choice: 'stock-added', say: 'The office has added them to the stock' },
        { choice: 'not-kept', say: 'They were sent back: there is nothing to add' },
      ],
    },
  ])
  expect([stock(tea), stock(cup)]).toEqual([10, 25])
})

it.each(['stock-added', 'not-kept'])('its units end with the answer (%s)', async (choice) => {
  await received()
  settleConflict(bench.bench(), { conflictId: conflicts()[0]?.id ?? '', choice, reason: 'Adjusted' })
  expect(conflicts()).toEqual([])
  expect([stock(tea), stock(cup)]).toEqual([10, 20])
})
