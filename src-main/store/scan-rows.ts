import type { Database } from 'better-sqlite3'
import type { z } from 'zod'
import {
  type ScanBy,
  type ScanOutcome,
  type ScanRecord,
  scanOutcome,
  scanRecord,
} from '../../src-shared/model/scan.ts'

const said = scanRecord.pick({ aim: true, gs1: true, problems: true })
type Said = z.infer<typeof said>

export type ScanRow = {
  id: string
  /** Rows of one act ('receive all') share it and are taken back together. */
  act: string
  consignmentId: string | null
  at: string
  by: ScanBy
  text: string
  symbology: string | null
  aim: Said['aim']
  gs1: Said['gs1']
  problems: Said['problems']
  outcome: ScanOutcome
  lineId: string | null
  parcelId: string | null
  receiptId: string | null
  /** Units this scan added where it counted (negative when a person took some off); 0 for a refused one. */
  quantity: number
  damaged: number
  undoneAt: string | null
}

type Raw = Omit<ScanRow, 'outcome' | keyof Said> & { outcome: string; said: string | null }

const columns = `id, act, consignment_id AS consignmentId, at, read_by AS by, text, symbology, said, outcome, line_id AS lineId,
  parcel_id AS parcelId, receipt_id AS receiptId, quantity, damaged, undone_at AS undoneAt`

const saidNothing: Said = { aim: null, gs1: [], problems: [] }

function toRow({ said: told, ...raw }: Raw): ScanRow {
  return {
    ...raw,
    ...(told === null ? saidNothing : said.parse(JSON.parse(told))),
    outcome: scanOutcome.parse(JSON.parse(raw.outcome)),
  }
}

/** Null for a scan that said nothing besides its text, as most do. */
function saidBy({ aim, gs1, problems }: Said): string | null {
  return aim === null && gs1.length === 0 && problems.length === 0
    ? null
    : JSON.stringify({ aim, gs1, problems })
}

/** A stored scan as screens see it. */
export function toScanRecord(row: ScanRow): ScanRecord {
  return {
    id: row.id,
    at: row.at,
    by: row.by,
    text: row.text,
    symbology: row.symbology,
    aim: row.aim,
    gs1: row.gs1,
    problems: row.problems,
    consignmentId: row.consignmentId,
    outcome: row.outcome,
    undone: row.undoneAt !== null,
  }
}

export function scanRows(db: Database) {
  const insert = db.prepare(`
    INSERT INTO scan (id, act, consignment_id, at, read_by, text, symbology, said, outcome, line_id, parcel_id, receipt_id,
      quantity, damaged)
    VALUES (@id, @act, @consignmentId, @at, @by, @text, @symbology, @said, @outcome, @lineId, @parcelId, @receiptId, @quantity,
      @damaged)`)
  const newest = db.prepare<[string, number], Raw>(
    `SELECT ${columns} FROM scan WHERE consignment_id = ? ORDER BY coalesce(undone_at, at) DESC, id DESC LIMIT ?`,
  )
  // An act's id is made no later than those of its rows: the index need not be read further back than that.
  const lastAct = db.prepare<[{ consignment: string }], Raw>(`
    WITH last AS MATERIALIZED (SELECT act FROM scan WHERE consignment_id = @consignment AND undone_at IS NULL
      AND (quantity <> 0 OR damaged <> 0) ORDER BY id DESC LIMIT 1)
    SELECT ${columns} FROM scan WHERE consignment_id = @consignment AND undone_at IS NULL AND (quantity <> 0 OR damaged <> 0)
      AND id >= (SELECT act FROM last) AND act = (SELECT act FROM last)
    ORDER BY id DESC`)
  const listed = db.prepare<[string], Raw>(`
    SELECT ${columns} FROM scan WHERE consignment_id = ? AND undone_at IS NULL AND line_id IS NOT NULL
      AND parcel_id IS NULL AND receipt_id IS NULL ORDER BY id DESC LIMIT 1`)
  const standing = db.prepare<[string, string], { n: number }>(`
    SELECT EXISTS (SELECT 1 FROM scan WHERE consignment_id = ? AND line_id = ? AND undone_at IS NULL
      AND (quantity <> 0 OR damaged <> 0)) AS n`)
  const one = db.prepare<[string], Raw>(`SELECT ${columns} FROM scan WHERE id = ?`)
  const undo = db.prepare('UPDATE scan SET undone_at = ? WHERE id = ? AND undone_at IS NULL')
  // The news of a scan reads it right after its commit, once: to read it back then costs as much as to write it.
  let justAdded: ScanRow | null = null
  return {
    add(row: Omit<ScanRow, 'undoneAt'>): ScanRecord {
      const { gs1: _gs1, problems: _problems, ...bound } = row
      insert.run({ ...bound, said: saidBy(row), outcome: JSON.stringify(row.outcome) })
      justAdded = { ...row, undoneAt: null }
      return toScanRecord(justAdded)
    },
    get(id: string): ScanRow | null {
      const added = justAdded
      justAdded = null
      if (added?.id === id) return added
      const raw = one.get(id)
      return raw === undefined ? null : toRow(raw)
    },
    /** What happened last first: a count that was taken back stands where it was taken back. */
    newestOf: (consignmentId: string, limit: number) => newest.all(consignmentId, limit).map(toRow),
    /** The rows of the last act that still counts, newest first; empty when there is none. */
    lastAct: (consignmentId: string) => lastAct.all({ consignment: consignmentId }).map(toRow),
    /** The last scan that put something on a list, and still stands; it counts nothing, so its quantity is 0. */
    lastListed(consignmentId: string): ScanRow | null {
      const raw = listed.get(consignmentId)
      return raw === undefined ? null : toRow(raw)
    },
    /** Whether a count that still stands speaks of this line: taking that back needs the line. */
    anyStandingOn: (consignmentId: string, lineId: string) => standing.get(consignmentId, lineId)?.n === 1,
    undo(id: string, at: string): boolean {
      justAdded = null
      return undo.run(at, id).changes === 1
    },
  }
}
