import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { lazyStatements } from '../../../src-main/store/lazy-statements.ts'
import { migrate } from '../../../src-main/store/migration/index.ts'
import { settingRows } from '../../../src-main/store/setting-rows.ts'

function rows() {
  const db = new Database(':memory:')
  migrate(db)
  return { db, settings: settingRows(lazyStatements(db)) }
}

it('a setting is what was kept last, and nothing once it is taken away', () => {
  const { settings } = rows()
  expect(settings.get('volume')).toBeNull()
  settings.put('volume', 0.5)
  expect(settings.get('volume')).toBe(0.5)
  settings.put('volume', 0.7)
  expect(settings.get('volume')).toBe(0.7)
  settings.put('volume', null)
  expect(settings.get('volume')).toBeNull()
})

it('what was put by a write that failed is forgotten with it, also where the write read it', () => {
  const { db, settings } = rows()
  settings.put('volume', 0.5)
  expect(settings.get('volume')).toBe(0.5)
  const failing = db.transaction(() => {
    settings.put('volume', 0.7)
    expect(settings.get('volume')).toBe(0.7)
    throw new Error('rolled back')
  })
  expect(failing).toThrow('rolled back')
  expect(settings.get('volume')).toBe(0.5)
})

it('what one reader changes in a value is not what the next one reads', () => {
  const { settings } = rows()
  settings.put('desk', { screen: 'pack' })
  ;(settings.get('desk') as { screen: string }).screen = 'work'
  expect(settings.get('desk')).toEqual({ screen: 'pack' })
})
