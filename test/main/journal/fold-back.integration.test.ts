import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { setCounted } from '../../../src-main/counting/count.ts'
import { createCount, listProducts, startCount } from '../../../src-main/counting/list.ts'
import { approveCount, finishCount } from '../../../src-main/counting/review.ts'
import { verifyChain } from '../../../src-main/journal/chain.ts'
import { createOrder, orderLine } from '../../../src-main/ordering/order.ts'
import { sendOrder } from '../../../src-main/ordering/send-order.ts'
import { sealBox } from '../../../src-main/packing/seal.ts'
import { markPacked, send } from '../../../src-main/packing/send.ts'
import { sayHere } from '../../../src-main/packing/standing.ts'
import { noteRefund } from '../../../src-main/returning/refund.ts'
import { keepSetting } from '../../../src-main/station-settings.ts'
import { type Change, journalledTables } from '../../../src-main/store/capture.ts'
import { openDatabase, openForReading } from '../../../src-main/store/database.ts'
import { changesWithTexts } from '../../../src-main/store/free-text.ts'
import { migrate } from '../../../src-main/store/migration/index.ts'
import {
  depot,
  goods,
  supplier,
  type TestBench,
  testBench,
  testFolder,
  tickingClock,
  write,
} from '../bench.ts'
import { doStep, stepsOf } from '../random-day.ts'
import { wrongsIn } from '../wrongs.ts'

/** Replays what the journal says changed, row image by row image. */
function fold(db: Database, changes: readonly Change[]): void {
  for (const { table, key, before, after } of changes) {
    const where = Object.keys(key)
      .map((name) => `${name} = @${name}`)
      .join(' AND ')
    if (after === null) db.prepare(`DELETE FROM ${table} WHERE ${where}`).run(key)
    else if (before === null) {
      const names = Object.keys(after)
      db.prepare(`INSERT INTO ${table} (${names}) VALUES (${names.map((name) => `@${name}`)})`).run(after)
    } else {
      const set = Object.keys(after).map((name) => `${name} = @${name}`)
      expect(db.prepare(`UPDATE ${table} SET ${set} WHERE ${where}`).run({ ...key, ...after }).changes).toBe(
        1,
      )
    }
  }
}

const rowsOf = (db: Database, table: string) =>
  (db.prepare(`SELECT * FROM ${table}`).all() as object[]).map((row) => JSON.stringify(row)).sort()

function addSomebody({ store }: TestBench): string {
  const person = { id: store.newId(), role: 'SA' as const, outletIds: [depot], remoteUserId: null }
  store.staff.add(person, store.now())
  store.staff.change({ ...person, role: 'SM', isActive: true })
  return person.id
}

function allowOnce(bench: TestBench, personId: string): void {
  const { store } = bench
  const consignmentId = bench.transfer({ 'p-tea': 2 })
  const bond = { action: 'pack', consignmentId, personId }
  const issued = { issuedBy: 'bench', issuedRole: 'SM' as const, issuedAt: store.now(), minutes: 15 }
  const key = { salt: new Uint8Array(1), hash: new Uint8Array(1), cost: 2 }
  write(store, 'override:issued', () => store.overrides.add({ id: 'once', ...bond, ...issued }, key))
  write(store, 'override:withdrawn', () => store.overrides.end('once', 'withdrawn', store.now()))
}

/** Few returns come this far on a random day. */
function refundOne(bench: TestBench): void {
  const consignmentId = bench.approvedReturn({ [goods.tea.id]: 1 })
  bench.at('pack', consignmentId)
  bench.count('TEA-1')
  sealBox(bench, bench.store.parcels.of(consignmentId)[0]?.id ?? '', {
    grams: 90,
    from: 'typed',
    frame: null,
  })
  markPacked(bench, { consignmentId })
  // Nobody asks at the end of a random day.
  sayHere(bench, { consignmentId })
  send(bench, { consignmentId, handover: { mode: 'internal', driver: 'Van 1' } })
  noteRefund(bench, { consignmentId, refund: { is: 'amount', cents: 480 }, note: '' })
}

