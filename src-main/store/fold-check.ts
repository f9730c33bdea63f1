import SqliteDatabase, { type Database } from 'better-sqlite3'
import { type JournalledTable, journalledTables } from './capture.ts'
import { journalReader } from './journal-rows.ts'
import { migrate } from './migration/index.ts'
import { replay } from './replay.ts'
import { textRows } from './text-rows.ts'

/** Filled once, for stores of before it stood in the journal. */
const begunLate: readonly JournalledTable[] = ['agreed_line']

/**
 * Compares what the tables hold with what the journal says was done to them: a value that was changed in its row, by a
 * bad disk or by hand, has no hash of its own and shows only here. Gives the first table that differs, and in how many rows.
 * Reads the whole journal into memory; the chain must be sound.
 */
export function differsFromJournal(db: Database): { table: string; rows: number } | null {
  const folded = new SqliteDatabase(':memory:')
  try {
    migrate(folded)
    folded.pragma('foreign_keys = OFF')
    replay(folded, journalReader(db)(), textRows(db).open)
    for (const table of journalledTables.filter((one) => !begunLate.includes(one))) {
      const here = rowsOf(db, table)
      const there = rowsOf(folded, table)
      const odd = [...here].filter((row) => !there.has(row)).length
      const gone = [...there].filter((row) => !here.has(row)).length
      if (odd + gone > 0) return { table, rows: Math.max(odd, gone) }
    }
    return null
  } finally {
    folded.close()
  }
}

function rowsOf(db: Database, table: JournalledTable): Set<string> {
  const columns = (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name).sort()
  const rows = db.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all()
  return new Set(rows.map((row) => JSON.stringify(columns.map((name) => row[name]))))
}
