import type { Database } from 'better-sqlite3'
import type { NoticeHow } from '../../src-shared/model/order.ts'

export type NoticeRow = { consignmentId: string; how: NoticeHow; note: string; at: string; toldBy: string }

/** How suppliers were told of their orders. */
export function noticeRows(db: Database) {
  const one = db.prepare<[string], NoticeRow>(
    'SELECT consignment_id AS consignmentId, how, note, at, told_by AS toldBy FROM order_notice WHERE consignment_id = ?',
  )
  const add = db.prepare(
    'INSERT INTO order_notice (consignment_id, how, note, at, told_by) VALUES (@consignmentId, @how, @note, @at, @toldBy)',
  )
  return {
    of: (consignmentId: string) => one.get(consignmentId) ?? null,
    add: (row: NoticeRow) => void add.run(row),
  }
}
