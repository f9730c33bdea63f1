import { join } from 'node:path'
import { expect, it } from 'vitest'
import { agreedRows } from '../../../../src-main/store/agreed-rows.ts'
import { openDatabase } from '../../../../src-main/store/database.ts'
import { migrate } from '../../../../src-main/store/migration/index.ts'
import { testFolder } from '../../bench.ts'

it('what was told before is still known, and every number told since is, until both sides agree', () => {
  const db = openDatabase(join(testFolder(), 'station.sqlite'))
  migrate(db, 250)
  db.exec(`
    INSERT INTO consignment (id, station, code, kind, state, reference, remote_id, origin, created_at, created_by,
      updated_at) VALUES ('c1', 'st', 'A', 'OUTLET', 'partial', 'PK-1', 'x', 'store', 't', 'bench', 't');
    INSERT INTO agreed_line (consignment_id, product_id, received, told) VALUES ('c1', 'tea', 0, 1), ('c1', 'cup', 2, NULL)`)
  migrate(db)
  const agreed = agreedRows(db)
  const known = () => Object.fromEntries(agreed.of('c1'))
  expect(known()).toEqual({ tea: { received: 0, told: [1] }, cup: { received: 2, told: [] } })
  for (const units of [1, 0, 7]) agreed.tell('c1', 'tea', units)
  agreed.tell('c1', 'cup', 3)
  agreed.tell('c1', 'new', 4)
  expect(known()).toEqual({
    tea: { received: 0, told: [1, 0, 7] },
    cup: { received: 2, told: [3] },
    new: { received: 0, told: [4] },
  })
  agreed.agree('c1', 'tea', 7)
  expect(known().tea).toEqual({ received: 7, told: [] })
  db.close()
})
