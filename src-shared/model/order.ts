import { z } from 'zod'
import { consignmentHead } from './consignment.ts'
import { doer } from './history.ts'
import { productHit } from './product.ts'

/** The most units of one line, and the most a unit may cost: what fits a purchase order with room to spare. */
export const mostUnits = 100_000
export const mostCents = 100_000_000

/** Whole cents a unit costs, ex GST. */
export const unitCents = z.int().min(0).max(mostCents)

/** One product of a purchase order. Costs are whole cents a unit, ex GST. */
export const orderLine = z.object({
  id: z.string(),
  productId: z.string(),
  name: z.string(),
  sku: z.string(),
  /** What this supplier calls it; null when the catalogue does not say. */
  supplierCode: z.string().nullable(),
  units: z.int(),
  received: z.int(),
  costCents: z.int().nullable(),
  /** What the catalogue says a unit costs; a line that differs is marked. */
  knownCents: z.int().nullable(),
  stock: z.number().nullable(),
  hasPicture: z.boolean(),
  isActive: z.boolean(),
})
export type OrderLine = z.infer<typeof orderLine>

/** Units and value of an order, ex GST; `withoutCost` lines are not in the value. */
export const orderTotals = z.object({
  lines: z.int(),
  units: z.int(),
  cents: z.int(),
  withoutCost: z.int(),
})
export type OrderTotals = z.infer<typeof orderTotals>

/** An open order to the same supplier for the same outlet that has the same products. */
export const likeOrder = z.object({
  id: z.string(),
  code: z.string(),
  state: consignmentHead.shape.state,
  createdAt: z.string(),
  /** Names of products that are on both, a few of them, and how many there are. */
  products: z.array(z.string()),
  shared: z.int(),
})
export type LikeOrder = z.infer<typeof likeOrder>

/** How a supplier hears of an order. */
export const noticeHows = ['e-mail', 'phone', 'portal', 'paper', 'other'] as const
export type NoticeHow = (typeof noticeHows)[number]

/** That the supplier was told, as whoever sent the order said. */
export const orderNotice = z.object({ how: z.enum(noticeHows), note: z.string(), at: z.string(), who: doer })
export type OrderNotice = z.infer<typeof orderNotice>

/** Everything the order screen draws, read at one moment. */
export const orderDesk = z.object({
  head: consignmentHead,
  lines: z.array(orderLine),
  totals: orderTotals,
  /** Whether lines, costs and head may still be changed. */
  canEdit: z.boolean(),
  /** Null before it is sent, and where nobody said. */
  notice: orderNotice.nullable(),
  likes: z.array(likeOrder),
})
export type OrderDesk = z.infer<typeof orderDesk>

/** A card of the list of orders. */
export const orderCard = z.object({ head: consignmentHead, totals: orderTotals })
export type OrderCard = z.infer<typeof orderCard>

/** What a code that was scanned or typed on an order did. */
export const orderCodeOutcome = z.discriminatedUnion('is', [
  z.object({ is: z.literal('added'), name: z.string(), units: z.int() }),
  z.object({ is: z.literal('several'), choices: z.array(productHit) }),
  z.object({ is: z.literal('unknown') }),
])
export type OrderCodeOutcome = z.infer<typeof orderCodeOutcome>

/** A row of a pasted or chosen list: what it would order, or why it cannot be taken. `row` counts from 1 in the list. */
export const importRow = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('good'),
    row: z.int(),
    code: z.string(),
    productId: z.string(),
    name: z.string(),
    sku: z.string(),
    units: z.int(),
    costCents: z.int().nullable(),
  }),
  z.object({ is: z.literal('bad'), row: z.int(), code: z.string(), why: z.string() }),
])
export type ImportRow = z.infer<typeof importRow>

/** What one message to the station holds: letters of a pasted list, and bytes of a workbook before it is written as text. */
export const mostListLetters = 200_000
export const mostWorkbookBytes = 180_000
