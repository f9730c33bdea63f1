import type { Database } from 'better-sqlite3'

export type ReceiptRow = {
  id: string
  consignmentId: string
  number: number
  state: 'open' | 'closed' | 'discarded'
  openedAt: string
  closedAt: string | null
  closing: 'partial' | 'full' | 'short' | null
  reason: string | null
}
export type ReceiptLineRow = {
  receiptId: string
  lineId: string
  received: number
  damaged: number
  note: string
}

const columns = `id, consignment_id AS consignmentId, number, state, opened_at AS openedAt, closed_at AS closedAt,
  closing, reason`

export function receiptRows(db: Database) {
  const of = db.prepare<[string], ReceiptRow>(
    `SELECT ${columns} FROM receipt WHERE consignment_id = ? ORDER BY number`,
  )
  const openOne = db.prepare<[string], ReceiptRow>(
    `SELECT ${columns} FROM receipt WHERE consignment_id = ? AND state = 'open'`,
  )
  const insert = db.prepare(
    "INSERT INTO receipt (id, consignment_id, number, state, opened_at) VALUES (?, ?, ?, 'open', ?)",
  )
  const addClosed = db.prepare(`
    INSERT INTO receipt (id, consignment_id, number, state, opened_at, closed_at, closing, reason)
    SELECT @id, @consignmentId, coalesce(max(number), 0) + 1, 'closed', @at, @at, 'partial', @reason
    FROM receipt WHERE consignment_id = @consignmentId`)
  const end = db.prepare(
    "UPDATE receipt SET state = ?, closed_at = ?, closing = ?, reason = ? WHERE id = ? AND state = 'open'",
  )
  const reclose = db.prepare("UPDATE receipt SET closing = ?, reason = ? WHERE id = ? AND state = 'closed'")
  const linesOf = db.prepare<[string], ReceiptLineRow>(`
    SELECT receipt_id AS receiptId, line_id AS lineId, received, damaged, note FROM receipt_line WHERE receipt_id = ?`)
  const oneLine = db.prepare<[string, string], ReceiptLineRow>(`
    SELECT receipt_id AS receiptId, line_id AS lineId, received, damaged, note FROM receipt_line
    WHERE receipt_id = ? AND line_id = ?`)
  const putLine = db.prepare(`
    INSERT INTO receipt_line (receipt_id, line_id, received, damaged, note)
    VALUES (@receiptId, @lineId, @received, @damaged, @note)
    ON CONFLICT (receipt_id, line_id) DO UPDATE SET received = excluded.received, damaged = excluded.damaged,
      note = excluded.note`)
  const dropLine = db.prepare('DELETE FROM receipt_line WHERE receipt_id = ? AND line_id = ?')
  const boxes = db.prepare<[string], { parcelId: string; isConfirmed: number }>(`
    SELECT parcel_id AS parcelId, max(is_confirmed) AS isConfirmed FROM receipt_box
    JOIN receipt ON receipt.id = receipt_id WHERE consignment_id = ? AND state <> 'discarded' GROUP BY parcel_id`)
  const putBox = db.prepare(`
    INSERT INTO receipt_box (receipt_id, parcel_id, is_confirmed) VALUES (?, ?, ?)
    ON CONFLICT (receipt_id, parcel_id) DO UPDATE SET is_confirmed = max(is_confirmed, excluded.is_confirmed)`)
  const dropBox = db.prepare('DELETE FROM receipt_box WHERE receipt_id = ? AND parcel_id = ?')
  const unlisted = db.prepare<
    [string],
    { id: string; receiptId: string; text: string; name: string; quantity: number; note: string }
  >(`
    SELECT u.id, u.receipt_id AS receiptId, u.text, u.name, u.quantity, u.note
    FROM unlisted_item u JOIN receipt r ON r.id = u.receipt_id
    WHERE r.consignment_id = ? AND r.state <> 'discarded' ORDER BY u.id`)
  const addUnlisted = db.prepare(
    'INSERT INTO unlisted_item (id, receipt_id, text, name, quantity, note) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const addDiscrepancy = db.prepare(`
    INSERT INTO discrepancy (id, consignment_id, line_id, kind, units, recount_outlet_id, reason, at)
    VALUES (@id, @consignmentId, @lineId, @kind, @units, @recountOutletId, @reason, @at)`)
  return {
    of: (consignmentId: string) => of.all(consignmentId),
    openOne: (consignmentId: string) => openOne.get(consignmentId) ?? null,
    open: (id: string, consignmentId: string, number: number, at: string) =>
      void insert.run(id, consignmentId, number, at),
    /** A receipt that was never counted here: what came or was corrected elsewhere. One may be open beside it. */
    addClosed: (id: string, consignmentId: string, at: string, reason: string) =>
      void addClosed.run({ id, consignmentId, at, reason }),
    close: (id: string, at: string, closing: 'partial' | 'full' | 'short', reason: string | null) =>
      void end.run('closed', at, closing, reason, id),
    /** Says how a receipt just closed ended, once what is outstanding is known. */
    reclose: (id: string, closing: 'full' | 'short', reason: string | null) =>
      void reclose.run(closing, reason, id),
    discard: (id: string, at: string) => void end.run('discarded', at, null, null, id),
    linesOf: (receiptId: string) => linesOf.all(receiptId),
    line: (receiptId: string, lineId: string) => oneLine.get(receiptId, lineId) ?? null,
    putLine: (row: ReceiptLineRow) => void putLine.run(row),
    dropLine: (receiptId: string, lineId: string) => void dropLine.run(receiptId, lineId),
    boxesOf: (consignmentId: string) =>
      boxes.all(consignmentId).map((row) => ({ parcelId: row.parcelId, isConfirmed: row.isConfirmed === 1 })),
    putBox: (receiptId: string, parcelId: string, isConfirmed: boolean) =>
      void putBox.run(receiptId, parcelId, isConfirmed ? 1 : 0),
    dropBox: (receiptId: string, parcelId: string) => void dropBox.run(receiptId, parcelId),
    unlistedOf: (consignmentId: string) => unlisted.all(consignmentId),
    addUnlisted: (
      id: string,
      receiptId: string,
      text: string,
      name: string,
      quantity: number,
      note: string,
    ) => void addUnlisted.run(id, receiptId, text, name, quantity, note),
    addDiscrepancy: (row: {
      id: string
      consignmentId: string
      lineId: string | null
      kind: 'missing' | 'damaged' | 'extra' | 'unlisted'
      units: number
      recountOutletId: string | null
      reason: string | null
      at: string
    }) => void addDiscrepancy.run(row),
  }
}
