import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../../../../src-main/store/database.ts'
import { feedRows } from '../../../../src-main/store/feed-rows.ts'
import { migrate, versionOf } from '../../../../src-main/store/migration/index.ts'

it('a feed pulled before counts as read whole then; one on its first pull does not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'migration-'))
  const db = openDatabase(join(folder, 'station.sqlite'))
  migrate(db, 40)
  db.exec(`INSERT INTO feed VALUES ('products', 700, 20, 0, '2026-11-20T03:00:00.000Z', NULL),
    ('consignments', 300, 5, 1, NULL, 'No network.')`)
  migrate(db)
  expect(versionOf(db)).toBeGreaterThanOrEqual(50)
  const feeds = feedRows(db)
  expect(feeds.get('products')).toMatchObject({
    cursor: 700,
    fullAt: '2026-11-20T03:00:00.000Z',
    fullCursor: 0,
  })
  expect(feeds.get('consignments')).toMatchObject({
    cursor: 300,
    isFirstPull: true,
    fullAt: null,
    fullCursor: 0,
  })
  db.close()
  rmSync(folder, { recursive: true, force: true })
})
