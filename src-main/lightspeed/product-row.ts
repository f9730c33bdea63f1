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
  handle: text,
  sku: text,
  description: text,
  product_codes: z.array(z.object({ type: text, code: text })).nullish(),
  product_suppliers: z.array(z.object({ supplier_id: text, code: text, price: amount })).nullish(),
  active: flag,
  is_active: flag,
  has_inventory: flag,
  is_composite: flag,
  has_variants: flag,
  variant_parent_id: text,
  family_id: text,
  supplier_id: text,
  supplier_code: text,
  supply_price: amount,
  price_including_tax: amount,
  weight: amount,
  weight_unit: text,
  length: amount,
  width: amount,
  height: amount,
  dimensions_unit: text,
  packaging: z.object({ breaks_into: packages, made_from: packages }).nullish(),
  brand: named,
  type: named,
  product_category: named,
  categories: z.array(z.object({ id: text, name: text })).nullish(),
  image_url: text,
  image_thumbnail_url: text,
  updated_at: text,
  deleted_at: text,
  version: z.number(),
})

export const productRow = productWire.transform((row) => ({
  id: row.id,
  name: row.name ?? '',
  variantName: row.variant_name ?? null,
  handle: row.handle ?? null,
  sku: row.sku ?? '',
  description: row.description ?? null,
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
  hasVariants: row.has_variants ?? false,
  variantParentId: row.variant_parent_id ?? null,
  familyId: row.family_id ?? null,
  supplierId: row.supplier_id ?? null,
  supplierCode: row.supplier_code ?? null,
  /** Dollars, as Lightspeed keeps them. */
  supplyPrice: numberOf(row.supply_price),
  priceIncludingTax: numberOf(row.price_including_tax),
  weight: numberOf(row.weight),
  weightUnit: row.weight_unit ?? null,
  length: numberOf(row.length),
  width: numberOf(row.width),
  height: numberOf(row.height),
  dimensionsUnit: row.dimensions_unit ?? null,
  breaksInto: packagesOf(row.packaging?.breaks_into),
  madeFrom: packagesOf(row.packaging?.made_from),
  brand: row.brand?.name ?? null,
  type: placed(row.type),
  category: placed(row.product_category),
  /** Lightspeed calls a product's tags `categories`. */
  tags: (row.categories ?? []).flatMap(({ name }) => (name ? [name] : [])),
  imageUrl: row.image_url ?? null,
  thumbnailUrl: row.image_thumbnail_url ?? null,
  updatedAt: row.updated_at ?? null,
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
