import type { Database } from 'better-sqlite3'

/** How many rows each table has, one table at a time so that whoever asks can let others in between. */
export function tableCounts(db: Database): IterableIterator<{ table: string; rows: number }> {
  const names = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[]
  return (function* () {
    for (const table of names) {
      yield { table, rows: db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get() as number }
    }
  })()
}
