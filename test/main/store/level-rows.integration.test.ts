import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src-main/store/database.ts'
import { levelRows } from '../../../src-main/store/level-rows.ts'
import { migrate } from '../../../src-main/store/migration/index.ts'
import { depot, goods, testBench, testFolder, write } from '../bench.ts'

const tea = goods.tea.id

describe('levels as they were heard', () => {
  it('each change is kept with the time it was heard; the first level, the same and an older one are none', () => {
    const { store } = testBench()
    const put = (level: number, version: number) =>
      write(store, 'feed:page', () => store.stock.put({ productId: tea, outletId: depot, level, version }))
    put(100, 2)
    expect(store.levels.newestOf(tea, depot, 9)).toEqual([])
    put(97, 3)
    put(97, 4)
    put(120, 1)
    put(98.5, 5)
    expect(store.levels.newestOf(tea, depot, 9)).toMatchObject([
      { before: 97, after: 98.5, version: 5 },
      { before: 100, after: 97, version: 3 },
    ])
    expect(store.stock.level(tea, depot)).toEqual({ level: 98.5, version: 5 })
  })

  it('a store that begins with them knows them from the beginning, until the oldest are let go', () => {
    const { store } = testBench()
    expect(store.levels.since()).toBe('')
    for (let version = 2; version < 12; version += 1) {
      write(store, 'feed:page', () =>
        store.stock.put({ productId: tea, outletId: depot, level: version, version }),
      )
    }
    const [, newest] = store.levels.newestOf(tea, depot, 2)
    const cut = newest?.at ?? ''
    expect(write(store, 'test', () => store.levels.prune(cut, 4))).toBe(4)
    expect(write(store, 'test', () => store.levels.prune(cut, 4_000))).toBe(4)
    expect(store.levels.newestOf(tea, depot, 99)).toHaveLength(2)
    expect(store.levels.since()).toBe(cut)
  })

  it('a store from before knows them from the first that is heard', () => {
    const db = openDatabase(join(testFolder(), 'old.sqlite'))
    migrate(db, 100)
    db.exec("INSERT INTO journal VALUES (1, 'j1', 'st', 't', 'a', NULL, 'k', '{}', '[]', 'req', '', 'h')")
    migrate(db)
    const levels = levelRows(db)
    expect(levels.since()).toBeNull()
    db.exec("INSERT INTO level_heard VALUES (1, 'p1', 'o1', 14, 12, 4, '2026-11-20T03:00:00.000Z')")
    expect(levels.since()).toBe('2026-11-20T03:00:00.000Z')
    db.close()
  })
})

it('what a product did is found by indexes, however long the tables are', () => {
  const db = openDatabase(join(testFolder(), 'plans.sqlite'))
  migrate(db)
  const plan = (sql: string) =>
    (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
      .map((row) => row.detail)
      .join('\n')
  expect(plan("SELECT id FROM line WHERE product_id = 'p'")).toContain('line_by_product')
  expect(plan("SELECT id FROM scan WHERE line_id IN (SELECT value FROM json_each('[]'))")).toContain(
    'scan_of_line',
  )
  expect(plan("SELECT id FROM stock_effect WHERE product_id = 'p' AND outlet_id = 'o'")).toContain(
    'stock_effect_by_product',
  )
  expect(plan("SELECT remote_id FROM remote_line WHERE product_id = 'p'")).toContain('remote_line_by_product')
  expect(plan("SELECT id FROM difference WHERE product_id = 'p'")).toContain('difference_of_product')
  db.close()
})
