import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, TestRunner } from 'vitest'
import type { Bench } from '../../src-main/bench.ts'
import type { Clock } from '../../src-main/clock.ts'
import { readRaw, takeScan } from '../../src-main/desk/desk-scan.ts'
import { quietLog } from '../../src-main/log/log.ts'
import { createTransfer, planLine, releaseTransfer } from '../../src-main/ordering/transfer.ts'
import { type Intention, intention } from '../../src-main/outbox/intention.ts'
import { sealBox } from '../../src-main/packing/seal.ts'
import { send } from '../../src-main/packing/send.ts'
import { createReturn, giveReason, planReturnLine } from '../../src-main/returning/draft.ts'
import { deskRoutes } from '../../src-main/station/desk-routes.ts'
import { keepSetting } from '../../src-main/station-settings.ts'
import type { ConsignmentRow } from '../../src-main/store/consignment-rows.ts'
import { givenWithTexts } from '../../src-main/store/free-text.ts'
import type { ProductRow } from '../../src-main/store/product-rows.ts'
import { type Actor, type Store, systemActor } from '../../src-main/store/store.ts'
import { applyShadow } from '../../src-main/sync/import-consignment.ts'
import type { State } from '../../src-shared/model/consignment.ts'
import type { ScanOutcome, ScanRecord } from '../../src-shared/model/scan.ts'
import { normaliseCode } from '../../src-shared/rule/code.ts'
import { openFreshStore } from './fresh-store.ts'

export const depot = 'outlet-depot'
export const shop = 'outlet-shop'
const closedShop = 'outlet-closed'
export const supplier = 'supplier-one'
const otherSupplier = 'supplier-two'

/** Products of the small invented catalogue, by what a test needs them for. */
export const goods = {
  tea: product({ id: 'p-tea', sku: 'TEA-1', name: 'Black tea 100 g', codes: ['9400000000016'] }),
  jam: product({ id: 'p-jam', sku: 'JAM-1', name: 'Plum jam', codes: ['036000291452', '19400000000020'] }),
  cup: product({
    id: 'p-cup',
    sku: 'CUP-1',
    name: 'Stone cup',
    codes: ['9400000000030'],
    supplierCodes: [{ supplierId: supplier, code: 'S-CUP' }],
  }),
  mat: product({ id: 'p-mat', sku: 'MAT-1', name: 'Café mat', codes: ['MAT-OWN'] }),
  twinA: product({ id: 'p-twin-a', sku: 'TWIN-A', name: 'Twin blue', codes: ['TWINCODE'] }),
  twinB: product({ id: 'p-twin-b', sku: 'TWIN-B', name: 'Twin red', codes: ['TWINCODE'] }),
  rope: product({
    id: 'p-rope',
    sku: 'ROPE-1',
    name: 'Hemp rope',
    codes: [],
    supplierCodes: [{ supplierId: otherSupplier, code: 'S-ROPE' }],
  }),
}

function product(
  parts: Pick<ProductRow, 'id' | 'sku' | 'name'> & {
    codes: string[]
    supplierCodes?: ProductRow['supplierCodes']
  },
): ProductRow {
  return {
    supplierId: supplier,
    categoryId: null,
    priceCents: 1_250,
    costCents: 480,
    weightGrams: 110,
    pictureUrl: null,
    isActive: true,
    hasInventory: true,
    isComposite: false,
    containsNicotine: false,
    version: 1,
    deletedAt: null,
    supplierCodes: [],
    packs: [],
    ...parts,
    codes: parts.codes.map((code) => {
      const { exact, gtin14 } = normaliseCode(code)
      return { key: gtin14 ?? exact, code: exact }
    }),
  }
}

/** Every read of the clock moves it on, so that times in the store are all different and rise. */
export function tickingClock(startMs = Date.UTC(2026, 10, 20, 3)): Clock & { now(): number } {
  let now = startMs
  return {
    now() {
      now += 7
      return now
    },
    mono: () => now,
    after: () => () => undefined,
  }
}

