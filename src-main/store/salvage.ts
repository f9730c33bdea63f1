import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { type Mark, marksIn } from '../journal/beside.ts'
import { hashOf, type JournalRow } from '../journal/chain.ts'
import { carve } from './carve.ts'
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
  const read = ways.map((way) => readCopy(damaged, head, way))
  const isWhole = read.some((one) => one.isToItsEnd && one.rows.length > 0)
  const found = isWhole ? read : [...read, readPages(damaged, head)]
  const rows = found.reduce<JournalRow[]>(
    (most, one) => (one.rows.length > most.length ? one.rows : most),
    [],
  )
  return { rows, texts: found.flatMap((one) => one.texts) }
}

/** Page by page: where SQLite does not find the journal any more, or not all of it. */
function readPages(damaged: string, head: Head): Salvaged {
  const file = readFileSync(damaged)
  const wal = existsSync(`${damaged}-wal`) ? readFileSync(`${damaged}-wal`) : null
  mendHeader(file)
  if (wal !== null) mendWal(wal)
  const carved = carve(file, wal)
  const bySeq = new Map<number, JournalRow>()
  for (const row of carved.rows) if (row.seq > head.seq && hashOf(row) === row.hash) bySeq.set(row.seq, row)
  const rows: JournalRow[] = []
  for (let last = head; ; ) {
    const row = bySeq.get(last.seq + 1)
    if (row === undefined || row.previousHash !== last.hash) break
    rows.push(row)
    last = row
  }
  // One that was erased since may lie on an older page as well.
  const texts = new Map<number, TextRow>()
  for (const text of carved.texts) if (text.gone !== null || !texts.has(text.id)) texts.set(text.id, text)
  const ofRows = marksOf(rows).flatMap((mark) => {
    const text = texts.get(mark.id)
    return text !== undefined && isAsMarked(text, mark) ? [text] : []
  })
  return { rows, texts: ofRows }
}

/** `isToItsEnd`: the journal was read to its last row, and each row followed. */
type Read = Salvaged & { isToItsEnd: boolean }

function readCopy(damaged: string, head: Head, way: (typeof ways)[number]): Read {
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

function readFollowing(path: string, head: Head): Read {
  let isToItsEnd = false
  const rows: JournalRow[] = []
  const texts: TextRow[] = []
  let last = head
  untilUnreadable(() => {
    const db = openForReading(path)
    try {
      untilUnreadable(() => {
        for (const row of journalReader(db)(head.seq)) {
          if (row.seq !== last.seq + 1 || row.previousHash !== last.hash || hashOf(row) !== row.hash) return
          rows.push(row)
          last = row
        }
        isToItsEnd = true
      })
      readTexts(db, rows, texts)
    } finally {
      db.close()
    }
  })
  return { rows, texts, isToItsEnd }
}

/** Each once, however many rows hold it. */
function marksOf(rows: readonly JournalRow[]): Mark[] {
  return [...new Map(rows.flatMap(marksIn).map((mark) => [mark.id, mark])).values()]
}

/** Each text by itself: a page that cannot be read takes no other with it. */
function readTexts(db: Database, rows: readonly JournalRow[], texts: TextRow[]): void {
  const marks = marksOf(rows)
  if (marks.length === 0) return
  untilUnreadable(() => {
    const { get } = textRows(db)
    for (const mark of marks) {
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
