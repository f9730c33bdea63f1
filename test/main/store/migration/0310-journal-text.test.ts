import { join } from 'node:path'
import { expect, it } from 'vitest'
import { genesisHash, hashOf, type JournalRow } from '../../../../src-main/journal/chain.ts'
import { openDatabase } from '../../../../src-main/store/database.ts'
import { migrate } from '../../../../src-main/store/migration/index.ts'
import { openStore } from '../../../../src-main/store/store.ts'
import { verifyFile } from '../../../../src-main/store/verify-file.ts'
import { testFolder, tickingClock, write } from '../../bench.ts'

it('rows of before keep their texts inside and verify; what comes after them has its texts beside', () => {
  const folder = testFolder()
  const path = join(folder, 'station.sqlite')
  const db = openDatabase(path)
  migrate(db, 300)
  const value = JSON.stringify({ id: 'ST', code: 'AB12' })
  const row: Omit<JournalRow, 'hash'> = {
    ...{ seq: 1, id: '01KAG0000000000000000000AA', station: 'ST', at: 't', actor: 'bench', subject: null },
    ...{ kind: 'station:made', given: JSON.stringify({ reason: 'a reason of before' }), traceId: 'r' },
    changes: JSON.stringify([
      { table: 'setting', key: { name: 'station' }, before: null, after: { name: 'station', value } },
    ]),
    ...{ role: 'SY', program: null, previousHash: genesisHash },
  }
  db.prepare('INSERT INTO setting VALUES (?, ?)').run('station', value)
  db.prepare(`INSERT INTO journal (seq, id, station, at, actor, subject, kind, given, changes, trace_id, role, program,
    previous_hash, hash) VALUES (@seq, @id, @station, @at, @actor, @subject, @kind, @given, @changes, @traceId, @role,
    @program, @previousHash, @hash)`).run({ ...row, hash: hashOf(row) })
  db.close()

  const { store } = openStore(folder, tickingClock())
  const command = { kind: 'test:said', subject: null, given: { reason: 'a reason of now' }, traceId: 'r' }
  store.write({ ...command, actor: { id: 'bench', role: 'SM' } }, () => undefined)
  write(store, 'test:one', () => store.settings.put('n', 1))
  const [first, second] = [...store.journalRowsInOrder()]
  expect(first?.given).toContain('a reason of before')
  expect(second?.given).not.toContain('a reason of now')
  expect(store.texts.get(1)?.text).toBe('a reason of now')
  store.close()
  expect(verifyFile({ path })).toMatchObject({ verdict: { is: 'sound', rows: 3 }, differs: null })
})
