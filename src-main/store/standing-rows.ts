import type { Database } from 'better-sqlite3'

/** When somebody last said that packed goods are still here. */
export function standingRows(db: Database) {
  const of = db.prepare<[string], { at: string }>(
    'SELECT said_here_at AS at FROM standing WHERE consignment_id = ?',
  )
  const put = db.prepare(`
    INSERT INTO standing (consignment_id, said_here_at, said_by) VALUES (?, ?, ?)
    ON CONFLICT (consignment_id) DO UPDATE SET said_here_at = excluded.said_here_at, said_by = excluded.said_by`)
  return {
    saidHereAt: (consignmentId: string) => of.get(consignmentId)?.at ?? null,
    sayHere: (consignmentId: string, at: string, by: string) => void put.run(consignmentId, at, by),
  }
}
