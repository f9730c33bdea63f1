import type { JournalRow } from '../journal/chain.ts'
import type { TextRow } from './text-rows.ts'

/*
 * Where the schema of a store cannot be read, SQLite opens none of its tables. The pages the journal is written on are
 * still there: they are read one by one. Which of them a row is taken from does not matter, because whoever asks holds
 * each row against its hash. Layout: sqlite.org/fileformat2.html, sections 1.6 (pages), 2.1 (records) and 4.1 (log).
 */

const pageBytes = 4096
const walHeadBytes = 32
const frameHeadBytes = 24
const tableLeaf = 13
/** How much of a record lies on its leaf; the rest follows on pages of its own. */
const mostLocal = pageBytes - 35
const leastLocal = Math.floor(((pageBytes - 12) * 32) / 255) - 23

type Value = string | Uint8Array | number | null
type Carved = { rows: JournalRow[]; texts: TextRow[] }

/** Every row on any page of a store that has the form of a journal row, or of a text beside it; none is judged. */
export function carve(file: Buffer, wal: Buffer | null): Carved {
  const pages = pagesOf(file, wal)
  const found: Carved = { rows: [], texts: [] }
  for (const [number, page] of pages) {
    for (const { rowId, values } of recordsOn(page, number === 1 ? 100 : 0, pages)) {
      const row = journalRow(rowId, values)
      if (row !== null) found.rows.push(row)
      const text = textRow(rowId, values)
      if (text !== null) found.texts.push(text)
    }
  }
  return found
}

/** By number, as the last thing that was committed left them. */
function pagesOf(file: Buffer, wal: Buffer | null): Map<number, Buffer> {
  const pages = new Map<number, Buffer>()
  for (let at = 0; at + pageBytes <= file.length; at += pageBytes) {
    pages.set(at / pageBytes + 1, file.subarray(at, at + pageBytes))
  }
  let open = new Map<number, Buffer>()
  for (let at = walHeadBytes; wal !== null && at + frameHeadBytes + pageBytes <= wal.length; ) {
    // Other salts: left over from an earlier round of the log.
    if (!wal.subarray(at + 8, at + 16).equals(wal.subarray(16, 24))) break
    const bytes = at + frameHeadBytes
    open.set(wal.readUInt32BE(at), wal.subarray(bytes, bytes + pageBytes))
    if (wal.readUInt32BE(at + 4) !== 0) {
      for (const [number, page] of open) pages.set(number, page)
      open = new Map()
    }
    at = bytes + pageBytes
  }
  return pages
}

type Pages = ReadonlyMap<number, Buffer>

function* recordsOn(page: Buffer, from: number, pages: Pages): Generator<{ rowId: number; values: Value[] }> {
  if (page[from] !== tableLeaf) return
  const cells = page.readUInt16BE(from + 3)
  for (let cell = 0; cell < cells; cell += 1) {
    const pointer = from + 8 + cell * 2
    if (pointer + 2 > pageBytes) return
    const size = varint(page, page.readUInt16BE(pointer))
    const rowId = varint(page, size.next)
    const payload = payloadOf(page, rowId.next, size.value, pages)
    const values = payload === null ? null : valuesOf(payload)
    if (values !== null) yield { rowId: rowId.value, values }
  }
}

/** Null where it is longer than all pages together, or one of them is not there. */
function payloadOf(page: Buffer, at: number, size: number, pages: Pages): Buffer | null {
  if (size > pages.size * pageBytes) return null
  if (size <= mostLocal) return at + size <= pageBytes ? page.subarray(at, at + size) : null
  const odd = leastLocal + ((size - leastLocal) % (pageBytes - 4))
  const local = odd <= mostLocal ? odd : leastLocal
  if (at + local + 4 > pageBytes) return null
  const parts = [page.subarray(at, at + local)]
  let next = page.readUInt32BE(at + local)
  for (let left = size - local; left > 0; left -= pageBytes - 4) {
    const more = pages.get(next)
    if (more === undefined) return null
    parts.push(more.subarray(4, 4 + Math.min(left, pageBytes - 4)))
    next = more.readUInt32BE(0)
  }
  return Buffer.concat(parts)
}

/** Null for what is no record. */
function valuesOf(record: Buffer): Value[] | null {
  const head = varint(record, 0)
  const values: Value[] = []
  let body = head.value
  for (let at = head.next; at < head.value; ) {
    const type = varint(record, at)
    at = type.next
    const bytes = bytesOf(type.value)
    if (bytes === null || body + bytes > record.length) return null
    const raw = record.subarray(body, body + bytes)
    if (type.value >= 12) values.push(type.value % 2 === 1 ? raw.toString('utf8') : new Uint8Array(raw))
    // A number: no column that is looked for holds one.
    else values.push(type.value === 0 ? null : 0)
    body += bytes
  }
  return values
}

function bytesOf(type: number): number | null {
  if (type >= 12) return Math.floor((type - 12) / 2)
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type] ?? null
}

/** Seven bits a byte, the highest says whether another follows; past the end it is 0. */
function varint(bytes: Buffer, from: number): { value: number; next: number } {
  let value = 0
  for (let at = from; at < from + 8; at += 1) {
    const byte = bytes[at] ?? 0
    value = value * 128 + (byte & 127)
    if (byte < 128) return { value, next: at + 1 }
  }
  return { value: value * 256 + (bytes[from + 8] ?? 0), next: from + 9 }
}

const isText = (value: Value | undefined): value is string => typeof value === 'string'
const isTextOrNull = (value: Value | undefined): value is string | null => value === null || isText(value)

/** In the order of the table's columns; the last two came later. */
function journalRow(seq: number, values: readonly Value[]): JournalRow | null {
  if (values.length !== 12 && values.length !== 14) return null
  const [key, id, station, at, actor, subject, kind, given, changes, traceId, previousHash, hash] = values
  const [role = null, program = null] = values.slice(12)
  if (key !== null || !isText(id) || !isText(station) || !isText(at) || !isText(actor)) return null
  if (!isTextOrNull(subject) || !isText(kind) || !isText(given) || !isText(changes)) return null
  if (!isText(traceId) || !isText(previousHash) || !isText(hash)) return null
  if (!isTextOrNull(role) || !isTextOrNull(program)) return null
  return {
    seq,
    id,
    station,
    at,
    actor,
    subject,
    kind,
    given,
    changes,
    traceId,
    role,
    program,
    previousHash,
    hash,
  }
}

function textRow(id: number, values: readonly Value[]): TextRow | null {
  const [key, text, salt, gone] = values
  if (values.length !== 4 || key !== null || !isTextOrNull(text)) return null
  if (salt !== null && !(salt instanceof Uint8Array)) return null
  const isGone = gone === 'erased' || gone === 'lost'
  if (isGone !== (text === null) || (!isGone && gone !== null)) return null
  return { id, text, salt, gone: isGone ? gone : null }
}
