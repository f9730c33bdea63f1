import { z } from 'zod'
import { handoverNow } from '../model/consignment.ts'
import { packDesk } from '../model/pack.ts'
import { scanRecord } from '../model/scan.ts'
import { standing } from '../model/standing.ts'

const nothing = z.object({})
const consignmentId = z.string()
const parcelId = z.string()
const changeBy = z
  .int()
  .min(-100_000)
  .max(100_000)
  .refine((by) => by !== 0, 'a change changes something')

/**
 * Whether what is packed counts as sent after twelve hours, without anybody saying so (usually not), and at what time of the
 * outlet's day it is asked whether it has left; null for never.
 */
const packRules = z.object({
  sendsAfter12Hours: z.boolean(),
  asksAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable(),
})

/** The packing bench. Every write is one command; there is nothing to save. */
export const packRequests = {
  'pack:open': { takes: z.object({ consignmentId }), gives: packDesk },
  /** Counts by hand in the current box: `by` may be negative. Starts packing if it had not begun. */
  'pack:change': {
    takes: z.object({ consignmentId, lineId: z.string(), by: changeBy }),
    gives: scanRecord,
  },
  /** Answers 'several products' or 'not on this transfer': counts this product, adding a line when it has none. */
  'pack:take': {
    takes: z.object({
      consignmentId,
      productId: z.string(),
      times: z.int().min(1).max(10_000).default(1),
      scanId: z.string().nullable().default(null),
    }),
    gives: scanRecord,
  },
  /** Takes back the last count that is not taken back yet. */
  'pack:undo': { takes: z.object({ consignmentId }), gives: scanRecord },
  /** The packer knows what the office changed in the plan. */
  'pack:plan-seen': { takes: z.object({ consignmentId }), gives: nothing },
  'pack:new-box': { takes: z.object({ consignmentId }), gives: z.object({ parcelId, number: z.int() }) },
  /** Makes an open box the one that counts go into. */
  'pack:use-box': { takes: z.object({ parcelId }), gives: nothing },
  'pack:box-size': { takes: z.object({ parcelId, size: z.string().max(40).nullable() }), gives: nothing },
  /** Takes an empty, unsealed box away; later boxes keep their numbers until packed. */
  'pack:remove-box': { takes: z.object({ parcelId }), gives: nothing },
  'pack:move': {
    takes: z.object({
      lineId: z.string(),
      fromParcelId: z.string(),
      toParcelId: z.string(),
      quantity: z.int().min(1),
    }),
    gives: nothing,
  },
  /** Seals with the scale's steady weight, or with `typedGrams`, marked as typed; then prints the label. */
  'pack:seal': {
    takes: z.object({ parcelId, typedGrams: z.int().min(1).max(2_000_000).nullable().default(null) }),
    gives: z.object({ grams: z.int(), weightFrom: z.enum(['scale', 'typed']), labelNumber: z.string() }),
  },
  'pack:unseal': { takes: z.object({ parcelId, reason: z.string().trim().min(3).max(200) }), gives: nothing },
  /** A picture of the label as it will print: PNG as base64, without a data: prefix. */
  'pack:label-preview': {
    takes: z.object({ parcelId }),
    gives: z.object({ pngBase64: z.string(), labelNumber: z.string().nullable() }),
  },
  /** Prints again: the first label needs no reason, each further one does and is marked as a reprint. */
  'pack:print-label': {
    takes: z.object({ parcelId, reason: z.string().trim().min(3).max(200).nullable().default(null) }),
    gives: nothing,
  },
  /** Answers 'did the label come out?' for a label the printer never confirmed. */
  'pack:label-came-out': { takes: z.object({ parcelId, cameOut: z.boolean() }), gives: nothing },
  /** How it will go may be known already, and is kept. */
  'pack:packed': {
    takes: z.object({ consignmentId, handover: handoverNow.nullable().default(null) }),
    gives: nothing,
  },
  'pack:rules': { takes: nothing, gives: packRules },
  'pack:set-rules': { takes: packRules.partial(), gives: nothing },
  /** What stands packed here, and when it is asked about; null: never. */
  'pack:standing': {
    takes: nothing,
    gives: z.object({ asksAt: packRules.shape.asksAt, rows: z.array(standing) }),
  },
  /** The courier took it, or it was fetched or driven, at this time; it goes as was said before. */
  'pack:left': { takes: z.object({ consignmentId, at: z.iso.datetime() }), gives: nothing },
  /** It stands here still: nobody asks again before the next end of a day. */
  'pack:still-here': { takes: z.object({ consignmentId }), gives: nothing },
  /** A begun pack goes back among what is to be packed; what is counted stays. */
  'pack:put-back': { takes: z.object({ consignmentId }), gives: nothing },
  'pack:reopen': { takes: z.object({ consignmentId }), gives: nothing },
  /** What was handed over by mistake is packed again, as long as Lightspeed has not heard of it. */
  'pack:recall': {
    takes: z.object({ consignmentId, reason: z.string().trim().min(3).max(200) }),
    gives: nothing,
  },
  /** Hands over: from packing (packs first) or packed, to sent. */
  'pack:send': {
    takes: z.object({
      consignmentId,
      handover: handoverNow,
      /** Of a transfer that is short: whether the rest is given up, or becomes a shipment to be packed later. */
      rest: z.enum(['stays', 'goes-later']).default('stays'),
    }),
    gives: nothing,
  },
  /**
   * Makes the packing slip; `file` is its name, served under `file/<name>`. `say`: what became of it on paper, where
   * slips go to a printer; null where they are files only.
   */
  /** The list to pack from on paper, before anything is packed. */
  'pack:sheet': {
    takes: z.object({ consignmentId }),
    gives: z.object({ file: z.string(), say: z.string().nullable() }),
  },
  'pack:slip': {
    takes: z.object({ consignmentId }),
    gives: z.object({ file: z.string(), say: z.string().nullable() }),
  },
}
