import { normaliseCode } from '../../src-shared/rule/code.ts'
import { centsOf } from '../../src-shared/rule/quantity.ts'
import { gramsOf } from '../../src-shared/rule/weight.ts'
import type { ProductRow as RemoteProduct } from '../lightspeed/product-row.ts'
import type { InventoryRow, OutletRow as RemoteOutlet } from '../lightspeed/rows.ts'
import type { OutletRow } from '../store/catalogue-rows.ts'
import type { PackRow, ProductRow } from '../store/product-rows.ts'
import type { StockRow } from '../store/stock-rows.ts'

/** A product as the store keeps it: codes with their lookup keys, money in cents, weight in grams. */
export function productOf(row: RemoteProduct): ProductRow {
  const name = row.variantName ?? row.name
  return {
    id: row.id,
    sku: row.sku,
    name: name === '' ? row.sku : name,
    supplierId: row.supplierId,
    categoryId: row.category?.id ?? row.type?.id ?? null,
    priceCents: row.priceIncludingTax === null ? null : centsOf(row.priceIncludingTax),
    costCents: row.supplyPrice === null ? null : centsOf(row.supplyPrice),
    weightGrams: weightGrams(row.weight, row.weightUnit),
    pictureUrl: row.thumbnailUrl ?? row.imageUrl,
    isActive: row.isActive,
    hasInventory: row.hasInventory,
    isComposite: row.isComposite,
    containsNicotine: row.tags.some((tag) => /\bnicotine\b/i.test(tag) && !/\b(no|zero|free)\b/i.test(tag)),
    version: row.version,
    deletedAt: row.deletedAt,
    codes: row.codes.map(({ code }) => {
      const normal = normaliseCode(code)
      return { key: normal.gtin14 ?? normal.exact, code: normal.exact }
    }),
    supplierCodes: supplierCodes(row),
    packs: packsOf(row),
  }
}

/** Cases and what comes out of them; a product says both what it is made from and what it breaks into. */
function packsOf({ id, madeFrom, breaksInto }: RemoteProduct): PackRow[] {
  return [
    ...madeFrom.map(({ productId, amount }) => ({ packId: productId, unitId: id, units: amount })),
    ...breaksInto.map(({ productId, amount }) => ({ packId: id, unitId: productId, units: amount })),
  ].filter(({ packId, unitId, units }) => packId !== unitId && Number.isSafeInteger(units) && units > 0)
}

function supplierCodes(row: RemoteProduct): { supplierId: string; code: string }[] {
  const all = [...row.suppliers, { supplierId: row.supplierId, code: row.supplierCode }]
  return all.flatMap(({ supplierId, code }) => {
    const text = code?.trim() ?? ''
    return supplierId === null || text === '' ? [] : [{ supplierId, code: text }]
  })
}

/** Null for no weight, a weight of zero, or a unit nobody weighs goods in (carats). */
function weightGrams(weight: number | null, unit: string | null): number | null {
  if (weight === null || weight <= 0) return null
  const text = String(weight)
  switch (unit?.toUpperCase()) {
    case 'G':
      return gramsOf(text, 'g')
    case 'KG':
      return gramsOf(text, 'kg')
    case 'LB':
      return gramsOf(text, 'lb')
    case 'OZ':
      return gramsOf(text, 'oz')
    default:
      return null
  }
}

/** An outlet with its address as label lines. */
export function outletOf(row: RemoteOutlet): OutletRow {
  const { line1, line2, suburb, city, postcode } = row.address
  const town = [city, postcode].filter((part) => part !== null).join(' ')
  return {
    id: row.id,
    name: row.name,
    timeZone: row.timeZone,
    address: [line1, line2, suburb, town === '' ? null : town].filter((part) => part !== null),
    version: row.version,
    deletedAt: row.deletedAt,
  }
}

/** Null where Lightspeed tells no level. A deleted row says the product has none there any more. */
export function stockOf(row: InventoryRow): StockRow | null {
  const level = row.deletedAt === null ? row.level : 0
  return level === null
    ? null
    : { productId: row.productId, outletId: row.outletId, level, version: row.version }
}
