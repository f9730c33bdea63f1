import { join } from 'node:path'
import { expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { openDatabase } from '../../../src-main/store/database.ts'
import { lazyStatements } from '../../../src-main/store/lazy-statements.ts'
import { migrate } from '../../../src-main/store/migration/index.ts'
import { allRows } from '../../../src-main/store/store.ts'
import { testFolder } from '../bench.ts'

it('every statement of the store can be compiled', () => {
  const db = openDatabase(join(testFolder(), 'station.sqlite'))
  migrate(db)
  expect(Object.keys(allRows(db, () => 'id', systemClock))).toContain('outbox')
  db.close()
})

it('a statement is compiled at its first use, and once', () => {
  const db = openDatabase(join(testFolder(), 'station.sqlite'))
  const asked: string[] = []
  const watched: typeof db = Object.create(db)
  watched.prepare = (text: string) => {
    asked.push(text)
    return db.prepare(text)
  }
  const lazy = lazyStatements(watched)
  const [add, count, wrong] = ['INSERT INTO t VALUES (?)', 'SELECT count(*) FROM t', 'SELECT wrong'].map(
    (text) => lazy.prepare(text),
  )
  const first = lazy.prepare<[], number>('SELECT n FROM t ORDER BY n').pluck()
  expect(asked).toEqual([])
  db.exec('CREATE TABLE t (n INTEGER)')
  lazy.transaction(() => [3, 4].map((n) => add?.run(n)))()
  expect([first.get(), first.all(), [...first.iterate()]]).toEqual([3, [3, 4], [3, 4]])
  expect(count?.pluck().get()).toBe(2)
  expect(asked).toHaveLength(3)
  expect(() => wrong?.get()).toThrow('no such column')
  expect(lazy.inTransaction).toBe(false)
  db.close()
})
