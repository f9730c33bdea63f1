import { z } from 'zod'
import { place } from '../model/consignment.ts'
import {
  importRow,
  mostListLetters,
  mostUnits,
  mostWorkbookBytes,
  noticeHows,
  orderCard,
  orderCodeOutcome,
  orderDesk,
  unitCents,
} from '../model/order.ts'

const nothing = z.object({})
const one = z.object({ consignmentId: z.string() })
const note = z.string().max(500)
const dueAt = z.iso.datetime().nullable()

/** Purchase orders: what this outlet wants from a supplier. */
export const orderRequests = {
  /** Orders that are not over yet, oldest first, and the last ones that are. */
  'order:list': { takes: nothing, gives: z.object({ open: z.array(orderCard), done: z.array(orderCard) }) },
  'supplier:list': { takes: nothing, gives: z.array(place) },
  /** A new order for this station's outlet, as a draft. */
  'order:create': {
    takes: z.object({ supplierId: z.string(), note: note.default(''), dueAt: dueAt.default(null) }),
    gives: one,
  },
  'order:open': { takes: one, gives: orderDesk },
  /** Sets how many units of a product are ordered; 0 takes the line off. */
  'order:line': {
    takes: one.extend({ productId: z.string(), units: z.int().min(0).max(mostUnits) }),
    gives: nothing,
  },
  /** What a unit of a line costs, ex GST; null: not known. */
  'order:cost': {
    takes: one.extend({ lineId: z.string(), costCents: unitCents.nullable() }),
    gives: nothing,
  },
  /** Adds units of several products to what is ordered already. A cost of null leaves the line's own. */
  'order:add': {
    takes: one.extend({
      rows: z
        .array(
          z.object({
            productId: z.string(),
            units: z.int().min(1).max(mostUnits),
            costCents: unitCents.nullable(),
          }),
        )
        .min(1)
        .max(2_000),
    }),
    gives: nothing,
  },
  /** What a pasted list or a workbook would order, row by row. Nothing is ordered before `order:add` says so. */
  'order:read-rows': {
    takes: one.extend({
      from: z.discriminatedUnion('is', [
        z.object({ is: z.literal('text'), text: z.string().max(mostListLetters) }),
        z.object({ is: z.literal('sheet'), base64: z.base64().max(Math.ceil(mostWorkbookBytes / 3) * 4) }),
      ]),
    }),
    gives: z.object({ rows: z.array(importRow), leftOut: z.int() }),
  },
  /** A code that was scanned or typed: one unit of what it means, by product code, this supplier's code or SKU. */
  'order:code': { takes: one.extend({ text: z.string().min(1).max(512) }), gives: orderCodeOutcome },
  /** The order for its supplier, as a file of the profile. */
  'order:file': { takes: one.extend({ as: z.enum(['pdf', 'csv']) }), gives: z.object({ file: z.string() }) },
  /** approved to sent: the supplier has it, and its goods are on their way here. `how` it was told is kept with it. */
  'order:send': {
    takes: one.extend({
      how: z.enum(noticeHows).nullable().default(null),
      note: z.string().trim().max(200).default(''),
    }),
    gives: nothing,
  },
  /** Whether Lightspeed hears of an order when it is sent, and not only with its first receipt. */
  'order:rules': { takes: nothing, gives: z.object({ tellAtSend: z.boolean() }) },
  'order:set-rules': { takes: z.object({ tellAtSend: z.boolean() }), gives: nothing },
  'order:head': { takes: one.extend({ note, dueAt }), gives: nothing },
} as const
