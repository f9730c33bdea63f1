import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../../../../src-main/store/database.ts'
import { migrate } from '../../../../src-main/store/migration/index.ts'
import { standingRows } from '../../../../src-main/store/standing-rows.ts'
import { testFolder } from '../../bench.ts'

it('of what stood packed before nobody has said that it is still here', () => {
  const db = openDatabase(join(testFolder(), 'station.sqlite'))
  migrate(db, 380)
  db.exec(`INSERT INTO consignment (id, station, code, kind, state, reference, origin, created_at, created_by,
    updated_at) VALUES ('1', 'st', 'ONE', 'OUTLET', 'packed', 'PK-1', 'here', 't', 'bench', 't')`)
  migrate(db)
  const rows = standingRows(db)
  expect(rows.saidHereAt('1')).toBeNull()
  rows.sayHere('1', 't1', 'bench')
  rows.sayHere('1', 't2', 'bench')
  expect(rows.saidHereAt('1')).toBe('t2')
  db.close()
})
