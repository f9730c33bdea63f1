import type { Database } from 'better-sqlite3'

/**
 * The tables whose rows the station owns. Whatever a command changes in them is captured for the journal by
 * triggers, so that no code path can change one and leave the journal short. The catalogue, the shadow and the feed
 * cursors are not here: they repeat Lightspeed and can be pulled again.
 */
export const journalledTables = [
  'consignment',
  'transition',
  'line',
  'parcel',
  'parcel_line',
  'receipt',
  'receipt_line',
  'receipt_box',
  'unlisted_item',
  'stock_effect',
  'discrepancy',
  'agreed_line',
  'scan',
  'count_sheet',
  'count_line',
  'count_fact',
  'level_change',
  'setting',
  'outbox',
  'conflict',
  'difference',
  'print_job',
  'person',
  'override',
  'approval_round',
  'approval_act',
  'return_reason',
  'photo',
  'refund',
  'order_notice',
  'standing',
] as const
export type JournalledTable = (typeof journalledTables)[number]

type Value = string | number | null
type RowImage = Record<string, Value>

/** One row's change: `before` null for an insert, `after` null for a delete; an update names only what differs. */
export type Change = {
  table: JournalledTable
  key: RowImage
  before: RowImage | null
  after: RowImage | null
}

type Column = { name: string; pk: number }

function columnsOf(db: Database, table: string): Column[] {
  return db.pragma(`table_info(${table})`) as Column[]
}

function asJson(columns: Column[], row: 'OLD' | 'NEW'): string {
  return `json_object(${columns.map((column) => `'${column.name}', ${row}.${column.name}`).join(', ')})`
}

/** Installs the capture on this connection. TEMP triggers: they live as long as the connection does. */
export function installCapture(db: Database): void {
  db.exec('CREATE TEMP TABLE captured (n INTEGER PRIMARY KEY, tbl TEXT NOT NULL, before TEXT, after TEXT)')
  for (const table of journalledTables) {
    const columns = columnsOf(db, table)
    const put = (before: string, after: string) =>
      `BEGIN INSERT INTO captured (tbl, before, after) VALUES ('${table}', ${before}, ${after}); END`
    db.exec(`
      CREATE TEMP TRIGGER capture_insert_${table} AFTER INSERT ON main.${table} ${put('NULL', asJson(columns, 'NEW'))};
      CREATE TEMP TRIGGER capture_update_${table} AFTER UPDATE ON main.${table}
        ${put(asJson(columns, 'OLD'), asJson(columns, 'NEW'))};
      CREATE TEMP TRIGGER capture_delete_${table} AFTER DELETE ON main.${table} ${put(asJson(columns, 'OLD'), 'NULL')};
    `)
  }
}

/** Takes what was captured since the last call, in order, as {@link Change}s. Call inside the transaction. */
export function captureReader(db: Database): () => Change[] {
  const keys = new Map<string, string[]>(
    journalledTables.map((table) => [
      table,
      columnsOf(db, table)
        .filter((column) => column.pk > 0)
        .map((column) => column.name),
    ]),
  )
  const all = db.prepare<[], { tbl: JournalledTable; before: string | null; after: string | null }>(
    'SELECT tbl, before, after FROM captured ORDER BY n',
  )
  const empty = db.prepare('DELETE FROM captured')
  return () => {
    const rows = all.all()
    if (rows.length === 0) return []
    empty.run()
    return rows.flatMap((row) => {
      const before = row.before === null ? null : (JSON.parse(row.before) as RowImage)
      const after = row.after === null ? null : (JSON.parse(row.after) as RowImage)
      const change = toChange(row.tbl, keys.get(row.tbl) ?? [], before, after)
      return change === null ? [] : [change]
    })
  }
}

function toChange(
  table: JournalledTable,
  keyColumns: string[],
  before: RowImage | null,
  after: RowImage | null,
): Change | null {
  const row = before ?? after ?? {}
  const key = Object.fromEntries(keyColumns.map((name) => [name, row[name] ?? null]))
  if (before === null || after === null) return { table, key, before, after }
  const differing = Object.keys(after).filter((name) => before[name] !== after[name])
  if (differing.length === 0) return null
  const pick = (image: RowImage) => Object.fromEntries(differing.map((name) => [name, image[name] ?? null]))
  return { table, key, before: pick(before), after: pick(after) }
}
