import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { openDatabase } from '../../../src-main/store/database.ts'
import { migrate, migrations, newestVersion, versionOf } from '../../../src-main/store/migration/index.ts'
import { openStore } from '../../../src-main/store/store.ts'
import { closeLater, testFolder } from '../bench.ts'

const openAt = (path: string, version: number): Database => {
  const db = openDatabase(path)
  migrate(db, version)
  return db
}

/** Puts rows into every table of the shapes up to a version, as that program would have written them. */
const fill: Record<number, (db: Database) => void> = {
  10: (db) =>
    db.exec(`
      INSERT INTO outlet VALUES ('o1', 'Depot', NULL, '["1 Yard Road"]', 3, NULL);
      INSERT INTO supplier VALUES ('s1', 'Supplier', 1, NULL);
      INSERT INTO register VALUES ('r1', 'o1', 'Till', 1, NULL);
      INSERT INTO store_user VALUES ('u1', 'Bench 1', 'employee', 1, NULL);
      INSERT INTO product (number, id, sku, name, supplier_id, category_id, price_cents, cost_cents, weight_grams,
        is_active, has_inventory, is_composite, contains_nicotine, version)
        VALUES (1, 'p1', 'TEA-1', 'Black tea', 's1', 'c1', 1250, 480, 110, 1, 1, 0, 0, 9);
      INSERT INTO product_code VALUES ('09400000000016', 'p1', '9400000000016');
      INSERT INTO supplier_code VALUES ('S-TEA', 's1', 'p1');
      INSERT INTO product_search (rowid, name, sku, codes) VALUES (1, 'Black tea', 'TEA-1', '9400000000016');
      INSERT INTO stock VALUES ('p1', 'o1', 12.5, 4);
      INSERT INTO feed (name, cursor, row_count, is_first_pull, pulled_at)
        VALUES ('products', 9, 1, 0, '2026-11-20T00:00:00Z');`),
  20: (db) =>
    db.exec(`
      INSERT INTO consignment (id, station, code, kind, state, reference, origin, created_at, created_by, updated_at,
        current_parcel_id) VALUES ('c1', 'st', 'STAAAA-000001', 'OUTLET', 'packing', 'PK-1', 'here', 't', 'bench', 't',
        'b1');
      INSERT INTO transition VALUES ('t1', 'c1', 'approved', 'packing', 'pack:scan', 'bench', NULL, 'st', 't', 'req');
      INSERT INTO line (id, consignment_id, product_id, name, sku, planned, cost_cents, origin, position, touched_at)
        VALUES ('l1', 'c1', 'p1', 'Black tea', 'TEA-1', 5, 480, 'plan', 1, NULL);
      INSERT INTO parcel VALUES ('b1', 'c1', 1, 'sealed', NULL, 655, 'scale', '02', 'STAAAA-000001-1', 't', 't');
      INSERT INTO parcel_line VALUES ('b1', 'l1', 3);
      INSERT INTO receipt VALUES ('r1', 'c1', 1, 'closed', 't', 't', 'partial', NULL);
      INSERT INTO receipt_line VALUES ('r1', 'l1', 2, 1, 'wet');
      INSERT INTO receipt_box VALUES ('r1', 'b1', 1);
      INSERT INTO unlisted_item VALUES ('x1', 'r1', 'XX', 'blue thing', 4, '');
      INSERT INTO stock_effect VALUES ('e1', 'c1', 'r1', 'l1', 'p1', 'o1', 1, 't', NULL);
      INSERT INTO discrepancy (id, consignment_id, line_id, kind, units, recount_outlet_id, reason, at)
        VALUES ('d1', 'c1', 'l1', 'missing', 2, 'o1', 'box was open', 't');
      INSERT INTO scan (id, act, consignment_id, at, read_by, text, outcome, line_id, parcel_id, quantity, damaged)
        VALUES ('n1', 'n1', 'c1', 't', 'serial', 'TEA-1', '{"is":"unknown"}', 'l1', 'b1', 3, 0);
      INSERT INTO setting VALUES ('outlet-id', '"o1"');`),
  30: (db) =>
    db.exec(`
      INSERT INTO journal (seq, id, station, at, actor, subject, kind, given, changes, trace_id, previous_hash, hash)
        VALUES (1, '01ARZ3NDEKTSV4RRFFQ69G5FAV', 'st', 't', 'bench', 'c1', 'pack:scan', '{}', '[]', 'req', '0', 'h');
      INSERT INTO outbox (id, lane, kind, body, state, enqueued_at, due_at, tries)
        VALUES ('b1', 'c1', 'tell-consignment', '{"status":"OPEN"}', 'parked', 't', 't', 5);
      INSERT INTO remote_consignment VALUES ('x', 'OUTLET', 'OPEN', 'n', NULL, 'o2', 'o1', NULL, NULL, 7, NULL, NULL);
      INSERT INTO remote_line VALUES ('x', 0, 'p1', 'TEA-1', '5.00000', NULL, '4.80', NULL);
      INSERT INTO conflict VALUES ('k1', 'c1', 'inbound', 'packing', 'SENT', '[]', 't', NULL, NULL, NULL);`),
  40: (db) =>
    db.exec(`
      INSERT INTO print_job VALUES ('j1', 'b1', 'box-label', 'STAAAA-000001-1', 1, NULL, '{}', 'waiting', 't', NULL, NULL);
      INSERT INTO secret_record VALUES ('token', x'00ff');`),
  70: (db) => db.exec("INSERT INTO pack VALUES ('p9', 'p1', 12, 'p1')"),
  80: (db) =>
    db.exec(`
      INSERT INTO unread_consignment VALUES ('x', 8, '{}', NULL);
      INSERT INTO odd_row VALUES ('products', 'p7', 11, '{}', 't');
      INSERT INTO asked_after VALUES ('x', 'there');`),
  90: (db) =>
    db.exec("INSERT INTO agreed_line (consignment_id, product_id, received, told) VALUES ('c1', 'p1', 3, 4)"),
  130: (db) =>
    db.exec(`
      INSERT INTO difference (id, key, consignment_id, product_id, body, asks, found_at)
        VALUES ('d1', 'c1 count p1', 'c1', 'p1', '{}', 1, 't');
      INSERT INTO reconcile_run (id, why, began_at, total) VALUES ('n1', 'night', 't', 3);
      INSERT INTO reconcile_due (subject, run_id, why, asked_at) VALUES ('c1', 'n1', 'night', 't');
      INSERT INTO level_heard VALUES (1, 'p1', 'o1', 14, 12.5, 4, 't');
      INSERT OR REPLACE INTO level_since VALUES (1, 't');`),
  140: (db) =>
    db.exec(`
      INSERT INTO hint VALUES (1, 'relay', 7, 'consignment.receive', 'x', 't', 't', NULL);
      INSERT INTO relay_line VALUES (1, 'relay', 7, 't', '[]');`),
  150: (db) => db.exec("INSERT INTO sync_minute VALUES ('t', 1, 0, 0, 350, 300, 1, 0, 0, 5, 0, 0, 0, 0, 90)"),
  170: (db) =>
    db.exec(`
      INSERT INTO person VALUES ('w1', 'SA', '["o1"]', NULL, 1, 't'), ('w2', 'AD', '[]', 'u1', 1, 't');
      INSERT INTO person_name VALUES ('w1', 'Bench 1');
      INSERT INTO person_key VALUES ('w1', x'00', x'01', 2, NULL);
      INSERT INTO pin_try VALUES ('w1', 3);`),
  190: (db) =>
    db.exec(`
      INSERT INTO approval_round (id, consignment_id, number, state, value_cents, unknown_costs, amounts, tier,
        required, roles, next_roles, opened_at)
        VALUES ('a1', 'c1', 1, 'open', 100, 0, 'h', 0, 1, '["SM"]', '["OM"]', 't');
      INSERT INTO approval_act VALUES ('a2', 'a1', 'submitted', 'w1', 'SM', 't', NULL, NULL, NULL);`),
  200: (db) =>
    db.exec(`
      INSERT INTO return_reason VALUES ('c1', 'p1', 'DAMAGED', 'wet');
      INSERT INTO photo (id, consignment_id, product_id, ending, size_bytes, sha256, width, height, at, taken_by, removed_at)
        VALUES ('h1', 'c1', 'p1', 'jpg', 9, 'x', 1, 1, 't', 'bench', NULL);
      INSERT INTO refund VALUES ('c1', NULL, '', 't', 'bench');`),
  210: (db) =>
    db.exec(`
      INSERT INTO count_sheet (consignment_id, is_blind, round, listed) VALUES ('c1', 1, 2, '["p1"]');
      INSERT INTO count_line VALUES ('l1', 2, 12.5, NULL);
      INSERT INTO count_fact (scan_id, line_id, round, level) SELECT id, 'l1', 2, 12.5 FROM scan LIMIT 1;`),
  220: (db) =>
    db.exec(`
      INSERT INTO journal_about VALUES ('person', 'bench', 1);
      INSERT INTO journal_signature VALUES (1, 'h', 't', 'k', 's');
      INSERT INTO override VALUES ('v1', 'pack', 'c1', 'w1', 'w2', 'AD', 't', 15, 'open', NULL);
      INSERT INTO override_key VALUES ('v1', x'00', x'01', 2, 0);`),
  310: (db) => db.exec("INSERT INTO journal_text (id, text, salt) VALUES (1, 'wet', x'00')"),
  370: (db) => db.exec("INSERT INTO order_notice VALUES ('c1', 'phone', '', 't', 'bench')"),
  380: (db) =>
    db.exec(`
      INSERT INTO level_change (consignment_id, product_id, outlet_id, counted, expected, difference, is_level_old, state, at)
        VALUES ('c1', 'p1', 'o1', 9, 12.5, -3.5, 0, 'waiting', 't');`),
  390: (db) => db.exec("INSERT INTO standing VALUES ('c1', 't', 'bench')"),
}

