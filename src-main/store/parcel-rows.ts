import type { Database } from 'better-sqlite3'

export type ParcelRow = {
  id: string
  consignmentId: string
  number: number
  state: 'open' | 'sealed'
  size: string | null
  grams: number | null
  weightFrom: 'scale' | 'typed' | null
  labelNumber: string | null
  openedAt: string
  sealedAt: string | null
}
/** Units of a product in a box with what its weight is known from; nulls where the catalogue does not say. */
export type WeighedContent = {
  lineId: string
  productId: string
  quantity: number
  weightGrams: number | null
  categoryId: string | null
}
export type BoxContent = { parcelId: string; number: number; lineId: string; quantity: number }

const columns = `id, consignment_id AS consignmentId, number, state, size, grams, weight_from AS weightFrom,
  label_number AS labelNumber, opened_at AS openedAt, sealed_at AS sealedAt`

export function parcelRows(db: Database) {
  const of = db.prepare<[string], ParcelRow>(
    `SELECT ${columns} FROM parcel WHERE consignment_id = ? ORDER BY number`,
  )
  const one = db.prepare<[string], ParcelRow>(`SELECT ${columns} FROM parcel WHERE id = ?`)
  const byLabel = db.prepare<[string], ParcelRow>(`SELECT ${columns} FROM parcel WHERE label_number = ?`)
  const insert = db.prepare(
    "INSERT INTO parcel (id, consignment_id, number, state, opened_at) VALUES (?, ?, ?, 'open', ?)",
  )
  const remove = db.prepare('DELETE FROM parcel WHERE id = ?')
  const renumber = db.prepare('UPDATE parcel SET number = ? WHERE id = ?')
  const size = db.prepare('UPDATE parcel SET size = ? WHERE id = ?')
  const label = db.prepare('UPDATE parcel SET label_number = ? WHERE id = ?')
  const seal = db.prepare(`
    UPDATE parcel SET state = 'sealed', grams = ?, weight_from = ?, weight_frame = ?, sealed_at = ?
    WHERE id = ? AND state = 'open'`)
  const unseal = db.prepare(`
    UPDATE parcel SET state = 'open', grams = NULL, weight_from = NULL, weight_frame = NULL, sealed_at = NULL
    WHERE id = ? AND state = 'sealed'`)
  const lastWeighed = db.prepare<[], { grams: number }>(`
    SELECT grams FROM parcel WHERE weight_from = 'scale' ORDER BY sealed_at DESC, id DESC LIMIT 1`)
  const contents = db.prepare<[string], BoxContent>(`
    SELECT pl.parcel_id AS parcelId, p.number, pl.line_id AS lineId, pl.quantity
    FROM parcel_line pl JOIN parcel p ON p.id = pl.parcel_id WHERE p.consignment_id = ? ORDER BY p.number`)
  const weighedColumns = `SELECT pl.line_id AS lineId, l.product_id AS productId, pl.quantity,
      p.weight_grams AS weightGrams, p.category_id AS categoryId
    FROM parcel_line pl JOIN line l ON l.id = pl.line_id LEFT JOIN product p ON p.id = l.product_id
    WHERE pl.parcel_id = ?`
  const weighed = db.prepare<[string], WeighedContent>(weighedColumns)
  const weighedLine = db.prepare<[string, string], WeighedContent>(`${weighedColumns} AND pl.line_id = ?`)
  const boxesOfLine = db.prepare<[string], BoxContent>(`
    SELECT pl.parcel_id AS parcelId, p.number, pl.line_id AS lineId, pl.quantity
    FROM parcel_line pl JOIN parcel p ON p.id = pl.parcel_id WHERE pl.line_id = ?`)
  const quantity = db.prepare<[string, string], { quantity: number }>(
    'SELECT quantity FROM parcel_line WHERE parcel_id = ? AND line_id = ?',
  )
  const putLine = db.prepare(`
    INSERT INTO parcel_line (parcel_id, line_id, quantity) VALUES (?, ?, ?)
    ON CONFLICT (parcel_id, line_id) DO UPDATE SET quantity = excluded.quantity`)
  const dropLine = db.prepare('DELETE FROM parcel_line WHERE parcel_id = ? AND line_id = ?')
  const quantityIn = (parcelId: string, lineId: string) => quantity.get(parcelId, lineId)?.quantity ?? 0
  return {
    of: (consignmentId: string) => of.all(consignmentId),
    get: (id: string) => one.get(id) ?? null,
    byLabelNumber: (labelNumber: string) => byLabel.get(labelNumber) ?? null,
    open: (id: string, consignmentId: string, number: number, at: string) =>
      void insert.run(id, consignmentId, number, at),
    remove: (id: string) => void remove.run(id),
    renumber: (id: string, number: number) => void renumber.run(number, id),
    setSize: (id: string, value: string | null) => void size.run(value, id),
    setLabelNumber: (id: string, labelNumber: string) => void label.run(labelNumber, id),
    /** False when the parcel was sealed already. `frame` is the scale's raw bytes in hex, null for a typed weight. */
    seal: (id: string, grams: number, from: 'scale' | 'typed', frame: string | null, at: string): boolean =>
      seal.run(grams, from, frame, at, id).changes === 1,
    unseal: (id: string): boolean => unseal.run(id).changes === 1,
    /** Grams of the box that was weighed on the scale last; null when none was. */
    lastWeighed: (): number | null => lastWeighed.get()?.grams ?? null,
    contentsOf: (consignmentId: string) => contents.all(consignmentId),
    /** The contents of a box, or of one line in it. */
    weighedContentsOf: (parcelId: string, lineId?: string) =>
      lineId === undefined ? weighed.all(parcelId) : weighedLine.all(parcelId, lineId),
    boxesOfLine: (lineId: string) => boxesOfLine.all(lineId).sort((one, other) => one.number - other.number),
    quantityIn,
    /** Adds units of a line to a box, or takes them out; a line with no units left leaves the box. */
    add(parcelId: string, lineId: string, units: number): void {
      const left = quantityIn(parcelId, lineId) + units
      if (left > 0) putLine.run(parcelId, lineId, left)
      else dropLine.run(parcelId, lineId)
    },
  }
}
