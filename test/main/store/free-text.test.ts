import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { cancelConsignment } from '../../../src-main/ordering/transfer.ts'
import { eraseText } from '../../../src-main/record/erase-text.ts'
import { openRow } from '../../../src-main/record/record-list.ts'
import { journalledTables } from '../../../src-main/store/capture.ts'
import { freeColumns, freeParts } from '../../../src-main/store/free-text.ts'
import { verifyFile } from '../../../src-main/store/verify-file.ts'
import { type TestBench, testBench, write } from '../bench.ts'

const secret = 'Told by Mere Example of 12 Hidden Lane'

let bench: TestBench
let id: string
beforeEach(() => {
  bench = testBench()
  id = bench.transfer({ 'p-tea': 2 })
  cancelConsignment(bench, { consignmentId: id, reason: secret })
})

const path = () => join(bench.folder, 'station.sqlite')
const last = () => {
  const row = [...bench.store.journalRowsInOrder()].at(-1)
  if (row === undefined) throw new Error('no row')
  return row
}
const verdict = () => verifyFile({ path: path() })
const tamper = (edit: (db: Database) => void) => {
  bench.store.close()
  const db = new SqliteDatabase(path())
  db.exec('DROP TRIGGER journal_text_is_kept; DROP TRIGGER journal_text_is_final')
  edit(db)
  db.close()
}

