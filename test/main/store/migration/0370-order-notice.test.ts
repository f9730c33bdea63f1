import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../../../../src-main/store/database.ts'
import { migrate } from '../../../../src-main/store/migration/index.ts'
import { noticeRows } from '../../../../src-main/store/notice-rows.ts'
import { testFolder } from '../../bench.ts'

it('an order sent before says nothing of how its supplier heard of it, and one sent since says it once', () => {
  const db = openDatabase(join(testFolder(), 'station.sqlite'))
  migrate(db, 360)
  db.exec(`INSERT INTO consignment (id, station, code, kind, state, reference, origin, created_at, created_by,
    updated_at) VALUES ('1', 'st', 'ONE', 'PO', 'sent', 'PK-1', 'here', 't', 'bench', 't')`)
  migrate(db)
  const notices = noticeRows(db)
  expect(notices.of('1')).toBeNull()
  const told = { consignmentId: '1', how: 'phone', note: '', at: 't', toldBy: 'bench' } as const
  notices.add(told)
  expect(notices.of('1')).toEqual(told)
  expect(() => notices.add(told)).toThrow('UNIQUE')
  db.close()
})
