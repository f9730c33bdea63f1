import { z } from 'zod'
import { states } from '../../../src-shared/model/consignment.ts'

const product = { productId: z.string() }
const state = z.enum(states)

/**
 * One thing on which our record of a consignment or a stock level and Lightspeed's do not agree, with both sides'
 * numbers. Nothing is changed by finding one.
 */
export const difference = z.discriminatedUnion('kind', [
  /** Lightspeed does not have it, or has it as deleted. */
  z.object({ kind: z.literal('gone'), here: state }),
  /** It has come so far here that Lightspeed must know it, which it never did, and nothing waits to be told. */
  z.object({ kind: z.literal('never-told'), here: state }),
  /** `wants`: the status our state asks for; null where it asks for none. */
  z.object({
    kind: z.literal('status'),
    here: state,
    wants: z.string().nullable(),
    there: z.string(),
    isKnown: z.boolean(),
  }),
  /** It goes somewhere else there, or comes from somewhere else. Outlet ids. */
  z.object({
    kind: z.literal('outlet'),
    end: z.enum(['from', 'to']),
    here: z.string().nullable(),
    there: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('reference'),
    here: z.string(),
    there: z.string().nullable(),
    isInName: z.boolean(),
  }),
  /** Units that leave: counted here (`packed`) or asked for here (`planned`), and the count there. */
  z.object({
    kind: z.literal('count'),
    ...product,
    of: z.enum(['packed', 'planned']),
    here: z.int(),
    there: z.int(),
    isOpenThere: z.boolean(),
  }),
  /** Units that came, without damaged ones; `agreed` is what both sides last had alike. */
  z.object({
    kind: z.literal('received'),
    ...product,
    here: z.int(),
    there: z.int(),
    agreed: z.int(),
    isOverThere: z.boolean(),
  }),
  /** Counted here, and there is no line of it there. */
  z.object({
    kind: z.literal('line-missing'),
    ...product,
    of: z.enum(['packed', 'received']),
    here: z.int(),
    isOpenThere: z.boolean(),
  }),
  /** A line there of which nothing is known here. */
  z.object({ kind: z.literal('line-added'), ...product, there: z.int(), isOpenThere: z.boolean() }),
  /** Several rows of one product: only a person can put them together. */
  z.object({ kind: z.literal('rows'), ...product, rows: z.int(), count: z.string(), received: z.string() }),
  z.object({ kind: z.literal('fraction'), ...product, count: z.string(), received: z.string() }),
  /** Lightspeed could not book the receipt of this line into its stock. */
  z.object({ kind: z.literal('failed'), ...product, received: z.string() }),
  /** Lightspeed's own total is not the sum of the lines it lists. Decimal numbers. */
  z.object({
    kind: z.literal('totals'),
    of: z.enum(['sent', 'received']),
    lines: z.number(),
    total: z.number(),
  }),
  /** Our units count on top of Lightspeed's level although it has booked, or will never book, what they belong to. */
  z.object({
    kind: z.literal('stuck-stock'),
    ...product,
    outletId: z.string(),
    units: z.int(),
    there: z.string(),
  }),
  /** A level that changed there and that the feed passed over. */
  z.object({
    kind: z.literal('level'),
    ...product,
    outletId: z.string(),
    here: z.number(),
    there: z.number(),
  }),
])
export type Difference = z.infer<typeof difference>

/** A difference as found, and when Lightspeed says the thing was last changed there (null: it does not say). */
export type Found = { difference: Difference; changedThereAt: string | null }

/** A stored body; null when another version of the station wrote it in a way that this one does not know. */
export function readDifference(body: string): Difference | null {
  return difference.safeParse(JSON.parse(body)).data ?? null
}

/** One name for a thing on which both sides can differ, whatever the numbers are now. */
export function keyOf(consignmentId: string | null, found: Difference): string {
  const parts = [consignmentId ?? 'stock', found.kind]
  if ('productId' in found) parts.push(found.productId)
  if ('outletId' in found) parts.push(found.outletId)
  if (found.kind === 'totals') parts.push(found.of)
  if (found.kind === 'outlet') parts.push(found.end)
  return parts.join(' ')
}