function dump(db: Database): Record<string, unknown[]> {
  const tables = db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'product_search_%' ORDER BY name",
    )
    .pluck()
    .all() as string[]
  return Object.fromEntries(tables.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()]))
}

const shape = (db: Database) => db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all()

describe('a step of the store’s shape', () => {
  it('has a number above the one before, in tens', () => {
    const versions = migrations.map((step) => step.version)
    expect(versions).toEqual([...versions].sort((a, b) => a - b))
    expect(versions.every((version) => version % 10 === 0)).toBe(true)
    expect(new Set(versions).size).toBe(versions.length)
  })

  for (const [at, step] of migrations.entries()) {
    const before = migrations[at - 1]?.version ?? 0
    it(`${step.version} (${step.name}) keeps everything a store of version ${before} holds`, () => {
      const db = openAt(join(testFolder(), 'old.sqlite'), before)
      for (const version of Object.keys(fill).map(Number)) if (version <= before) fill[version]?.(db)
      const kept = dump(db)
      expect(Object.values(kept).every((rows) => rows.length > 0)).toBe(true)
      migrate(db, step.version)
      expect(versionOf(db)).toBe(step.version)
      expect(dump(db)).toMatchObject(kept)
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(db.pragma('foreign_key_check')).toEqual([])
      db.close()
    })

    it(`F08 ${step.version} (${step.name}) cut short leaves version ${before} as it was`, () => {
      const path = join(testFolder(), 'cut.sqlite')
      const db = openAt(path, before)
      for (const version of Object.keys(fill).map(Number)) if (version <= before) fill[version]?.(db)
      const [kept, was] = [dump(db), shape(db)]
      const cutShort: Database = new Proxy(db, {
        get(target, name) {
          if (name !== 'pragma') return Reflect.get(target, name).bind?.(target) ?? Reflect.get(target, name)
          return (text: string, options?: { simple: boolean }) => {
            if (text.includes('=')) throw new Error('power cut')
            return target.pragma(text, options)
          }
        },
      })
      expect(() => migrate(cutShort, step.version)).toThrow('power cut')
      expect(versionOf(db)).toBe(before)
      expect(shape(db)).toEqual(was)
      expect(dump(db)).toEqual(kept)
      db.close()
      const again = openAt(path, step.version)
      expect(versionOf(again)).toBe(step.version)
      again.close()
    })
  }
})

