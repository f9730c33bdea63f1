import { z } from 'zod'
import { countDesk } from '../model/count.ts'
import { scanRecord } from '../model/scan.ts'

const nothing = z.object({})
const consignmentId = z.string()
const lineIds = z.array(z.string()).min(1).max(20_000)
const reason = z.string().trim().min(3).max(200)

const countRules = z.object({ setsLevels: z.boolean() })

/** Stocktakes: the list, the counting, the review. */
export const countRequests = {
  /** How Lightspeed is told of a stocktake that begins here: as one of its own, or level by level. */
  'count:rules': { takes: nothing, gives: countRules },
  'count:set-rules': { takes: countRules, gives: nothing },
  /** A stocktake of this station's outlet, scheduled, with an empty list. */
  'count:create': {
    takes: z.object({
      isBlind: z.boolean(),
      note: z.string().max(500).default(''),
      dueAt: z.iso.datetime().nullable().default(null),
    }),
    gives: z.object({ consignmentId: z.string() }),
  },
  'count:open': { takes: z.object({ consignmentId }), gives: countDesk },
  /** Puts products on the list. Those that stand on it already stay as they are. */
  'count:list': {
    takes: z.object({ consignmentId, productIds: z.array(z.string()).min(1).max(1_000) }),
    gives: z.object({ added: z.int() }),
  },
  /** Puts pasted codes or SKUs on the list, one a row; gives those that are none or more than one product. */
  'count:paste': {
    takes: z.object({ consignmentId, text: z.string().max(100_000) }),
    gives: z.object({
      added: z.int(),
      known: z.int(),
      wrong: z.array(z.object({ row: z.int(), text: z.string(), why: z.enum(['unknown', 'several']) })),
    }),
  },
  /** Takes a product off the list, while nobody counts yet. */
  'count:unlist': { takes: z.object({ consignmentId, lineId: z.string() }), gives: nothing },
  /** scheduled to counting: the levels of now are noted on every line. */
  'count:start': { takes: z.object({ consignmentId, isBlind: z.boolean() }), gives: nothing },
  /** The whole count of a line, typed. */
  'count:set': {
    takes: z.object({ consignmentId, lineId: z.string(), counted: z.int().min(0).max(1_000_000) }),
    gives: scanRecord,
  },
  /** Some more or fewer of a line. */
  'count:change': {
    takes: z
      .object({ consignmentId, lineId: z.string(), by: z.int().min(-100_000).max(100_000) })
      .refine(({ by }) => by !== 0, 'a change changes something'),
    gives: scanRecord,
  },
  /** Counts a product the person chose: on its line, or on a new one. */
  'count:take': {
    takes: z.object({
      consignmentId,
      productId: z.string(),
      times: z.int().min(1).max(10_000).default(1),
      scanId: z.string().nullable().default(null),
    }),
    gives: scanRecord,
  },
  'count:undo': { takes: z.object({ consignmentId }), gives: scanRecord },
  /** These are left out of the count, and their stock alone. Counted ones are refused. */
  'count:skip': { takes: z.object({ consignmentId, lineIds, reason }), gives: nothing },
  'count:unskip': { takes: z.object({ consignmentId, lineId: z.string() }), gives: nothing },
  /** counting to review; refused while a line is neither counted nor skipped. */
  'count:finish': { takes: z.object({ consignmentId }), gives: nothing },
  /** review to counting: a round for these lines; what was counted before is kept. */
  'count:again': { takes: z.object({ consignmentId, lineIds }), gives: nothing },
  /** review to approved: by the station where the differences are small, else by the person who asks. */
  'count:approve': { takes: z.object({ consignmentId }), gives: nothing },
}
