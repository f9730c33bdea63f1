import { join } from 'node:path'
import { expect, it } from 'vitest'
import { recountDone, recountList } from '../../../src-main/ordering/recount.ts'
import { closeReceiving } from '../../../src-main/receiving/close.ts'
import { changeReceived } from '../../../src-main/receiving/count.ts'
import { openDatabase } from '../../../src-main/store/database.ts'
import { migrate } from '../../../src-main/store/migration/index.ts'
import { recountRows } from '../../../src-main/store/recount-rows.ts'
import { depot, feed, goods, shop, type TestBench, testBench, testFolder, write } from '../bench.ts'

const { tea, jam } = goods

/** A transfer of which two of five teas and no jam went missing. */
function withMissing(): { bench: TestBench; id: string } {
  const bench = testBench()
  const id = bench.sentTransfer({ [tea.id]: 5, [jam.id]: 1 })
  bench.standIn(shop)
  const receive = (productId: string, received: number) =>
    changeReceived(bench, { consignmentId: id, lineId: bench.line(id, productId).id, received, damaged: 0 })
  receive(tea.id, 3)
  receive(jam.id, 1)
  closeReceiving(bench, { consignmentId: id, reason: 'not in the box' })
  bench.standIn(depot)
  return { bench, id }
}

it('what did not arrive is to be recounted where it came from, beside what the books say', () => {
  const { bench, id } = withMissing()
  expect(recountList(bench.store, depot)).toMatchObject([
    { consignmentId: id, name: tea.name, missing: 2, to: 'Harbour shop', level: 95 },
  ])
  expect(recountList(bench.store, shop)).toEqual([])
  expect(recountList(bench.store, null)).toEqual([])
})

/** A transfer sent from here, told, and then received at Lightspeed by another station. */
function receivedElsewhere(received: Record<string, number>): { bench: TestBench; id: string } {
  const bench = testBench()
  const id = bench.sentTransfer({ [tea.id]: 5, [jam.id]: 1 })
  const { store } = bench
  write(store, 'push', () => {
    for (const entry of store.outbox.inLane(id)) store.outbox.end(entry.id, 'done', store.now(), null, null)
  })
  const { reference } = bench.consignment(id)
  const shown = { remoteId: 'r1', type: 'OUTLET', planned: { [tea.id]: 5, [jam.id]: 1 }, reference } as const
  feed(bench, { ...shown, status: 'SENT', outletId: shop, sourceOutletId: depot })
  const arrived = {
    ...shown,
    status: 'RECEIVED',
    received,
    outletId: shop,
    sourceOutletId: depot,
    version: 2,
  }
  feed(bench, arrived)
  feed(bench, { ...arrived, version: 3 })
  return { bench, id }
}

it('what another station received short is flagged here, where it came from, once', () => {
  const { bench, id } = receivedElsewhere({ [tea.id]: 3, [jam.id]: 1 })
  expect(bench.state(id)).toBe('completed')
  expect(recountList(bench.store, depot)).toMatchObject([
    { consignmentId: id, name: tea.name, missing: 2, to: 'Harbour shop' },
  ])
})

it('nothing is flagged of what arrived, nor of what Lightspeed shows no received units of', () => {
  const flagged = (received: Record<string, number>) =>
    recountList(receivedElsewhere(received).bench.store, depot).map(({ name, missing }) => [name, missing])
  expect(flagged({ [tea.id]: 5, [jam.id]: 2 })).toEqual([])
  expect(flagged({ [tea.id]: 3 })).toEqual([[tea.name, 2]])
})

it('a count ticks it off and is kept; a second press with the same number changes nothing', () => {
  const { bench } = withMissing()
  const recountId = recountList(bench.store, depot)[0]?.id ?? ''
  recountDone(bench, { recountId, counted: 97 })
  expect(recountList(bench.store, depot)).toEqual([])
  expect(bench.store.recounts.get(recountId)?.recounted).toBe(97)
  recountDone(bench, { recountId, counted: 97 })
  expect(() => recountDone(bench, { recountId, counted: 90 })).toThrow('counted already: 97')
})

it('is counted only where it stands, and only what is to be recounted', () => {
  const { bench } = withMissing()
  const recountId = recountList(bench.store, depot)[0]?.id ?? ''
  bench.standIn(shop)
  expect(() => recountDone(bench, { recountId, counted: 1 })).toThrow('another outlet')
  expect(() => recountDone(bench, { recountId: 'nothing', counted: 1 })).toThrow('not to be recounted')
})

it('what was missing before the station could ask is asked about now', () => {
  const db = openDatabase(join(testFolder(), 'station.sqlite'))
  migrate(db, 240)
  db.exec(`
    INSERT INTO consignment (id, station, code, kind, state, reference, origin, source_outlet_id, outlet_id, created_at,
      created_by, updated_at) VALUES ('c', 's', 'ST-1', 'OUTLET', 'completed', 'PK-1', 'here', 'a', 'b', 't', 'p', 't');
    INSERT INTO line (id, consignment_id, product_id, name, sku, planned, origin, position)
      VALUES ('l', 'c', 'p', 'Tea', 'TEA', 4, 'plan', 1);
    INSERT INTO discrepancy VALUES ('d', 'c', 'l', 'missing', 2, 'a', 'lost', 't');
    INSERT INTO discrepancy VALUES ('e', 'c', 'l', 'extra', 1, NULL, NULL, 't')`)
  migrate(db)
  const recounts = recountRows(db)
  expect(recounts.open('a', 9)).toMatchObject([{ id: 'd', code: 'ST-1', units: 2, recounted: null }])
  expect(recounts.get('e')).toBeNull()
  db.close()
})
