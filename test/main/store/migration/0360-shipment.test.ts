import { join } from 'node:path'
import { expect, it } from 'vitest'
import { consignmentRows } from '../../../../src-main/store/consignment-rows.ts'
import { openDatabase } from '../../../../src-main/store/database.ts'
import { migrate } from '../../../../src-main/store/migration/index.ts'
import { testFolder } from '../../bench.ts'

it('what was made before is no rest of anything, and can have one', () => {
  const db = openDatabase(join(testFolder(), 'station.sqlite'))
  migrate(db, 300)
  const put = (more: string, values: string) =>
    db.exec(`INSERT INTO consignment (id, station, code, kind, state, reference, origin, created_at, created_by,
      updated_at${more}) VALUES (${values})`)
  put('', "'1', 'st', 'ONE', 'OUTLET', 'sent', 'PK-1', 'here', 't', 'bench', 't'")
  migrate(db)
  put(', rest_of', "'2', 'st', 'TWO', 'OUTLET', 'approved', 'PK-2', 'here', 't', 'bench', 't', '1'")
  const rows = consignmentRows(db)
  expect([rows.get('1')?.restOf, rows.get('2')?.restOf]).toEqual([null, '1'])
  expect(rows.shipmentsOf('2')).toEqual([
    { id: '1', code: 'ONE' },
    { id: '2', code: 'TWO' },
  ])
  expect(() => put(', rest_of', "'3', 's', 'C', 'PO', 'draft', 'R', 'here', 't', 'b', 't', 'gone'")).toThrow(
    'FOREIGN KEY',
  )
  db.close()
})
