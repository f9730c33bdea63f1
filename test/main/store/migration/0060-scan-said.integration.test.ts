import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../../../../src-main/store/database.ts'
import { migrate } from '../../../../src-main/store/migration/index.ts'
import { scanRows } from '../../../../src-main/store/scan-rows.ts'

it('a scan of before said nothing besides its text', () => {
  const folder = mkdtempSync(join(tmpdir(), 'migration-'))
  const db = openDatabase(join(folder, 'station.sqlite'))
  migrate(db, 50)
  db.exec(`INSERT INTO scan (id, act, at, read_by, text, symbology, outcome, quantity, damaged)
    VALUES ('s1', 's1', '2026-11-20T03:00:00.000Z', 'hid', '9400', 'EAN/UPC', '{"is":"unknown"}', 0, 0)`)
  migrate(db)
  expect(scanRows(db).get('s1')).toMatchObject({
    text: '9400',
    symbology: 'EAN/UPC',
    aim: null,
    gs1: [],
    problems: [],
  })
  db.close()
  rmSync(folder, { recursive: true, force: true })
})