describe('opening a store', () => {
  it('brings an old one to the newest shape and keeps a copy of how it was', () => {
    const folder = testFolder()
    const old = openAt(join(folder, 'station.sqlite'), 30)
    for (const version of [10, 20, 30]) fill[version]?.(old)
    old.close()
    const { store, setAside } = openStore(folder, { ...systemClock, now: () => 1_800_000_000_000 })
    closeLater(store)
    expect(setAside).toBeNull()
    expect(store.consignments.get('c1')).toMatchObject({ state: 'packing', currentParcelId: 'b1' })
    expect(store.products.search('black', 5)).toHaveLength(1)
    const copy = openDatabase(join(folder, `before-${newestVersion}-1800000000000.sqlite`))
    expect(versionOf(copy)).toBe(30)
    expect(copy.prepare('SELECT count(*) FROM scan').pluck().get()).toBe(1)
    copy.close()
  })

  it('F08 refuses one from a newer station and leaves its file byte for byte', () => {
    const folder = testFolder()
    const path = join(folder, 'station.sqlite')
    const db = openAt(path, newestVersion)
    db.pragma(`user_version = ${newestVersion + 10}`)
    db.pragma(`application_id = ${(db.pragma('application_id', { simple: true }) as number) + 10}`)
    db.close()
    const before = readFileSync(path)
    expect(() => openStore(folder, systemClock)).toThrow('newer station')
    expect(readFileSync(path).equals(before)).toBe(true)
  })
})
