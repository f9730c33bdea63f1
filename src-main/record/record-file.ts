import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { marksIn } from '../journal/beside.ts'
import type { JournalRow } from '../journal/chain.ts'
import type { Store } from '../store/store.ts'
import { changeCount } from './record-views.ts'

/** Where exports of the record are kept in the profile, and how such a file is called. */
export const recordFolder = 'record'
export type RecordForm = 'csv' | 'lines'

const columns = [
  'row',
  'at',
  'station',
  'person',
  'role',
  'act',
  'consignment',
  'rows changed',
  'trace',
  'hash',
] as const

/** One row as a line of the file. Names stand beside the journal and stay there: people appear by their ids. */
function lineOf(store: Store, row: JournalRow, form: RecordForm): string {
  if (form === 'lines') {
    const { given, changes, ...rest } = row
    const read = (text: string) => JSON.parse(text) as unknown
    const texts = textsOf(store, row)
    return JSON.stringify({ ...rest, given: read(given), changes: read(changes), ...texts })
  }
  const code = row.subject === null ? '' : (store.consignments.get(row.subject)?.code ?? row.subject)
  const { seq, at, station, actor, role, kind, traceId, hash } = row
  return [seq, at, station, actor, role ?? '', kind, code, changeCount(row), traceId, hash]
    .map((cell) => csvCell(String(cell)))
    .join(',')
}

/** What the marks of a row stand for, with the salt that proves it: the rows themselves hold the marks, as their hashes do. */
function textsOf(store: Store, row: JournalRow): { texts?: Record<string, { text: string; salt: string }> } {
  const found = marksIn(row).flatMap(({ id }) => {
    const { text = null, salt = null } = store.texts.get(id) ?? {}
    return text === null || salt === null
      ? []
      : [[id, { text, salt: Buffer.from(salt).toString('hex') }] as const]
  })
  return found.length === 0 ? {} : { texts: Object.fromEntries(found) }
}

/** A cell a spreadsheet takes for text, whatever it begins with (OWASP, CSV injection); quoted by RFC 4180. */
export function csvCell(text: string): string {
  const tame = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame
}

/**
 * Writes pages of rows into a file of the profile, whole or not at all: beside its name first, flushed, then renamed.
 * `pages` gives null when it was stopped; then there is no file, and null is given back.
 */
export async function writeRecord(
  store: Store,
  place: { folder: string; file: string; form: RecordForm },
  pages: AsyncIterable<readonly JournalRow[] | null>,
): Promise<{ path: string; rows: number } | null> {
  const folder = join(place.folder, recordFolder)
  await mkdir(folder, { recursive: true })
  const path = join(folder, place.file)
  const beside = `${path}.part`
  let isWhole = false
  let rows = 0
  try {
    const file = await open(beside, 'w', 0o600)
    try {
      if (place.form === 'csv') await file.writeFile(`${columns.join(',')}\r\n`)
      const end = place.form === 'csv' ? '\r\n' : '\n'
      for await (const page of pages) {
        if (page === null) return null
        rows += page.length
        await file.writeFile(page.map((row) => lineOf(store, row, place.form) + end).join(''))
      }
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
    isWhole = true
    return { path, rows }
  } finally {
    if (!isWhole) await rm(beside, { force: true })
  }
}
