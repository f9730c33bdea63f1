import type { Database } from 'better-sqlite3'

/** How much of Lightspeed's product is kept; raised when a part is added. 1: packaging. */
const shape = 1

/** A product as the feed brings it; `codes` carry their lookup key (GTIN-14 where the check digit is right). */
export type ProductRow = {
  id: string
  sku: string
  name: string
  supplierId: string | null
  categoryId: string | null
  priceCents: number | null
  costCents: number | null
  weightGrams: number | null
  pictureUrl: string | null
  isActive: boolean
  hasInventory: boolean
  isComposite: boolean
  containsNicotine: boolean
  version: number
  deletedAt: string | null
  codes: { key: string; code: string }[]
  supplierCodes: { supplierId: string; code: string }[]
  /** What its packaging says: `units` of the product `unitId` come out of one `packId`; it is one of the two. */
  packs: PackRow[]
}

export type PackRow = { packId: string; unitId: string; units: number }

/** What screens and rules need of a product. */
export type ProductFound = {
  id: string
  sku: string
  name: string
  supplierId: string | null
  priceCents: number | null
  costCents: number | null
  weightGrams: number | null
  categoryId: string | null
  pictureUrl: string | null
  isActive: boolean
  isComposite: boolean
  containsNicotine: boolean
}

const columns = `p.id, p.sku, p.name, p.supplier_id AS supplierId, p.price_cents AS priceCents, p.cost_cents AS costCents,
  p.weight_grams AS weightGrams, p.category_id AS categoryId, p.picture_url AS pictureUrl,
  p.is_active AS isActive, p.is_composite AS isComposite, p.contains_nicotine AS containsNicotine`

type FoundRow = Omit<ProductFound, 'isActive' | 'isComposite' | 'containsNicotine'> & {
  isActive: number
  isComposite: number
  containsNicotine: number
}

function toFound(row: FoundRow): ProductFound {
  return {
    ...row,
    isActive: row.isActive === 1,
    isComposite: row.isComposite === 1,
    containsNicotine: row.containsNicotine === 1,
  }
}

export function productRows(db: Database) {
  return { ...productWriter(db), ...productReader(db) }
}

function productWriter(db: Database) {
  const known = db.prepare<[string], { number: number; version: number; shape: number }>(
    'SELECT number, version, shape FROM product WHERE id = ?',
  )
  const insert = db.prepare(`
    INSERT INTO product (id, sku, name, supplier_id, category_id, price_cents, cost_cents, weight_grams, picture_url,
      is_active, has_inventory, is_composite, contains_nicotine, version, deleted_at, shape)
    VALUES (@id, @sku, @name, @supplierId, @categoryId, @priceCents, @costCents, @weightGrams, @pictureUrl,
      @isActive, @hasInventory, @isComposite, @containsNicotine, @version, @deletedAt, ${shape})`)
  const update = db.prepare(`
    UPDATE product SET sku = @sku, name = @name, supplier_id = @supplierId, category_id = @categoryId,
      price_cents = @priceCents, cost_cents = @costCents, weight_grams = @weightGrams, picture_url = @pictureUrl,
      is_active = @isActive, has_inventory = @hasInventory, is_composite = @isComposite,
      contains_nicotine = @containsNicotine, version = @version, deleted_at = @deletedAt,
      shape = ${shape} WHERE id = @id`)
  const dropCodes = db.prepare('DELETE FROM product_code WHERE product_id = ?')
  const putCode = db.prepare('INSERT OR IGNORE INTO product_code (key, product_id, code) VALUES (?, ?, ?)')
  const dropSupplierCodes = db.prepare('DELETE FROM supplier_code WHERE product_id = ?')
  const putSupplierCode = db.prepare(
    'INSERT OR IGNORE INTO supplier_code (code, supplier_id, product_id) VALUES (?, ?, ?)',
  )
  const dropPacks = db.prepare('DELETE FROM pack WHERE said_by = ?')
  const putPack = db.prepare(
    'INSERT OR REPLACE INTO pack (pack_id, unit_id, units, said_by) VALUES (?, ?, ?, ?)',
  )
  const dropSearch = db.prepare('DELETE FROM product_search WHERE rowid = ?')
  const putSearch = db.prepare('INSERT INTO product_search (rowid, name, sku, codes) VALUES (?, ?, ?, ?)')

  return {
    /** Stores one product with all its codes; a version that is stored already, or an older one, changes nothing. */
    put(row: ProductRow): void {
      const before = known.get(row.id)
      if (before !== undefined && isNewEnough(before, row.version)) return
      const bound = {
        ...row,
        isActive: row.isActive ? 1 : 0,
        hasInventory: row.hasInventory ? 1 : 0,
        isComposite: row.isComposite ? 1 : 0,
        containsNicotine: row.containsNicotine ? 1 : 0,
        codes: undefined,
        supplierCodes: undefined,
        packs: undefined,
      }
      let number = before?.number ?? 0
      if (before === undefined) {
        number = Number(insert.run(bound).lastInsertRowid)
      } else {
        update.run(bound)
        dropCodes.run(row.id)
        dropSupplierCodes.run(row.id)
        dropPacks.run(row.id)
        dropSearch.run(number)
      }
      if (row.deletedAt !== null) return
      for (const { key, code } of row.codes) putCode.run(key, row.id, code)
      for (const { code, supplierId } of row.supplierCodes) putSupplierCode.run(code, supplierId, row.id)
      for (const { packId, unitId, units } of row.packs) putPack.run(packId, unitId, units, row.id)
      putSearch.run(number, row.name, row.sku, row.codes.map(({ code }) => code).join(' '))
    },
  }
}

