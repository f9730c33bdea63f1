import { z } from 'zod'

/**
 * What must become true at Lightspeed for one consignment: absolute counts and a status to reach, never calls.
 * `packed` and `received` are null while they need not be told; `received` is what reaches stock (damaged taken off).
 */
export const intention = z.object({
  type: z.enum(['SUPPLIER', 'OUTLET', 'RETURN', 'STOCKTAKE']),
  reference: z.string(),
  name: z.string(),
  outletId: z.string(),
  sourceOutletId: z.string().nullable(),
  supplierId: z.string().nullable(),
  dueAt: z.string().nullable(),
  status: z.enum([
    'OPEN',
    'SENT',
    'DISPATCHED',
    'RECEIVED',
    'STOCKTAKE_SCHEDULED',
    'STOCKTAKE_IN_PROGRESS',
    'STOCKTAKE_IN_PROGRESS_PROCESSED',
    'STOCKTAKE_COMPLETE',
    'CANCELLED',
  ]),
  packed: z
    .array(z.object({ productId: z.string(), units: z.int(), costCents: z.int().nullable() }))
    .nullable(),
  /** Of a stocktake: the counted units, zeros too; a product that is not here was not counted. */
  received: z.array(z.object({ productId: z.string(), units: z.int() })).nullable(),
  /** Of a stocktake made here: the products on its list. */
  listed: z.array(z.string()).optional(),
  /** Of a stocktake: products left out on purpose. They come off its list there: left on it they would be set to 0. */
  skipped: z.array(z.string()).optional(),
  /** Ids of those that were cancelled there, which a person has had made again: none of them is this one. */
  insteadOf: z.array(z.string()).optional(),
  /** A person said that the lines Lightspeed lists are all there are, although its total differs. */
  trustsList: z.boolean().optional(),
})
export type Intention = z.infer<typeof intention>

/** An entry's body; null when another version of the station wrote it in a way that this one does not know. */
export function readIntention(body: string): Intention | null {
  return intention.safeParse(JSON.parse(body)).data ?? null
}

/** A later intention on top of one that still waits: what it does not speak of stays. */
export function fold(waiting: Intention, later: Intention): Intention {
  const listed = later.listed ?? waiting.listed
  const { insteadOf } = waiting
  const skipped = later.skipped ?? waiting.skipped
  return {
    ...later,
    packed: later.packed ?? waiting.packed,
    received: later.received ?? waiting.received,
    ...(listed === undefined ? {} : { listed }),
    ...(insteadOf === undefined ? {} : { insteadOf }),
    ...(skipped === undefined ? {} : { skipped }),
  }
}
