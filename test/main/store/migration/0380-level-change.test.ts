import { join } from 'node:path'
import { expect, it } from 'vitest'
import { countRows } from '../../../../src-main/store/count-rows.ts'
import { openDatabase } from '../../../../src-main/store/database.ts'
import { levelChangeRows } from '../../../../src-main/store/level-change-rows.ts'
import { migrate } from '../../../../src-main/store/migration/index.ts'
import { testFolder } from '../../bench.ts'

it('a stocktake under way is still told as one, and its counts say nothing of how old their levels were', () => {
  const db = openDatabase(join(testFolder(), 'station.sqlite'))
  migrate(db, 370)
  db.exec(`
    INSERT INTO consignment (id, station, code, kind, state, reference, origin, created_at, created_by, updated_at)
      VALUES ('1', 'st', 'ONE', 'STOCKTAKE', 'counting', 'PK-1', 'here', 't', 'bench', 't');
    INSERT INTO count_sheet VALUES ('1', 1, 2, '["p1"]');`)
  migrate(db)
  const counts = countRows(db)
  expect(counts.sheet('1')).toEqual({
    consignmentId: '1',
    isBlind: true,
    round: 2,
    listed: ['p1'],
    setsLevels: false,
  })
  counts.putSheet({ consignmentId: '1', isBlind: true, round: 2, listed: null, setsLevels: true })
  expect(counts.sheet('1')?.setsLevels).toBe(true)
  expect(levelChangeRows(db).of('1')).toEqual([])
  db.close()
})
