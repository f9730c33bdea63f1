import type { Database } from 'better-sqlite3'
import { marksIn } from '../journal/beside.ts'
import type { Change } from './capture.ts'

/** What a journal row can be looked for by. */
export type About = 'consignment' | 'person' | 'product' | 'outlet' | 'device' | 'text'
export type Tag = readonly [what: About, ref: string]

/** The parts of a journal row that tell what it is about. */
export type TaggedRow = {
  seq: number
  actor: string
  subject: string | null
  kind: string
  given: string
  changes: string
}

type Image = Record<string, unknown>

/** Tells what rows are about, from what they hold and what the tables say of the rows they name. */
export function recordTags(db: Database) {
  const line = db.prepare<[string], { consignment_id: string; product_id: string }>(
    'SELECT consignment_id, product_id FROM line WHERE id = ?',
  )
  const ofParcel = db.prepare<[string], string>('SELECT consignment_id FROM parcel WHERE id = ?').pluck()
  const ofReceipt = db.prepare<[string], string>('SELECT consignment_id FROM receipt WHERE id = ?').pluck()
  const ends = db.prepare<[string], { source_outlet_id: string | null; outlet_id: string | null }>(
    'SELECT source_outlet_id, outlet_id FROM consignment WHERE id = ?',
  )
  const rowNow = rowReader(db)

  /** An update names only what differs: the rest is read from the row, unless it is gone. */
  function imageOf({ table, key, before, after }: Change): Image {
    const isUpdate = before !== null && after !== null
    return { ...(isUpdate ? rowNow(table, key) : {}), ...key, ...before, ...after }
  }

  function tagsOfChange(change: Change, add: (what: About, ref: unknown) => void): void {
    const { table, key, after } = change
    const image = imageOf(change)
    const named = (name: string, ofTable: string) => text(image[name] ?? (table === ofTable ? key.id : null))
    add('consignment', named('consignment_id', 'consignment') ?? text(image.lane))
    add('product', text(image.product_id))
    add('person', named('person_id', 'person'))
    const [lineId, parcelId, receiptId] = [
      named('line_id', 'line'),
      named('parcel_id', 'parcel'),
      named('receipt_id', 'receipt'),
    ]
    const found = lineId === null ? undefined : line.get(lineId)
    add('consignment', found?.consignment_id)
    add('product', found?.product_id)
    if (parcelId !== null) add('consignment', ofParcel.get(parcelId))
    if (receiptId !== null) add('consignment', ofReceipt.get(receiptId))
    if (table === 'scan') add('device', text(after?.read_by))
    if (after?.weight_from === 'scale') add('device', 'scale')
    if (table === 'print_job') add('device', 'printer')
    const setting = table === 'setting' ? text(key.name) : null
    if (setting?.startsWith('device:')) add('device', setting.slice('device:'.length))
  }

  return {
    /** `standsIn`: the outlet of the station, for what is about no consignment. */
    of(row: TaggedRow, standsIn: string | null): Tag[] {
      const tags = new Map<string, Tag>()
      const add = (what: About, ref: unknown) => {
        if (typeof ref === 'string' && ref !== '') tags.set(`${what} ${ref}`, [what, ref])
      }
      add('person', row.actor)
      add('consignment', row.subject)
      const given = asObject(row.given)
      add('product', given.productId)
      add('person', given.personId)
      for (const change of JSON.parse(row.changes) as Change[]) tagsOfChange(change, add)
      for (const { id } of marksIn(row)) add('text', String(id))
      const consignments = [...tags.values()].filter(([what]) => what === 'consignment')
      for (const [, id] of consignments) {
        const found = ends.get(id)
        add('outlet', found?.source_outlet_id)
        add('outlet', found?.outlet_id)
      }
      if (consignments.length === 0) add('outlet', standsIn)
      return [...tags.values()]
    },
  }
}

/** The outlet a row moves the station to; undefined where it does not. */
export function outletSetBy({ changes }: TaggedRow): string | null | undefined {
  if (!changes.includes('"outlet-id"')) return undefined
  const set = (JSON.parse(changes) as Change[]).findLast(
    ({ table, key }) => table === 'setting' && key.name === 'outlet-id',
  )
  if (set === undefined) return undefined
  const value = set.after?.value
  return typeof value === 'string' ? text(JSON.parse(value)) : null
}

/** Reads the row a change is about as it is now; nothing where it is gone, or its table. */
function rowReader(db: Database) {
  const readers = new Map<string, (key: Image) => Image>()
  return (table: string, key: Image): Image => {
    const known = readers.get(table) ?? readerOf(db, table, Object.keys(key))
    readers.set(table, known)
    return known(key)
  }
}

function readerOf(db: Database, table: string, keys: readonly string[]): (key: Image) => Image {
  const isName = (name: string) => /^[a-z_]+$/.test(name)
  const isThere = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table)
  // The names become part of a statement: they are ours, or nothing is read.
  if (isThere === undefined || keys.length === 0 || ![table, ...keys].every(isName)) return () => ({})
  const where = keys.map((name) => `"${name}" IS @${name}`).join(' AND ')
  const one = db.prepare<[Image], Image>(`SELECT * FROM "${table}" WHERE ${where}`)
  return (key) => one.get(key) ?? {}
}

function asObject(given: string): Image {
  const read: unknown = JSON.parse(given)
  return typeof read === 'object' && read !== null ? (read as Image) : {}
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
