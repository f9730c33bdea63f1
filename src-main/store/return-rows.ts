import type { Database } from 'better-sqlite3'
import type { ReturnReason } from '../../src-shared/model/return.ts'

export type ReasonRow = { consignmentId: string; productId: string; reason: ReturnReason; text: string }
export type PhotoRow = {
  id: string
  consignmentId: string
  productId: string
  ending: 'jpg' | 'png'
  sizeBytes: number
  /** Of the file as it was kept, in hex. */
  sha256: string
  width: number
  height: number
  at: string
  takenBy: string
  removedAt: string | null
  /** When its file was removed: it had been kept long enough. */
  fileGoneAt: string | null
}
/** `cents` null: no refund was expected. */
export type RefundRow = {
  consignmentId: string
  cents: number | null
  note: string
  at: string
  notedBy: string
}

const photoColumns = `id, consignment_id AS consignmentId, product_id AS productId, ending, size_bytes AS sizeBytes,
  sha256, width, height, at, taken_by AS takenBy, removed_at AS removedAt,
  file_gone_at AS fileGoneAt`

/** Why goods go back to their supplier, photos of them, and the refund. */
export function returnRows(db: Database) {
  const reasons = db.prepare<[string], ReasonRow>(`
    SELECT consignment_id AS consignmentId, product_id AS productId, reason, text FROM return_reason
    WHERE consignment_id = ?`)
  const putReason = db.prepare(`
    INSERT INTO return_reason (consignment_id, product_id, reason, text)
    VALUES (@consignmentId, @productId, @reason, @text)
    ON CONFLICT (consignment_id, product_id) DO UPDATE SET reason = excluded.reason, text = excluded.text`)
  const photos = db.prepare<[string], PhotoRow>(
    `SELECT ${photoColumns} FROM photo WHERE consignment_id = ? AND removed_at IS NULL ORDER BY id`,
  )
  const photo = db.prepare<[string], PhotoRow>(`SELECT ${photoColumns} FROM photo WHERE id = ?`)
  const addPhoto = db.prepare(`
    INSERT INTO photo (id, consignment_id, product_id, ending, size_bytes, sha256, width, height, at, taken_by)
    VALUES (@id, @consignmentId, @productId, @ending, @sizeBytes, @sha256, @width, @height, @at, @takenBy)`)
  const removePhoto = db.prepare('UPDATE photo SET removed_at = ? WHERE id = ?')
  const endedBefore = db.prepare<[string], PhotoRow>(`SELECT ${photoColumns} FROM photo
    WHERE file_gone_at IS NULL AND consignment_id IN (
      SELECT id FROM consignment WHERE state IN ('completed', 'cancelled') AND updated_at < ?)`)
  const fileGone = db.prepare('UPDATE photo SET file_gone_at = ? WHERE id = ?')
  const refundOf = db.prepare<[string], RefundRow>(`
    SELECT consignment_id AS consignmentId, cents, note, at, noted_by AS notedBy FROM refund
    WHERE consignment_id = ?`)
  const addRefund = db.prepare(`
    INSERT INTO refund (consignment_id, cents, note, at, noted_by) VALUES (@consignmentId, @cents, @note, @at, @notedBy)`)
  return {
    reasonsOf: (consignmentId: string) => reasons.all(consignmentId),
    putReason: (row: ReasonRow) => void putReason.run(row),
    /** Those that were not taken off, oldest first. */
    photosOf: (consignmentId: string) => photos.all(consignmentId),
    photo: (id: string) => photo.get(id) ?? null,
    addPhoto: (row: Omit<PhotoRow, 'removedAt' | 'fileGoneAt'>) => void addPhoto.run(row),
    /** `at` null puts it back. */
    removePhoto: (id: string, at: string | null) => void removePhoto.run(at, id),
    /** Photos whose files are still there, of what ended before a time and was not touched since. */
    photosEndedBefore: (iso: string) => endedBefore.all(iso),
    photoFileGone: (id: string, at: string) => void fileGone.run(at, id),
    refundOf: (consignmentId: string) => refundOf.get(consignmentId) ?? null,
    addRefund: (row: RefundRow) => void addRefund.run(row),
  }
}
