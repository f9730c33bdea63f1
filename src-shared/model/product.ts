import { z } from 'zod'

/** Where a unit weight comes from: P the product's own, C its category's median, D the default of 100 g. */
export const unitWeightSource = z.enum(['P', 'C', 'D'])
export type UnitWeightSource = z.infer<typeof unitWeightSource>

/** A product as a search hit or a choice tile. Prices in cents including GST, stock at the outlet asked for. */
export const productHit = z.object({
  id: z.string(),
  name: z.string(),
  sku: z.string(),
  codes: z.array(z.string()),
  priceCents: z.int().nullable(),
  stock: z.number().nullable(),
  hasPicture: z.boolean(),
  isActive: z.boolean(),
  containsNicotine: z.boolean(),
})
export type ProductHit = z.infer<typeof productHit>
