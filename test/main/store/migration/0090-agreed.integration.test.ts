import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { agreedRows } from '../../../../src-main/store/agreed-rows.ts'
import { openDatabase } from '../../../../src-main/store/database.ts'
import { migrate } from '../../../../src-main/store/migration/index.ts'
import { receiptRows } from '../../../../src-main/store/receipt-rows.ts'

it('what Lightspeed showed before counts as agreed, summed by product; receipts stay, and may take units off', () => {
  const folder = mkdtempSync(join(tmpdir(), 'migration-'))
  const db = openDatabase(join(folder, 'station.sqlite'))
  migrate(db, 80)
  db.exec(`
    INSERT INTO consignment (id, station, code, kind, state, reference, remote_id, origin, created_at, created_by,
      updated_at) VALUES ('c1', 'st', 'A', 'OUTLET', 'partial', 'PK-1', 'x', 'store', 't', 'bench', 't');
    INSERT INTO line VALUES ('l1', 'c1', 'tea', 'Tea', 'T', 9, NULL, 'plan', 1, NULL);
    INSERT INTO receipt VALUES ('r1', 'c1', 1, 'closed', 't', 't', 'partial', NULL);
    INSERT INTO receipt_line VALUES ('r1', 'l1', 5, 1, 'wet');
    INSERT INTO remote_line VALUES ('x', 0, 'tea', 'T', '9.00000', '3.00000', NULL, NULL),
      ('x', 1, 'tea', 'T', NULL, '1.00000', NULL, NULL), ('x', 2, 'cup', 'C', '2.00000', '0.00000', NULL, NULL),
      ('x', 3, 'cord', 'D', '2.00000', '1.50000', NULL, NULL)`)
  migrate(db)
  expect([...agreedRows(db).of('c1')]).toEqual([['tea', { received: 4, told: [] }]])
  const receipts = receiptRows(db)
  expect(receipts.line('r1', 'l1')).toMatchObject({ received: 5, damaged: 1, note: 'wet' })
  receipts.addClosed('r2', 'c1', 't', 'corrected in Lightspeed')
  receipts.putLine({ receiptId: 'r2', lineId: 'l1', received: -2, damaged: 0, note: '' })
  expect(receipts.of('c1').map((row) => row.number)).toEqual([1, 2])
  expect(() =>
    receipts.putLine({ receiptId: 'r2', lineId: 'l1', received: 1, damaged: 2, note: '' }),
  ).toThrow('CHECK')
  db.close()
  rmSync(folder, { recursive: true, force: true })
})
