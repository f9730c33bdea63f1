import type { Bench } from '../../src-main/bench.ts'
import { systemClock } from '../../src-main/clock.ts'
import { quietLog } from '../../src-main/log/log.ts'
import { openStore, type Store, systemActor } from '../../src-main/store/store.ts'
import { explainProduct } from '../../src-main/sync/explain/explain-product.ts'
import { grownCatalogue } from '../../src-main/training/store/grown-catalogue.ts'
import { seeded } from '../../src-main/training/store/seeded.ts'
import { type Figure, milliseconds, quantile, runRow } from './part/figure.ts'

const asked = 2_000
const busyAsked = 60
const budgetMs = 1_000
const busy = { consignments: 200, scans: 30, levels: 400 }

/** Why a product's numbers are what they are: any product of the catalogue, and one that moves all day. */
await runRow(async ({ profile, size, seed, outletId }) => {
  const { products } = grownCatalogue({ ...size, consignments: 0, lines: 0, seed })
  const { store } = openStore(profile, systemClock)
  const bench: Bench = {
    store,
    clock: systemClock,
    log: quietLog,
    actor: () => systemActor,
    outletId: () => outletId,
    newTraceId: () => 'req_bench',
  }
  const busyId = products[0]?.id ?? ''
  fillHistory(store, busyId, outletId)
  const random = seeded(11)
  const any = Array.from({ length: asked }, () => products[Math.floor(random() * products.length)]?.id ?? '')
  const known = any.filter((productId) => store.products.get(productId) !== null)
  const samples = known.map((productId) => timeOf(() => explainProduct(bench, { productId })))
  const floor = known.map((productId) => timeOf(() => store.stock.projected(productId, outletId)))
  const events = explainProduct(bench, { productId: busyId })
  const busySamples = Array.from({ length: busyAsked }, () =>
    timeOf(() => explainProduct(bench, { productId: busyId })),
  )
  store.close()
  const moved = `${busy.consignments} consignments, ${busy.consignments * busy.scans} scans, ${busy.levels} changes of its level`
  return [
    figure(`explain any of ${size.products.toLocaleString('en')} products`, samples, {
      floor: `its level and our moves p50 ${milliseconds(quantile(floor, 0.5))}`,
      events: 0,
    }),
    figure(`explain a product with ${moved}`, busySamples, {
      floor: `reading its JSON ${milliseconds(timeOf(() => JSON.parse(JSON.stringify(events))))}`,
      events: events.events.length,
    }),
  ]
})

function timeOf(work: () => unknown): number {
  const startedAt = performance.now()
  work()
  return performance.now() - startedAt
}

function figure(what: string, samples: number[], more: { floor: string; events: number }): Figure {
  const p99 = quantile(samples, 0.99)
  return {
    what,
    measured: `p50 ${milliseconds(quantile(samples, 0.5))}, p99 ${milliseconds(p99)}`,
    budget: `p99 ${budgetMs} ms`,
    floor: more.floor,
    samples: samples.length,
    verdict: p99 <= budgetMs ? 'pass' : 'MISSED',
    numbers: { p50: quantile(samples, 0.5), p99, events: more.events },
  }
}

/** Sent transfers of one product, each scanned unit by unit and told, with the levels that followed. */
function fillHistory(store: Store, productId: string, outletId: string): void {
  const command = { kind: 'bench', actor: systemActor, subject: null, given: {}, traceId: 'req_bench' }
  let version = 9_000_000_000_000
  for (let n = 0; n < busy.consignments; n += 1) {
    store.write(command, () => {
      const id = store.newId()
      store.states.add({
        id,
        station: store.station.id,
        code: `BENCH-${id}`,
        kind: 'OUTLET',
        state: 'sent',
        reference: `PK-${id}`,
        remoteId: null,
        origin: 'here',
        sourceOutletId: outletId,
        outletId: null,
        supplierId: null,
        note: '',
        dueAt: null,
        createdAt: store.now(),
        createdBy: 'bench',
        readOnlyBecause: null,
      })
      const lineId = store.newId()
      const parcelId = store.newId()
      store.lines.add({
        id: lineId,
        consignmentId: id,
        productId,
        name: 'A busy product',
        sku: 'BUSY',
        planned: busy.scans,
        costCents: 100,
        origin: 'plan',
        touchedAt: null,
      })
      store.parcels.open(parcelId, id, 1, store.now())
      store.parcels.add(parcelId, lineId, busy.scans)
      for (let scan = 0; scan < busy.scans; scan += 1) addScan(store, { id, lineId, parcelId, productId })
      store.parcels.seal(parcelId, 900, 'typed', null, store.now())
      store.stock.addEffect({
        id: store.newId(),
        consignmentId: id,
        receiptId: null,
        lineId,
        productId,
        outletId,
        units: -busy.scans,
        at: store.now(),
      })
      store.outbox.put(store.newId(), id, 'tell-consignment', '{}', store.now())
      for (const entry of store.outbox.inLane(id)) store.outbox.end(entry.id, 'done', store.now(), null, null)
      store.stock.acknowledge(id, outletId, store.now())
      for (let change = 0; change < busy.levels / busy.consignments; change += 1) {
        version += 1
        store.stock.put({ productId, outletId, level: version % 1_000, version })
      }
    })
  }
}

function addScan(
  store: Store,
  on: { id: string; lineId: string; parcelId: string; productId: string },
): void {
  const id = store.newId()
  store.scans.add({
    id,
    act: id,
    consignmentId: on.id,
    at: store.now(),
    by: 'serial',
    text: 'BUSY',
    symbology: null,
    aim: null,
    gs1: [],
    problems: [],
    outcome: { is: 'unknown' },
    lineId: on.lineId,
    parcelId: on.parcelId,
    receiptId: null,
    quantity: 1,
    damaged: 0,
  })
}
