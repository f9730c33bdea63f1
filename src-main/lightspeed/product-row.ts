import { z } from 'zod'
import { amount, flag, numberOf, text } from './wire.ts'

const named = z.object({ id: text, name: text }).nullish()

const packages = z
  .array(z.object({ amount, source_product_id: text, destination_product_id: text }))
  .nullish()

const productWire = z.object({
  id: z.string().min(1),
  name: text,
  variant_name: text,
  sku: text,
  product_codes: z.array(z.object({ type: text, code: text })).nullish(),
  product_suppliers: z.array(z.object({ supplier_id: text, code: text, price: amount })).nullish(),
  active: flag,
  is_active: flag,
  has_inventory: flag,
  is_composite: flag,
  supplier_id: text,
  supplier_code: text,
  supply_price: amount,
  price_including_tax: amount,
  weight: amount,
  weight_unit: text,
  packaging: z.object({ breaks_into: packages, made_from: packages }).nullish(),
  type: named,
  product_category: named,
  categories: z.array(z.object({ id: text, name: text })).nullish(),
  image_url: text,
  image_thumbnail_url: text,
  deleted_at: text,
  version: z.number(),
})

export const productRow = productWire.transform((row) => ({
  id: row.id,
  name: row.name ?? '',
  variantName: row.variant_name ?? null,
  sku: row.sku ?? '',
  /** In Lightspeed's order: the first is the default. */
  codes: (row.product_codes ?? []).flatMap(({ type, code }) =>
    code ? [{ type: type?.toUpperCase() ?? '', code }] : [],
  ),
  /** In Lightspeed's order: the first is the default. */
  suppliers: (row.product_suppliers ?? []).map((entry) => ({
    supplierId: entry.supplier_id ?? null,
    code: entry.code ?? null,
    price: numberOf(entry.price),
  })),
  isActive: row.active ?? row.is_active ?? true,
  hasInventory: row.has_inventory ?? true,
  isComposite: row.is_composite ?? false,
  supplierId: row.supplier_id ?? null,
  supplierCode: row.supplier_code ?? null,
  /** Dollars, as Lightspeed keeps them. */
  supplyPrice: numberOf(row.supply_price),
  priceIncludingTax: numberOf(row.price_including_tax),
  weight: numberOf(row.weight),
  weightUnit: row.weight_unit ?? null,
  breaksInto: packagesOf(row.packaging?.breaks_into),
  madeFrom: packagesOf(row.packaging?.made_from),
  type: placed(row.type),
  category: placed(row.product_category),
  /** Lightspeed calls a product's tags `categories`. */
  tags: (row.categories ?? []).flatMap(({ name }) => (name ? [name] : [])),
  imageUrl: row.image_url ?? null,
  thumbnailUrl: row.image_thumbnail_url ?? null,
  deletedAt: row.deleted_at ?? null,
  version: row.version,
}))
export type ProductRow = z.output<typeof productRow>

function packagesOf(list: z.output<typeof packages>): { productId: string; amount: number }[] {
  return (list ?? []).flatMap((entry) => {
    const productId = entry.source_product_id ?? entry.destination_product_id
    const size = numberOf(entry.amount)
    return productId && size !== null ? [{ productId, amount: size }] : []
  })
}

function placed(entry: z.output<typeof named>): { id: string; name: string } | null {
  return entry?.id && entry.name ? { id: entry.id, name: entry.name } : null
}
