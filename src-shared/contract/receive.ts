import { z } from 'zod'
import { receiveDesk } from '../model/receive.ts'
import { scanRecord } from '../model/scan.ts'

const nothing = z.object({})
const consignmentId = z.string()

/** The receiving bench. A receipt opens with the first count; several receipts add up. */
export const receiveRequests = {
  'receive:open': { takes: z.object({ consignmentId }), gives: receiveDesk },
  /** Adds to what the open receipt counted for a line. `received` includes the damaged ones. */
  'receive:change': {
    takes: z
      .object({
        consignmentId,
        lineId: z.string(),
        received: z.int().min(-100_000).max(100_000).default(0),
        damaged: z.int().min(-100_000).max(100_000).default(0),
      })
      .refine(({ received, damaged }) => received !== 0 || damaged !== 0, 'a change changes something'),
    gives: scanRecord,
  },
  'receive:note': {
    takes: z.object({ consignmentId, lineId: z.string(), note: z.string().max(1000) }),
    gives: nothing,
  },
  /** Every outstanding unit of every line came, undamaged. */
  'receive:all': { takes: z.object({ consignmentId }), gives: nothing },
  /** The whole sealed box came as its contents say. */
  'receive:box': { takes: z.object({ consignmentId, parcelId: z.string() }), gives: nothing },
  /** Counts a product: on its line, or as an unexpected product on a new line. */
  'receive:take': {
    takes: z.object({
      consignmentId,
      productId: z.string(),
      times: z.int().min(1).max(10_000).default(1),
      scanId: z.string().nullable().default(null),
    }),
    gives: scanRecord,
  },
  /** Something no catalogue knows: kept here with what the person can say of it. */
  'receive:unlisted': {
    takes: z.object({
      consignmentId,
      text: z.string().max(512),
      name: z.string().trim().min(1).max(200),
      quantity: z.int().min(1).max(100_000),
      note: z.string().max(1000).default(''),
    }),
    gives: nothing,
  },
  'receive:undo': { takes: z.object({ consignmentId }), gives: scanRecord },
  /** 'Stop here, more is coming': closes the receipt, the consignment stays open. */
  'receive:stop': { takes: z.object({ consignmentId }), gives: nothing },
  /** Closes for good. When units are outstanding a reason is needed; they become missing. */
  'receive:close': {
    takes: z.object({ consignmentId, reason: z.string().trim().min(3).max(500).nullable().default(null) }),
    gives: nothing,
  },
  /** Throws the open receipt away; only while nothing is counted. */
  'receive:discard': { takes: z.object({ consignmentId }), gives: nothing },
}