/** Few orders are sent by somebody who says how. */
function orderOne(bench: TestBench): void {
  const { store } = bench
  const { consignmentId } = createOrder(bench, { supplierId: supplier, note: '', dueAt: null })
  orderLine(bench, { consignmentId, productId: goods.tea.id, units: 1 })
  const by = { trigger: 'test:approve', isTierApprover: true, station: store.station.id, traceId: 'req_test' }
  for (const to of ['pending_approval', 'approved'] as const) {
    write(store, 'test:approve', () =>
      store.states.move(consignmentId, { to, actor: { id: 'somebody', role: 'SM' }, ...by }),
    )
  }
  sendOrder(bench, { consignmentId, how: 'phone', note: 'order desk' })
}

/** Few counts come to their end on a random day, and none is told by setting levels unless somebody chose so. */
function countOne(bench: TestBench): void {
  const { store } = bench
  const choose = (setsLevels: boolean) =>
    write(store, 'test:levels', () => keepSetting(store, 'counts-set-levels', setsLevels))
  choose(true)
  const on = createCount(bench, { isBlind: false, note: '', dueAt: null })
  listProducts(bench, { ...on, productIds: [goods.tea.id] })
  startCount(bench, { ...on, isBlind: false })
  const lineId = store.lines.of(on.consignmentId)[0]?.id ?? ''
  setCounted(bench, { ...on, lineId, counted: 3 })
  finishCount(bench, on)
  approveCount(bench, on)
  choose(false)
}

describe('the journal', () => {
  const filled = new Set<string>()
  for (const seed of [1, 5]) {
    it(`holds everything: a random day folds back into the same tables (seed ${seed})`, () => {
      const bench = testBench(tickingClock())
      const results = { done: 0, refused: 0 }
      allowOnce(
        bench,
        write(bench.store, 'staff:add', () => addSomebody(bench)),
      )
      orderOne(bench)
      refundOne(bench)
      countOne(bench)
      for (const step of stepsOf(seed, 2200)) {
        results[doStep(bench, step)] += 1
        if ((results.done + results.refused) % 50 === 0) expect(wrongsIn(bench)).toEqual([])
      }
      expect(results.done).toBeGreaterThan(500)

      const rows = [...bench.store.journalRowsInOrder()]
      expect(verifyChain(rows)).toMatchObject({ is: 'sound', rows: rows.length })

      const folded = openDatabase(join(testFolder(), 'folded.sqlite'))
      migrate(folded)
      for (const row of rows) fold(folded, changesWithTexts(row.changes, bench.store.texts.open))
      const real = openForReading(join(bench.folder, 'station.sqlite'))
      for (const table of journalledTables) {
        const kept = rowsOf(real, table)
        if (kept.length > 0) filled.add(table)
        expect(rowsOf(folded, table), table).toEqual(kept)
      }
      real.close()
      folded.close()
    })
  }

  it('is folded with rows of every table in it, on one of the days at least', () => {
    expect([...journalledTables].filter((table) => !filled.has(table))).toEqual([])
  })

  it('captures every table the station owns: what is left out is only what Lightspeed can say again', () => {
    const bench = testBench()
    const db = openForReading(join(bench.folder, 'station.sqlite'))
    const tables = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .pluck()
      .all()
    db.close()
    const left = (tables as string[]).filter(
      (name) => !(journalledTables as readonly string[]).includes(name),
    )
    expect(left.filter((name) => !name.startsWith('product_search'))).toEqual([
      'asked_after',
      'feed',
      'hint',
      'journal',
      'journal_about',
      'journal_signature',
      'journal_text',
      'journal_told',
      'level_heard',
      'level_since',
      'odd_row',
      'outlet',
      'override_key',
      'pack',
      'person_key',
      'person_name',
      'pin_try',
      'product',
      'product_code',
      'reconcile_due',
      'reconcile_run',
      'register',
      'relay_line',
      'remote_consignment',
      'remote_line',
      'secret_record',
      'stock',
      'store_user',
      'supplier',
      'supplier_code',
      'sync_minute',
      'unread_consignment',
    ])
  })
})
