import { randomBytes } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { digestOf, erasedText, lostText, type Mark, markOf, readMark } from '../journal/beside.ts'
import { freeColumns, freeParts, mapParts } from './free-text.ts'

/** A text that lies beside the journal: `gone` tells why there is none any more. */
export type TextRow = {
  id: number
  text: string | null
  salt: Uint8Array | null
  gone: 'erased' | 'lost' | null
}

const saltBytes = 16

/** The texts beside the journal. Each lies there once, whatever rows hold its mark. */
export function textRows(db: Database) {
  const byText = db.prepare<[string], { id: number; salt: Uint8Array }>(
    'SELECT id, salt FROM journal_text WHERE text = ?',
  )
  const add = db.prepare<[string, Uint8Array]>('INSERT INTO journal_text (text, salt) VALUES (?, ?)')
  const one = db.prepare<[number], TextRow>('SELECT id, text, salt, gone FROM journal_text WHERE id = ?')
  const forget = db.prepare("UPDATE journal_text SET text = NULL, salt = NULL, gone = 'erased' WHERE id = ?")
  const setGone = db.prepare<[number]>(`
    INSERT INTO journal_text (id, gone) VALUES (?, 'erased')
    ON CONFLICT (id) DO UPDATE SET text = NULL, salt = NULL, gone = 'erased' WHERE gone IS NULL`)
  const putAgain = db.prepare<[TextRow]>(
    'INSERT OR IGNORE INTO journal_text (id, text, salt, gone) VALUES (@id, @text, @salt, @gone)',
  )
  /** The command that erases a text still has it in what it changed: it must not be put beside anew. */
  const erasing = new Map<string, string>()

  function textOf(mark: string): string {
    const read = readMark(mark)
    if (read === null) return mark
    const row = one.get(read.id)
    return row?.text ?? (row?.gone === 'erased' ? erasedText : lostText)
  }

  return {
    get: (id: number): TextRow | null => one.get(id) ?? null,
    /** Puts a text beside the journal and gives the mark to stand in its place. Call inside the write. */
    putBeside(text: string): string {
      const going = erasing.get(text)
      if (going !== undefined) return going
      const known = byText.get(text)
      const salt = known?.salt ?? randomBytes(saltBytes)
      const id = known?.id ?? Number(add.run(text, salt).lastInsertRowid)
      return markOf({ id, digest: digestOf(salt, text) })
    },
    /** What is to be read in place of a mark; every other text is itself. */
    open: textOf,
    /**
     * Erases a text here and wherever it stands in the tables, and takes it out of their pages too. Call inside the
     * write, as the last thing in it.
     */
    erase(id: number): void {
      const row = one.get(id)
      if (row?.text == null || row.salt === null) return
      erasing.set(row.text, markOf({ id, digest: digestOf(row.salt, row.text) }))
      db.pragma('secure_delete = ON')
      try {
        eraseInTables(db, row.text)
        forget.run(id)
      } finally {
        db.pragma('secure_delete = OFF')
      }
    },
    /** Into a store that is being put together: what is there stays, but what was erased goes. */
    bringBack(row: TextRow): void {
      if (row.gone === 'erased') setGone.run(row.id)
      else putAgain.run(row)
    },
    /** The write is over, however it ended. */
    settle: () => erasing.clear(),
  }
}

function eraseInTables(db: Database, text: string): void {
  for (const [table, columns] of Object.entries(freeColumns)) {
    for (const column of columns.filter((one) => isThere(db, table, one))) {
      db.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`).run(erasedText, text)
    }
  }
  const inJson = JSON.stringify(text)
  for (const [table, columns] of Object.entries(freeParts)) {
    for (const [column, parts] of Object.entries(columns)) {
      if (!isThere(db, table, column)) continue
      const holding = db.prepare<[string], { rowid: number; json: string }>(
        `SELECT rowid, ${column} AS json FROM ${table} WHERE instr(${column}, ?) > 0`,
      )
      const put = db.prepare(`UPDATE ${table} SET ${column} = ? WHERE rowid = ?`)
      const swap = (one: string) => (one === text ? erasedText : one)
      for (const { rowid, json } of holding.all(inJson)) {
        put.run(
          mapParts(json, parts, swap, (one) => one),
          rowid,
        )
      }
    }
  }
}

/** A copy of an earlier shape has not all of them. */
function isThere(db: Database, table: string, column: string): boolean {
  return db.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, column) !== undefined
}

/** Whether a text is what the mark in the chain says; one that is gone says nothing. */
export function isAsMarked(row: TextRow, { digest }: Mark): boolean {
  return row.text === null || row.salt === null || digestOf(row.salt, row.text) === digest
}
