import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hashOf, type JournalRow } from '../journal/chain.ts'
import { openForReading } from './database.ts'
import type { Head } from './head-note.ts'
import { journalReader } from './journal-rows.ts'
import { mendHeader, mendWal } from './mend-file.ts'

const ways = ['as-it-is', 'mended'] as const

/**
 * Reads journal rows of a damaged store, from the one after `head` for as long as each follows the one before it by its
 * hash: nothing that was changed, and nothing behind a gap, is taken. The file itself is not touched.
 */
export function salvageJournal(damaged: string, head: Head): JournalRow[] {
  const found = ways.map((way) => readCopy(damaged, head, way))
  return found.reduce((most, rows) => (rows.length > most.length ? rows : most), [])
}

function readCopy(damaged: string, head: Head, way: (typeof ways)[number]): JournalRow[] {
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

function readFollowing(path: string, head: Head): JournalRow[] {
  const rows: JournalRow[] = []
  let last = head
  try {
    const db = openForReading(path)
    try {
      for (const row of journalReader(db)(head.seq)) {
        if (row.seq !== last.seq + 1 || row.previousHash !== last.hash || hashOf(row) !== row.hash) break
        rows.push(row)
        last = row
      }
    } finally {
      db.close()
    }
  } catch (thrown) {
    // A page that cannot be read ends it: what was read so far stands.
    if (!((thrown as { code?: string }).code ?? '').startsWith('SQLITE_')) throw thrown
  }
  return rows
}
