import { z } from 'zod'
import { consignmentHead } from './consignment.ts'
import { scanRecord } from './scan.ts'

/** Counted less expected: units, which may be a fraction where the level is, and cents (null: no cost is known). */
export const variance = z.object({ units: z.number(), cents: z.int().nullable() })

/** A stock level on its way: what stood there, what is to stand there, what Lightspeed shows, what it said to it. */
export const countLevel = z.object({
  state: z.enum(['waiting', 'sent', 'told', 'set', 'agreed', 'refused', 'asked', 'left']),
  from: z.number().nullable(),
  to: z.number().nullable(),
  shown: z.number().nullable(),
  said: z.string().nullable(),
})
export type CountLevel = z.infer<typeof countLevel>

/** One product of a stocktake. What a blind count hides is null until the review. */
export const countLine = z.object({
  id: z.string(),
  productId: z.string(),
  name: z.string(),
  sku: z.string(),
  hasPicture: z.boolean(),
  /** Units counted in the line's own round; null while nobody counted it. */
  counted: z.int().nullable(),
  countedAt: z.string().nullable(),
  /** The level at the moment of the last count, else that of now. May be a fraction, and below zero. */
  expected: z.number().nullable(),
  skippedBecause: z.string().nullable(),
  /** False in a recount for a line whose earlier count stands. */
  isInRound: z.boolean(),
  /** Not on the list to begin with. */
  isAdded: z.boolean(),
  /** What earlier rounds counted, oldest first. */
  earlier: z.array(z.object({ round: z.int(), counted: z.int() })),
  /** Only from the review on, of a counted line. */
  variance: variance.nullable(),
  /** What the level moved between the first and the last count of it, and since then: sold or received meanwhile. */
  movedDuring: z.number(),
  movedSince: z.number(),
  /** What was expected had not been read at Lightspeed for a while when it was counted. */
  isLevelOld: z.boolean(),
  /** Where its level stands between here and Lightspeed; null where levels are not set one by one, and before. */
  level: countLevel.nullable(),
  touchedAt: z.string().nullable(),
})
export type CountLine = z.infer<typeof countLine>

/** Lines of the round in work. `open`: neither counted nor skipped. */
export const countTotals = z.object({
  lines: z.int(),
  open: z.int(),
  skipped: z.int(),
  units: z.int(),
})
export type CountTotals = z.infer<typeof countTotals>

/** Differences of all lines: without their signs, and what is left with them. */
export const varianceSums = z.object({
  units: z.number(),
  cents: z.int(),
  netUnits: z.number(),
  netCents: z.int(),
  unpriced: z.int(),
})

/** Everything the screen of a stocktake draws. */
export const countDesk = z.object({
  head: consignmentHead,
  revision: z.int(),
  isBlind: z.boolean(),
  /** The list was made here: a scanned product that is not on it is added. */
  isOwnList: z.boolean(),
  /** Lightspeed is told by setting stock levels, and not by a stocktake of its own. */
  setsLevels: z.boolean(),
  round: z.int(),
  lines: z.array(countLine),
  totals: countTotals,
  /** Only from the review on. */
  sums: varianceSums.nullable(),
  /** Small enough for the station to approve it. */
  mayStationApprove: z.boolean(),
  nextTimes: z.int(),
  lastScans: z.array(scanRecord),
  canUndo: z.boolean(),
})
export type CountDesk = z.infer<typeof countDesk>
