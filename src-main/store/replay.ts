import type { Database, Statement } from 'better-sqlite3'
import type { JournalRow } from '../journal/chain.ts'
import { type Change, journalledTables } from './capture.ts'
import { changesWithTexts } from './free-text.ts'

/**
 * Does once more what journal rows say was done: writes the row images they hold, and the rows themselves, as they are.
 * In one transaction. The connection must have no capture and no guard, and not mind what products are missing: those
 * come again from Lightspeed. `open` gives what is to be read in place of a text's mark.
 */
export function replay(db: Database, rows: Iterable<JournalRow>, open: (text: string) => string): void {
  const insert = db.prepare(`
    INSERT INTO journal (seq, id, station, at, actor, subject, kind, given, changes, trace_id, role, program,
      previous_hash, hash)
    VALUES (@seq, @id, @station, @at, @actor, @subject, @kind, @given, @changes, @traceId, @role, @program,
      @previousHash, @hash)`)
  const doAgain = changeMaker(db)
  db.transaction(() => {
    for (const row of rows) {
      for (const change of changesWithTexts(row.changes, open)) doAgain(change)
      insert.run(row)
    }
  }).immediate()
}

/** Statements are kept by their text: a journal does few things, many times. */
function changeMaker(db: Database): (change: Change) => void {
  const columnsOf = new Map<string, Set<string>>()
  const statements = new Map<string, Statement>()
  const run = (text: string, values: object) => {
    const statement = statements.get(text) ?? db.prepare(text)
    statements.set(text, statement)
    statement.run(values)
  }
  return ({ table, key, before, after }) => {
    // The names below become part of a statement: they are ours, or nothing is done.
    if (!journalledTables.includes(table)) throw new Error(`the journal names a table ${table}`)
    const known = columnsOf.get(table) ?? columnNames(db, table)
    columnsOf.set(table, known)
    const named = (image: object) => Object.keys(image).filter((name) => known.has(name))
    const where = named(key)
      .map((name) => `${name} IS @key_${name}`)
      .join(' AND ')
    const keys = Object.fromEntries(Object.entries(key).map(([name, value]) => [`key_${name}`, value]))
    if (after === null) return run(`DELETE FROM ${table} WHERE ${where}`, keys)
    const columns = named(after)
    if (before === null) {
      const values = columns.map((name) => `@${name}`)
      return run(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')})`, after)
    }
    const sets = columns.map((name) => `${name} = @${name}`)
    if (sets.length > 0) run(`UPDATE ${table} SET ${sets.join(', ')} WHERE ${where}`, { ...after, ...keys })
  }
}

function columnNames(db: Database, table: string): Set<string> {
  return new Set((db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name))
}
