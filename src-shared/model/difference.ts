import { z } from 'zod'

/** Something on which the record here and Lightspeed's differ, found by comparing them; nothing was changed by it. */
export const differenceView = z.object({
  id: z.string(),
  /** Null for a difference of the stock. */
  consignmentId: z.string().nullable(),
  code: z.string(),
  /** The product it is about; null for one about the consignment as a whole. */
  product: z.object({ id: z.string(), name: z.string(), sku: z.string() }).nullable(),
  here: z.string(),
  /** When it was last counted here. */
  hereAt: z.string().nullable(),
  there: z.string(),
  because: z.string().nullable(),
  /** When Lightspeed says it was last changed there. */
  thereAt: z.string().nullable(),
  foundAt: z.string(),
  advice: z.string(),
  /** Empty where it is explained and there is nothing to do. */
  choices: z.array(z.object({ choice: z.string(), say: z.string() })),
  /** A person has to choose. */
  asks: z.boolean(),
})
export type DifferenceView = z.infer<typeof differenceView>

/** The comparison of everything: the one under way, else the last one. */
export const reconcileRunView = z.object({
  why: z.enum(['start', 'night', 'asked']),
  beganAt: z.string(),
  endedAt: z.string().nullable(),
  isCancelled: z.boolean(),
  done: z.int(),
  total: z.int(),
  /** Why the rest cannot be read just now; null while all goes well. */
  problem: z.string().nullable(),
})
export type ReconcileRunView = z.infer<typeof reconcileRunView>

export const reconcileState = z.object({
  isConnected: z.boolean(),
  /** A person asked while everything was being compared: it is compared once more after that. */
  isNextAsked: z.boolean(),
  run: reconcileRunView.nullable(),
  /** Those that ask first, then the newest; `open` counts all of them. */
  differences: z.array(differenceView),
  open: z.int(),
  asks: z.int(),
})
export type ReconcileState = z.infer<typeof reconcileState>
