import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { marksIn } from '../journal/beside.ts'
import { hashOf, type JournalRow } from '../journal/chain.ts'
import { openForReading } from './database.ts'
import type { Head } from './head-note.ts'
import { journalReader } from './journal-rows.ts'
import { mendHeader, mendWal } from './mend-file.ts'
import { isAsMarked, type TextRow, textRows } from './text-rows.ts'

/** Rows of a damaged store's journal, and what could be read of the texts that lie beside them. */
export type Salvaged = { rows: JournalRow[]; texts: TextRow[] }

const ways = ['as-it-is', 'mended'] as const

/**
 * Reads journal rows of a damaged store, from the one after `head` for as long as each follows the one before it by its
 * hash: nothing that was changed, and nothing behind a gap, is taken, and no text but the one the row was written with.
 * The file itself is not touched.
 */
export function salvageJournal(damaged: string, head: Head): Salvaged {
  const found = ways.map((way) => readCopy(damaged, head, way))
  const rows = found.reduce<JournalRow[]>(
    (most, one) => (one.rows.length > most.length ? one.rows : most),
    [],
  )
  return { rows, texts: found.flatMap((one) => one.texts) }
}

function readCopy(damaged: string, head: Head, way: (typeof ways)[number]): Salvaged {
  const folder = mkdtempSync(join(dirname(damaged), 'reading-'))
  const path = join(folder, 'copy.sqlite')
  try {
    copyFileSync(damaged, path)
    if (existsSync(`${damaged}-wal`)) copyFileSync(`${damaged}-wal`, `${path}-wal`)
    if (way === 'mended') mend(path)
    return readFollowing(path, head)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function mend(path: string): void {
  const file = readFileSync(path)
  mendHeader(file)
  writeFileSync(path, file)
  if (!existsSync(`${path}-wal`)) return
  const wal = readFileSync(`${path}-wal`)
  mendWal(wal)
  writeFileSync(`${path}-wal`, wal)
}

function readFollowing(path: string, head: Head): Salvaged {
  const rows: JournalRow[] = []
  const texts: TextRow[] = []
  let last = head
  untilUnreadable(() => {
    const db = openForReading(path)
    try {
      untilUnreadable(() => {
        for (const row of journalReader(db)(head.seq)) {
          if (row.seq !== last.seq + 1 || row.previousHash !== last.hash || hashOf(row) !== row.hash) break
          rows.push(row)
          last = row
        }
      })
      readTexts(db, rows, texts)
    } finally {
      db.close()
    }
  })
  return { rows, texts }
}

/** Each text by itself: a page that cannot be read takes no other with it. */
function readTexts(db: Database, rows: readonly JournalRow[], texts: TextRow[]): void {
  const marks = new Map(rows.flatMap(marksIn).map((mark) => [mark.id, mark]))
  if (marks.size === 0) return
  untilUnreadable(() => {
    const { get } = textRows(db)
    for (const mark of marks.values()) {
      untilUnreadable(() => {
        const row = get(mark.id)
        if (row !== null && isAsMarked(row, mark)) texts.push(row)
      })
    }
  })
}

/** A page that cannot be read ends it: what was read so far stands. */
function untilUnreadable(read: () => void): void {
  try {
    read()
  } catch (thrown) {
    if (!((thrown as { code?: string }).code ?? '').startsWith('SQLITE_')) throw thrown
  }
}
