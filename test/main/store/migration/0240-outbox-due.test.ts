import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../../../../src-main/store/database.ts'
import { migrate } from '../../../../src-main/store/migration/index.ts'
import { outboxRows } from '../../../../src-main/store/outbox-rows.ts'
import { testFolder } from '../../bench.ts'

it('what waited before is due when it was: the soonest head of a lane, whatever stands behind it or is over', () => {
  const db = openDatabase(join(testFolder(), 'station.sqlite'))
  migrate(db, 220)
  const put = db.prepare(
    "INSERT INTO outbox (id, lane, kind, body, state, enqueued_at, due_at) VALUES (?, ?, 'k', '{}', ?, 't', ?)",
  )
  put.run('1', 'told', 'done', '2026-11-20T01:00')
  put.run('2', 'held', 'parked', '2026-11-20T02:00')
  put.run('3', 'held', 'pending', '2026-11-20T03:00')
  put.run('4', 'late', 'unknown', '2026-11-20T09:00')
  put.run('5', 'late', 'pending', '2026-11-20T04:00')
  put.run('6', 'soon', 'pending', '2026-11-20T05:00')
  migrate(db)
  const outbox = outboxRows(db)
  expect(outbox.nextDueAt()).toBe('2026-11-20T05:00')
  expect(outbox.nextDueAt('2026-11-20T05:00')).toBe('2026-11-20T09:00')
  expect(outbox.due('2026-11-20T06:00', 9).map(({ id }) => id)).toEqual(['6'])
  expect([outbox.anyWaiting('2026-11-20T08:00'), outbox.anyWaiting('2026-11-20T09:00')]).toEqual([
    true,
    false,
  ])
  expect(outbox.anyInFlight()).toBe(false)
  outbox.end('6', 'done', 't', null, null)
  expect(outbox.nextDueAt()).toBe('2026-11-20T09:00')
  outbox.end('4', 'done', 't', null, null)
  outbox.end('5', 'done', 't', null, null)
  expect(outbox.nextDueAt()).toBeNull()
  db.close()
})
