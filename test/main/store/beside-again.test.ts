import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, it } from 'vitest'
import { cancelConsignment } from '../../../src-main/ordering/transfer.ts'
import { eraseText } from '../../../src-main/record/erase-text.ts'
import { openRow } from '../../../src-main/record/record-list.ts'
import { openForReading } from '../../../src-main/store/database.ts'
import { restoreIn } from '../../../src-main/store/restore.ts'
import { staffRows } from '../../../src-main/store/staff-rows.ts'
import { systemActor } from '../../../src-main/store/store.ts'
import { textRows } from '../../../src-main/store/text-rows.ts'
import { verifyFile } from '../../../src-main/store/verify-file.ts'
import { testBench, tickingClock, write } from '../bench.ts'

it('F07: texts come back with their rows; what was erased since the copy stays erased, what is lost is said', async () => {
  const bench = testBench()
  const { store, folder } = bench
  const cancel = (reason: string) => {
    cancelConsignment(bench, { consignmentId: bench.transfer({ 'p-tea': 1 }), reason })
    const seq = store.record.length()
    return { seq, textId: openRow(bench, seq).texts[0]?.id ?? 0 }
  }
  const person = { id: store.newId(), role: 'SA' as const, outletIds: [], remoteUserId: null }
  write(store, 'staff:add', () => {
    store.staff.add(person, store.now())
    store.staff.putName(person.id, 'Bench Example')
  })
  const erased = cancel('a reason to be erased')
  await store.backUp()
  eraseText(bench, { ...erased, reason: 'they asked for it' })
  const given = { personId: person.id, reason: 'they asked for it' }
  store.write({ kind: 'staff:name-erased', actor: systemActor, subject: null, given, traceId: 't' }, () =>
    store.staff.erase(person.id),
  )
  const kept = cancel('a reason after the copy')
  const lost = cancel('a reason that cannot be read')
  store.close()
  const path = join(folder, 'station.sqlite')
  const damaged = new SqliteDatabase(path)
  damaged.exec('DROP TRIGGER journal_text_is_kept')
  damaged.prepare('DELETE FROM journal_text WHERE id = ?').run(lost.textId)
  damaged.close()
  renameSync(path, `${path}.damaged-1`)

  expect(restoreIn(folder, tickingClock(), { actor: systemActor, traceId: 't' })).toMatchObject({
    missing: null,
    lostTexts: 1,
  })
  expect(verifyFile({ path })).toMatchObject({ verdict: { is: 'sound' }, differs: null })
  const db = openForReading(path)
  const { get } = textRows(db)
  expect([erased, kept, lost].map(({ textId }) => get(textId))).toMatchObject([
    { text: null, gone: 'erased' },
    { text: 'a reason after the copy', gone: null },
    { text: null, gone: 'lost' },
  ])
  expect(staffRows(db).get(person.id)).toMatchObject({ name: null })
  db.close()
  for (const gone of ['a reason to be erased', 'Bench Example']) {
    expect(readFileSync(path).includes(Buffer.from(gone)), gone).toBe(false)
  }
})