/** The same version is written once more when it was written with less of the product than is kept now. */
function isNewEnough(before: { version: number; shape: number }, version: number): boolean {
  return before.version > version || (before.version === version && before.shape >= shape)
}

type Found = { all(text: string): FoundRow[] }

/** Every scan asks, and nearly always there is one product or none: only several have to be told apart and sorted. */
function fewFirst(two: Found, all: Found): (text: string) => FoundRow[] {
  return (text) => {
    const found = two.all(text)
    return found.length < 2 ? found : all.all(text)
  }
}

function productReader(db: Database) {
  const one = db.prepare<[string], FoundRow>(`SELECT ${columns} FROM product p WHERE p.id = ?`)
  const ofKey = `FROM product_code c JOIN product p ON p.id = c.product_id WHERE c.key = ? AND p.deleted_at IS NULL`
  const byKey = fewFirst(
    db.prepare<[string], FoundRow>(`SELECT ${columns} ${ofKey} LIMIT 2`),
    db.prepare<[string], FoundRow>(`SELECT DISTINCT ${columns} ${ofKey} ORDER BY p.name LIMIT 20`),
  )
  const bySupplierCode = db.prepare<[string, string], FoundRow>(`
    SELECT ${columns} FROM supplier_code c JOIN product p ON p.id = c.product_id
    WHERE c.code = ? AND c.supplier_id = ? AND p.deleted_at IS NULL ORDER BY p.name LIMIT 20`)
  const ofSku = `SELECT ${columns} FROM product p WHERE p.sku = ? AND p.deleted_at IS NULL`
  const bySku = fewFirst(
    db.prepare<[string], FoundRow>(`${ofSku} LIMIT 2`),
    db.prepare<[string], FoundRow>(`${ofSku} ORDER BY p.name LIMIT 20`),
  )
  const codes = db.prepare<[string], { code: string }>(
    'SELECT code FROM product_code WHERE product_id = ? ORDER BY code LIMIT 20',
  )
  const supplierCode = db.prepare<[string, string], { code: string }>(
    'SELECT code FROM supplier_code WHERE product_id = ? AND supplier_id = ? ORDER BY code LIMIT 1',
  )
  const packContents = db.prepare<[string], { unitId: string; units: number }>(
    'SELECT DISTINCT unit_id AS unitId, units FROM pack WHERE pack_id = ? LIMIT 2',
  )
  const search = db.prepare<[string, number], FoundRow>(`
    SELECT ${columns} FROM product_search s JOIN product p ON p.number = s.rowid
    WHERE product_search MATCH ? AND p.deleted_at IS NULL ORDER BY p.is_active DESC, rank LIMIT ?`)
  const median = db.prepare<[{ category: string }], { grams: number }>(`
    SELECT weight_grams AS grams FROM product
    WHERE category_id = @category AND weight_grams IS NOT NULL ORDER BY weight_grams
    LIMIT 1 OFFSET (SELECT (count(*) - 1) / 2 FROM product WHERE category_id = @category AND weight_grams IS NOT NULL)`)
  const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM product WHERE deleted_at IS NULL')
  return {
    get(id: string): ProductFound | null {
      const row = one.get(id)
      return row === undefined ? null : toFound(row)
    },
    byKey: (key: string) => byKey(key).map(toFound),
    bySupplierCode: (code: string, supplierId: string) => bySupplierCode.all(code, supplierId).map(toFound),
    bySku: (sku: string) => bySku(sku).map(toFound),
    /**
     * What comes out of one of this product, when it is a pack of one other product; null when it is none, holds
     * several, or the two products do not agree on how many.
     */
    contentsOfPack(id: string): { unitId: string; units: number } | null {
      const [only, other] = packContents.all(id)
      return only === undefined || other !== undefined ? null : only
    },
    /** What a supplier calls a product; null when nobody said. */
    supplierCodeOf: (id: string, supplierId: string): string | null =>
      supplierCode.get(id, supplierId)?.code ?? null,
    codesOf: (id: string) => codes.all(id).map((row) => row.code),
    /** Every word must start some word of the name, SKU or codes. What was typed is data: quoted for FTS5. */
    search(text: string, limit: number): ProductFound[] {
      const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
      if (words.length === 0) return []
      return search.all(words.map((word) => `"${word}"*`).join(' '), limit).map(toFound)
    },
    /** The median unit weight of a category, null when none of its products has a weight. */
    categoryMedianGrams: (categoryId: string): number | null =>
      median.get({ category: categoryId })?.grams ?? null,
    count: () => count.get()?.n ?? 0,
  }
}