describe('free text', () => {
  it('lies beside the chain: the row holds a mark, and whoever reads the row reads the text', () => {
    const row = last()
    expect(row.given + row.changes).not.toContain('Hidden Lane')
    const detail = openRow(bench, row.seq)
    expect(detail.given).toContainEqual({ name: 'reason', value: secret })
    expect(detail.note).toBe(secret)
    expect(detail.texts).toMatchObject([{ text: secret, isErased: false }])
    expect(verdict()).toMatchObject({ verdict: { is: 'sound' }, differs: null })
  })

  it('is erased wherever it stands, out of the file too, and the chain still verifies', () => {
    const other = bench.sentTransfer({ 'p-jam': 1 })
    write(bench.store, 'test:note', () => bench.store.consignments.setHeader(other, secret, null, null))
    const { seq } = last()
    // Taken away it stands in the row that says so, as what was there before.
    write(bench.store, 'test:note', () => bench.store.consignments.setHeader(other, '', null, null))
    expect(last().changes).toContain('@text:')
    write(bench.store, 'test:note', () => bench.store.consignments.setHeader(other, secret, null, null))
    const [text] = openRow(bench, seq).texts
    const before = openRow(bench, seq).hash
    eraseText(bench, { seq, textId: text?.id ?? 0, reason: 'they asked for it' })
    expect(bench.store.transitions.of(id).at(-1)?.reason).toBe('(erased)')
    expect(bench.consignment(other).note).toBe('(erased)')
    expect(openRow(bench, seq)).toMatchObject({ hash: before, texts: [{ text: null, isErased: true }] })
    expect(verdict()).toMatchObject({ verdict: { is: 'sound' }, differs: null })
    for (const file of [path(), `${path()}-wal`]) {
      expect(readFileSync(file).includes(Buffer.from('Hidden Lane'))).toBe(false)
    }
    expect(() => eraseText(bench, { seq, textId: text?.id ?? 0, reason: 'again' })).toThrow('no such text')
    expect(() => eraseText(bench, { seq: 1, textId: 1, reason: 'not its own' })).toThrow('no such text')
  })

  it('names and numbers of who drives or fetches lie beside it too, and are erased inside what they stand in', () => {
    const sent = bench.sentTransfer({ 'p-tea': 1 })
    const { seq } = last()
    expect(last().changes).not.toContain('Van 1')
    const [text] = openRow(bench, seq).texts
    expect(text?.text).toBe('Van 1')
    eraseText(bench, { seq, textId: text?.id ?? 0, reason: 'they asked for it' })
    expect(bench.consignment(sent).handover).toEqual({ mode: 'internal', driver: '(erased)' })
    expect(verdict()).toMatchObject({ verdict: { is: 'sound' }, differs: null })
  })

  it('that looks like a mark is itself', () => {
    const mark = /@text:[^"]*/.exec(last().given)?.[0] ?? ''
    bench.at('pack', bench.transfer({ 'p-tea': 1 }))
    bench.scan(mark)
    expect(openRow(bench, last().seq).note).toBe(mark)
    expect(verdict()).toMatchObject({ verdict: { is: 'sound' }, differs: null })
  })

  it.each<[string, string, (db: Database) => void]>([
    ['changed', 'text-changed', (db) => db.exec("UPDATE journal_text SET text = 'nothing at all'")],
    ['given another salt', 'text-changed', (db) => db.exec("UPDATE journal_text SET salt = x'00'")],
    ['deleted', 'text-gone', (db) => db.exec('DELETE FROM journal_text')],
    [
      'erased without a word',
      'text-gone',
      (db) => db.exec("UPDATE journal_text SET text = NULL, salt = NULL, gone = 'erased'"),
    ],
    [
      'said to be lost',
      'text-gone',
      (db) => db.exec("UPDATE journal_text SET text = NULL, salt = NULL, gone = 'lost'"),
    ],
  ])('that was %s beside the chain is named by its row', (_, what, edit) => {
    const { seq } = last()
    tamper(edit)
    expect(verdict().verdict).toMatchObject({ is: 'broken', what, seq, kind: 'consignment:cancel' })
  })

  it('a row that was changed is named before a text of a later one', () => {
    tamper((db) =>
      db.exec(`DROP TRIGGER journal_is_final; UPDATE journal SET at = 'x' WHERE seq = 3;
        UPDATE journal_text SET text = 'nothing at all'`),
    )
    expect(verdict().verdict).toMatchObject({ what: 'changed', seq: 3 })
  })

  it('is final in SQL: nobody changes or deletes one, or brings one back', () => {
    bench.store.close()
    const db = new SqliteDatabase(path())
    for (const sql of [
      "UPDATE journal_text SET text = 'else'",
      'DELETE FROM journal_text',
      "UPDATE journal_text SET text = NULL, salt = NULL, gone = 'lost'",
    ]) {
      expect(() => db.exec(sql), sql).toThrow('texts beside the journal')
    }
    db.close()
  })
})

describe('every column the journal keeps', () => {
  /** Ids, codes, states, times, and sentences of the station and of Lightspeed. */
  const plain: Record<string, string> = {
    consignment: `id station code kind state reference remote_id origin source_outlet_id outlet_id supplier_id due_at
      created_at created_by updated_at current_parcel_id read_only_because archived_at rest_of`,
    transition: 'id consignment_id from_state to_state trigger actor station at trace_id',
    line: 'id consignment_id product_id name sku origin touched_at',
    parcel: 'id consignment_id state size weight_from weight_frame label_number opened_at sealed_at',
    parcel_line: 'parcel_id line_id',
    receipt: 'id consignment_id state opened_at closed_at closing',
    receipt_line: 'receipt_id line_id',
    receipt_box: 'receipt_id parcel_id',
    unlisted_item: 'id receipt_id text',
    stock_effect: 'id consignment_id receipt_id line_id product_id outlet_id at acknowledged_at',
    discrepancy: 'id consignment_id line_id kind recount_outlet_id at recounted_at recounted_by',
    agreed_line: 'consignment_id product_id told_before',
    scan: 'id act consignment_id at read_by text symbology outcome line_id parcel_id receipt_id undone_at said',
    count_sheet: 'consignment_id listed',
    count_line: 'line_id',
    count_fact: 'scan_id line_id level_read_at',
    level_change: 'consignment_id product_id outlet_id state said at',
    setting: 'name value',
    outbox: 'id lane kind body state enqueued_at due_at step last_answer advice trace_id ended_at',
    conflict: 'id consignment_id kind here there choices raised_at settled_at choice',
    difference: 'id key consignment_id product_id body changed_there_at found_at ended_at choice',
    print_job: 'id parcel_id kind label_number document state requested_at ended_at problem',
    person: 'id role outlet_ids remote_user_id created_at',
    override: 'id action consignment_id person_id issued_by issued_role issued_at state ended_at',
    approval_round: `id consignment_id state amounts roles next_roles first_person opened_at asked_next_at ended_at`,
    approval_act: 'id round_id kind actor role at to_person reason_code',
    return_reason: 'consignment_id product_id reason',
    photo: 'id consignment_id product_id ending sha256 at taken_by removed_at file_gone_at',
    refund: 'consignment_id at noted_by',
    order_notice: 'consignment_id how at told_by',
    standing: 'consignment_id said_here_at said_by',
  }

  it('is free text or it is not: a new one has to be put down as either', () => {
    const db = new SqliteDatabase(path(), { readonly: true })
    const undecided = journalledTables.flatMap((table) => {
      const columns = (db.pragma(`table_info(${table})`) as { name: string; type: string }[])
        .filter(({ type }) => type === 'TEXT')
        .map(({ name }) => name)
      const free = [...(freeColumns[table] ?? []), ...Object.keys(freeParts[table] ?? {})]
      const known = [...free, ...(plain[table] ?? '').split(/\s+/)]
      return columns.filter((name) => !known.includes(name)).map((name) => `${table}.${name}`)
    })
    db.close()
    expect(undecided).toEqual([])
  })
})

it('a copy that was made before a text was erased still verifies with it', () => {
  const copy = join(bench.folder, 'copy.sqlite')
  bench.store.emptyLog()
  copyFileSync(path(), copy)
  const { seq } = last()
  eraseText(bench, { seq, textId: openRow(bench, seq).texts[0]?.id ?? 0, reason: 'they asked for it' })
  expect(verifyFile({ path: copy }).verdict.is).toBe('sound')
  rmSync(copy)
})
