import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { hashOf } from '../../../src-main/journal/chain.ts'
import { systemRandom } from '../../../src-main/random.ts'
import { csvCell } from '../../../src-main/record/record-file.ts'
import { openRecordJobs, type RecordJobs } from '../../../src-main/record/record-jobs.ts'
import { listRecord, openRow, recordPeople } from '../../../src-main/record/record-list.ts'
import { recordFilter } from '../../../src-shared/model/record.ts'
import type { PersonRole } from '../../../src-shared/rule/rights.ts'
import { depot, shop, type TestBench, testBench, write } from '../bench.ts'

const all = recordFilter.parse({})

let bench: TestBench
beforeEach(() => {
  bench = testBench()
})

/** Somebody who works here, and is at the bench from now on. */
function be(role: PersonRole, outletIds: string[], name = `Bench ${role}`): string {
  const { store } = bench
  const id = store.newId()
  write(store, 'staff:add', () => {
    store.staff.add({ id, role, outletIds, remoteUserId: null }, store.now())
    store.staff.putName(id, name)
  })
  bench.actAs(role, id)
  return id
}

const list = (filter: object = {}) =>
  listRecord(bench, { filter: recordFilter.parse(filter), below: null, limit: 200 })

describe('the record', () => {
  it('shows who did what to which consignment, newest first, with the names that stand beside it', async () => {
    const who = be('SM', [depot], 'Bench 7')
    const id = bench.sentTransfer({ 'p-tea': 2 })
    const { rows } = await list({ consignment: bench.consignment(id).code.toLowerCase() })
    expect(rows[0]).toMatchObject({
      kind: 'pack:send',
      who: { id: who, name: 'Bench 7', role: 'SM' },
      consignment: { id, code: bench.consignment(id).code },
    })
    const scan = rows.find(({ kind }) => kind === 'pack:scan')
    expect(scan).toMatchObject({ products: ['Black tea 100 g'], note: 'TEA-1' })
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map(({ seq }) => seq).sort((a, b) => b - a))
    await expect(list({ consignment: 'NO-SUCH' })).rejects.toMatchObject({ code: 'no-such-consignment' })
  })

  it('gives a row whole: what was given, each value before and after, its trace and its place in the chain', async () => {
    const id = bench.transfer({ 'p-tea': 2 })
    const line = bench.line(id, 'p-tea')
    write(bench.store, 'test:plan', () => bench.store.lines.plan(line.id, 5))
    const { rows } = await list()
    const detail = openRow(bench, rows[0]?.seq ?? 0)
    expect(detail.changed).toEqual([
      { table: 'line', key: line.id, is: 'changed', fields: [{ name: 'planned', before: '2', after: '5' }] },
    ])
    const kept = bench.store.record.get(detail.seq)
    expect(detail).toMatchObject({ traceId: 'req_test', hash: kept?.hash, signed: null, isCut: false })
    expect(() => openRow(bench, 9_999)).toThrow('no such row')
  })

  it('shows a person with the right for their own outlets nothing of others', async () => {
    const here = bench.sentTransfer({ 'p-tea': 1 })
    bench.standIn('outlet-far')
    const far = bench.order({ 'p-jam': 2 })
    bench.standIn(depot)
    be('OM', [])
    const everything = (await list()).rows
    expect(everything.some((row) => row.consignment?.id === far)).toBe(true)
    be('SA', [shop])
    const own = (await list()).rows
    expect(own.some((row) => row.consignment?.id === here)).toBe(true)
    expect(own.filter((row) => row.consignment?.id !== here)).toEqual([])
    expect((await list({ consignment: far })).rows).toEqual([])
    const secret = everything.find((row) => row.consignment?.id === far)?.seq ?? 0
    expect(() => openRow(bench, secret)).toThrow('no such row')
    be('SA', [])
    expect((await list()).rows).toEqual([])
    expect((await list({ consignment: here })).rows).toEqual([])
  })

  it('shows the history of one consignment to everybody who may open it', async () => {
    const here = bench.sentTransfer({ 'p-tea': 1 })
    be('SM', ['outlet-far'])
    expect((await list()).rows).toEqual([])
    const { rows } = await list({ consignment: here })
    expect(rows.length).toBeGreaterThan(3)
    expect(openRow(bench, rows[0]?.seq ?? 0).consignment?.id).toBe(here)
  })

  it('shows a row about consignments of two outlets only to whoever may see both', async () => {
    const here = bench.transfer({ 'p-tea': 1 })
    bench.standIn('outlet-far')
    const far = bench.order({ 'p-jam': 2 })
    write(bench.store, 'feed:both', () => {
      bench.store.consignments.setNextTimes(here, 2)
      bench.store.consignments.setNextTimes(far, 2)
    })
    be('SA', [depot, shop])
    expect((await list()).rows.map(({ kind }) => kind)).not.toContain('feed:both')
    be('SA', [depot, 'outlet-far'])
    expect((await list()).rows.map(({ kind }) => kind)).toContain('feed:both')
  })

  it('knows whom it can be looked for by', async () => {
    const who = be('SM', [depot], 'Bench 7')
    bench.transfer({ 'p-tea': 1 })
    const { people } = await recordPeople(bench)
    expect(people).toContainEqual({ id: who, name: 'Bench 7', role: 'SM' })
    expect(people).toContainEqual({ id: 'station', name: null, role: null })
  })
})