export type TestBench = Bench & {
  folder: string
  actAs(role: Actor['role'], id?: string): void
  standIn(outletId: string): void
  at(screen: 'pack' | 'receive' | 'return' | 'count' | 'work' | 'other', consignmentId: string | null): void
  scan(text: string): ScanRecord
  /** The outcome of a scan, which must have counted. */
  count(text: string): Extract<ScanOutcome, { counted: number }>
  consignment(id: string): ConsignmentRow
  state(id: string): State
  /** A move that another screen makes. */
  move(id: string, to: State): void
  /** Units of a product packed, and received in closed receipts. */
  line(id: string, productId: string): { planned: number; packed: number; received: number; id: string }
  /** Intentions waiting for this consignment, oldest first. */
  told(id: string): Intention[]
  /** A transfer from the depot to the shop, released: product id to planned units. */
  transfer(planned: Record<string, number>): string
  /** The same, packed into one sealed box and sent. */
  sentTransfer(planned: Record<string, number>): string
  /** A return from the depot to the supplier, approved: product id to planned units, each with the reason OVERSTOCK. */
  approvedReturn(planned: Record<string, number>): string
  /** An order to this outlet that Lightspeed shows as SENT. */
  order(planned: Record<string, number>, options?: { received?: Record<string, number> }): string
}

/** Clears up after the test that runs. What is made before all tests of a file is the file's own to clear up. */
export function afterThisTest(clean: () => void | Promise<void>): void {
  if (TestRunner.getCurrentTest() !== undefined) onTestFinished(clean)
}

/** A folder that goes away after the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'station-'))
  afterThisTest(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Closes a store after the test, whatever became of it. */
export function closeLater(store: Store): Store {
  afterThisTest(() => store.close())
  return store
}

/** A bench over a real store in a folder of its own, standing in the depot, with the small catalogue. */
export function testBench(clock: Clock = tickingClock()): TestBench {
  const folder = testFolder()
  const store = closeLater(openFreshStore(folder, clock))
  fillCatalogue(store)
  let actor: Actor = { id: 'bench', role: 'SM' }
  let outlet = depot
  let traces = 0
  const bench: Bench = {
    store,
    clock,
    log: quietLog,
    actor: () => actor,
    outletId: () => outlet,
    newTraceId() {
      traces += 1
      return `req_test_${traces}`
    },
  }
  const one: TestBench = {
    ...bench,
    folder,
    actAs(role, id = 'bench') {
      actor = { id, role }
    },
    standIn(outletId) {
      outlet = outletId
    },
    at: (screen, consignmentId) =>
      write(store, 'desk:show', () => keepSetting(store, 'desk', { screen, consignmentId })),
    scan: (text) => takeScan(bench, deskRoutes, readRaw(text, 'serial'), 'serial'),
    count(text) {
      const { outcome } = one.scan(text)
      if (!('counted' in outcome)) throw new Error(`${text} did not count: ${JSON.stringify(outcome)}`)
      return outcome
    },
    consignment(id) {
      const row = store.consignments.get(id)
      if (row === null) throw new Error(`no consignment ${id}`)
      return row
    },
    state: (id) => one.consignment(id).state,
    line(id, productId) {
      const line = store.lines.ofProduct(id, productId)
      if (line === null) throw new Error(`no line of ${productId}`)
      return line
    },
    told: (id) => store.outbox.inLane(id).map((entry) => intention.parse(JSON.parse(entry.body))),
    transfer(planned) {
      const { consignmentId } = createTransfer(bench, { toOutletId: shop, note: '', dueAt: null })
      for (const [productId, units] of Object.entries(planned)) {
        planLine(bench, { consignmentId, productId, planned: units })
      }
      releaseTransfer(bench, { consignmentId })
      return consignmentId
    },
    sentTransfer(planned) {
      const consignmentId = one.transfer(planned)
      one.at('pack', consignmentId)
      for (const [productId, units] of Object.entries(planned)) {
        const code = Object.values(goods).find((product) => product.id === productId)?.sku ?? ''
        for (let unit = 0; unit < units; unit += 1) one.count(code)
      }
      const box = store.parcels.of(consignmentId)[0]
      if (box === undefined) throw new Error('no box')
      sealBox(bench, box.id, { grams: 500, from: 'typed', frame: null })
      send(bench, { consignmentId, handover: { mode: 'internal', driver: 'Van 1' } })
      return consignmentId
    },
    approvedReturn(planned) {
      const { consignmentId } = createReturn(bench, { supplierId: supplier, note: '' })
      for (const [productId, units] of Object.entries(planned)) {
        planReturnLine(bench, { consignmentId, productId, planned: units })
        giveReason(bench, { consignmentId, productId, reason: 'OVERSTOCK', text: '' })
      }
      for (const to of ['pending_approval', 'approved'] as const) one.move(consignmentId, to)
      return consignmentId
    },
    move: (id, to) =>
      write(store, 'move', () =>
        store.states.move(id, { to, trigger: 'test', actor, station: store.station.id, traceId: 'test' }),
      ),
    order(planned, options = {}) {
      traces += 1
      const remoteId = `remote-${traces}`
      feed(one, {
        remoteId,
        type: 'SUPPLIER',
        status: 'SENT',
        planned,
        outletId: outlet,
        ...(options.received === undefined ? {} : { received: options.received }),
      })
      const local = store.consignments.byRemoteId(remoteId)
      if (local === null) throw new Error('the order was not taken over')
      return local.id
    },
  }
  return one
}

