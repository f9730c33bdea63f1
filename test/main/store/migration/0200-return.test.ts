import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../../../../src-main/store/database.ts'
import { migrate } from '../../../../src-main/store/migration/index.ts'
import { returnRows } from '../../../../src-main/store/return-rows.ts'
import { testFolder } from '../../bench.ts'

it('a return that was there before gets reasons, photos and a refund; a photo needs a consignment', () => {
  const db = openDatabase(join(testFolder(), 'station.sqlite'))
  migrate(db, 170)
  db.exec(`
    INSERT INTO consignment (id, station, code, kind, state, reference, remote_id, origin, created_at, created_by,
      updated_at) VALUES ('c1', 'st', 'A', 'RETURN', 'draft', 'PK-1', NULL, 'here', 't', 'bench', 't')`)
  migrate(db)
  const rows = returnRows(db)
  expect([rows.reasonsOf('c1'), rows.photosOf('c1'), rows.refundOf('c1')]).toEqual([[], [], null])
  rows.putReason({ consignmentId: 'c1', productId: 'tea', reason: 'DAMAGED', text: '' })
  const photo = {
    id: 'ph1',
    productId: 'tea',
    ending: 'jpg',
    sizeBytes: 9,
    sha256: 'x',
    width: 1,
    height: 1,
    at: 't',
    takenBy: 'bench',
  } as const
  rows.addPhoto({ ...photo, consignmentId: 'c1' })
  expect(rows.photosOf('c1')).toHaveLength(1)
  expect(() => rows.addPhoto({ ...photo, id: 'ph2', consignmentId: 'c2' })).toThrow('FOREIGN KEY')
  expect(() =>
    rows.addRefund({ consignmentId: 'c1', cents: 0, note: '', at: 't', notedBy: 'bench' }),
  ).toThrow('CHECK')
  db.close()
})
