import { z } from 'zod'
import { consignmentHead } from './consignment.ts'
import { scanRecord } from './scan.ts'

/** Why goods go back to their supplier. OTHER comes with a text; DAMAGED with a photo. */
export const returnReasons = ['DAMAGED', 'INCORRECT', 'OVERSTOCK', 'WARRANTY', 'OTHER'] as const
export const returnReason = z.enum(returnReasons)
export type ReturnReason = z.infer<typeof returnReason>

/** What the supplier gives back: an amount in whole cents, ex GST as the costs are, or nothing. */
export const refund = z.discriminatedUnion('is', [
  z.object({ is: z.literal('amount'), cents: z.int().min(1).max(100_000_000) }),
  z.object({ is: z.literal('none') }),
])
export type Refund = z.infer<typeof refund>

/** A photo of goods, served under `photo/<id>`. */
export const photoView = z.object({
  id: z.string(),
  at: z.string(),
  sizeBytes: z.int(),
  /** Whether its file is still kept: that ends a year after the return has. */
  isKept: z.boolean(),
})
export type PhotoView = z.infer<typeof photoView>

/** A product that goes back. Units whole, `costCents` and `stock` null when unknown. */
export const returnLine = z.object({
  id: z.string(),
  productId: z.string(),
  name: z.string(),
  sku: z.string(),
  planned: z.int(),
  packed: z.int(),
  costCents: z.int().nullable(),
  stock: z.number().nullable(),
  hasPicture: z.boolean(),
  /** The catalogue names another supplier for it: worth a look, no reason to refuse. */
  isOtherSupplier: z.boolean(),
  reason: returnReason.nullable(),
  /** In the person's own words; needed where the reason is OTHER. */
  text: z.string(),
  photos: z.array(photoView),
})
export type ReturnLine = z.infer<typeof returnLine>

/** Everything the screen of a supplier return draws. */
export const returnDesk = z.object({
  head: consignmentHead,
  revision: z.int(),
  lines: z.array(returnLine),
  totals: z.object({
    /** Those packed, once it is packed. */
    units: z.int(),
    /** At cost ex GST, of the lines whose cost is known. */
    valueCents: z.int(),
    linesWithoutCost: z.int(),
  }),
  /** What is missing before it can be handed in for approval, as sentences; empty when nothing is. */
  missing: z.array(z.string()),
  nextTimes: z.int(),
  lastScans: z.array(scanRecord),
  canUndo: z.boolean(),
  refund: z.object({ refund, note: z.string(), at: z.string() }).nullable(),
})
export type ReturnDesk = z.infer<typeof returnDesk>