/** What a page of the consignment feed would bring. */
export type FeedRow = {
  remoteId: string
  type: 'SUPPLIER' | 'OUTLET' | 'STOCKTAKE'
  status: string
  planned: Record<string, number | string>
  received?: Record<string, number | string>
  outletId?: string
  sourceOutletId?: string | null
  reference?: string | null
  version?: number
}

/** Stores a shadow and brings the local side in line with it, as the feed does. */
export function feed(bench: Bench, row: FeedRow): void {
  const { store } = bench
  const command = {
    kind: 'feed:page',
    actor: systemActor,
    subject: null,
    given: { feed: 'consignments', remoteId: row.remoteId },
    traceId: bench.newTraceId(),
  }
  store.write(command, () => {
    store.remote.put({
      remoteId: row.remoteId,
      type: row.type,
      status: row.status,
      name: `from the office ${row.remoteId}`,
      reference: row.reference ?? null,
      outletId: row.outletId ?? depot,
      sourceOutletId: row.sourceOutletId ?? null,
      supplierId: row.type === 'SUPPLIER' ? supplier : null,
      dueAt: null,
      version: row.version ?? 1,
      updatedAt: null,
      deletedAt: null,
    })
    store.remote.putLines(
      row.remoteId,
      Object.entries(row.planned).map(([productId, count]) => ({
        productId,
        sku: null,
        count: String(count),
        received: row.received?.[productId] === undefined ? null : String(row.received[productId]),
        cost: '4.80',
        status: null,
      })),
    )
    applyShadow(bench, row.remoteId, command)
  })
}

/** What was given with a command, read from its row of the journal with the texts that lie beside it. */
export function givenIn(store: Store, row: { given: string } | undefined): unknown {
  return JSON.parse(givenWithTexts(row?.given ?? 'null', store.texts.open))
}

/** A command of the station itself, for what tests set up. */
export function write<T>(store: Store, kind: string, work: () => T): T {
  return store.write({ kind, actor: systemActor, subject: null, given: {}, traceId: 'req_test' }, work)
}

function fillCatalogue(store: Store): void {
  write(store, 'test:catalogue', () => {
    const outlet = { timeZone: null, address: ['1 Yard Road'], version: 1, deletedAt: null }
    store.catalogue.putOutlet({ id: depot, name: 'Depot', ...outlet })
    store.catalogue.putOutlet({ id: shop, name: 'Harbour shop', ...outlet })
    store.catalogue.putOutlet({ id: closedShop, name: 'Closed shop', ...outlet, deletedAt: '2026-01-01' })
    for (const id of [supplier, otherSupplier]) {
      store.catalogue.putSupplier({ id, name: id, version: 1, deletedAt: null })
    }
    for (const row of Object.values(goods)) store.products.put(row)
    for (const row of Object.values(goods)) {
      store.stock.put({ productId: row.id, outletId: depot, level: 100, version: 1 })
      store.stock.put({ productId: row.id, outletId: shop, level: 10, version: 1 })
    }
    keepSetting(store, 'outlet-id', depot)
  })
}