describe('what is done with the whole record', () => {
  let jobs: RecordJobs
  let changes: number
  beforeEach(() => {
    changes = 0
    jobs = openRecordJobs({
      bench,
      folder: bench.folder,
      random: systemRandom,
      publicKey: () => null,
      onChange: () => {
        changes += 1
      },
    })
  })
  const ended = () =>
    vi.waitUntil(() => !['checking', 'writing'].includes(jobs.job().is), { timeout: 20_000, interval: 10 })

  it('checks the chain in a thread of its own, says sound, and writes down that somebody did', async () => {
    bench.sentTransfer({ 'p-tea': 2 })
    const rows = bench.store.record.length()
    jobs.verify()
    expect(jobs.job()).toEqual({ is: 'checking', done: 0, of: rows })
    expect(() => jobs.verify()).toThrow('already')
    await ended()
    expect(jobs.job()).toMatchObject({ is: 'checked', rows, broken: null, differs: null, signedSeq: null })
    expect(changes).toBeGreaterThan(1)
    expect([...bench.store.journalRowsInOrder()].at(-1)).toMatchObject({
      kind: 'record:verified',
      actor: 'bench',
    })
  })

  it('names the first bad row, and the table that is not what the journal says', async () => {
    bench.sentTransfer({ 'p-tea': 2 })
    const db = new SqliteDatabase(join(bench.folder, 'station.sqlite'))
    db.exec('UPDATE line SET planned = planned + 1')
    jobs.verify()
    await ended()
    expect(jobs.job()).toMatchObject({ is: 'checked', broken: null, differs: { table: 'line', rows: 1 } })
    db.exec("DROP TRIGGER journal_is_final; UPDATE journal SET actor = 'else' WHERE seq = 3")
    db.close()
    jobs.verify()
    await ended()
    expect(jobs.job()).toMatchObject({ broken: { what: 'changed', seq: 3 } })
  })

  it('stops a check that is under way, and an export with no file left behind', async () => {
    bench.sentTransfer({ 'p-tea': 2 })
    jobs.verify()
    jobs.stop()
    await ended()
    expect(jobs.job()).toEqual({ is: 'stopped' })
    jobs.export({ filter: all, form: 'csv' })
    jobs.stop()
    await ended()
    expect(jobs.job()).toEqual({ is: 'stopped' })
    const folder = join(bench.folder, 'record')
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
  })

  it('writes JSON lines that whoever reads them can prove by their hashes', async () => {
    be('SM', [depot, shop], 'Bench 9')
    bench.sentTransfer({ 'p-tea': 2 })
    jobs.export({ filter: all, form: 'lines' })
    await ended()
    const job = jobs.job()
    if (job.is !== 'written') throw new Error(job.is)
    const text = readFileSync(job.path, 'utf8')
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toHaveLength(job.rows)
    for (const { given, changes: changed, ...row } of lines) {
      const whole = { ...row, given: JSON.stringify(given), changes: JSON.stringify(changed) }
      expect(hashOf(whole)).toBe(row.hash)
    }
    expect(text).not.toContain('Bench 9')
  })

  it('writes only what is looked for and may be seen, as a table no spreadsheet takes for formulas', async () => {
    const tea = bench.sentTransfer({ 'p-tea': 1 })
    bench.sentTransfer({ 'p-jam': 1 })
    be('SA', [shop])
    jobs.export({ filter: recordFilter.parse({ consignment: tea }), form: 'csv' })
    await ended()
    const job = jobs.job()
    if (job.is !== 'written') throw new Error(job.is)
    const [head, ...lines] = readFileSync(job.path, 'utf8').trimEnd().split('\r\n')
    expect(head).toContain('person')
    expect(lines).toHaveLength(job.rows)
    expect(lines.every((line) => line.includes(bench.consignment(tea).code))).toBe(true)
    expect([...bench.store.journalRowsInOrder()].at(-1)?.kind).toBe('record:exported')
  })

  it('S22 keeps a cell text, whatever it begins with', () => {
    expect(['=1+1', '+1', '-1', '@x', 'a,b', 'say "hi"', 'plain'].map(csvCell)).toEqual([
      "'=1+1",
      "'+1",
      "'-1",
      "'@x",
      '"a,b"',
      '"say ""hi"""',
      'plain',
    ])
  })
})
