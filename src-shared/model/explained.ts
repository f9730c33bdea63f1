import { z } from 'zod'
import { place } from './consignment.ts'
import { productHit } from './product.ts'

/**
 * Something that happened to a product at an outlet. `counted`: a scan or a count by hand. `boxed`: a box with it was
 * sealed. `received`: a receipt was closed. `moved`: it left or came, by our record. `to-tell`, `told`, `not-told`: what
 * Lightspeed was to hear of it. `level`: Lightspeed's level changed. `elsewhere`: a consignment that others work on.
 * `differs`: both records were compared.
 */
export const explainedKind = z.enum([
  'counted',
  'boxed',
  'received',
  'moved',
  'to-tell',
  'told',
  'not-told',
  'level',
  'elsewhere',
  'differs',
])
export type ExplainedKind = z.infer<typeof explainedKind>

export const explainedEvent = z.object({
  id: z.string(),
  at: z.string(),
  kind: explainedKind,
  say: z.string(),
  /** The consignment it belongs to, for going there; null where there is none here. */
  consignment: z.object({ id: z.string(), code: z.string() }).nullable(),
  /** What it did to the expected number; 0 for what only leads up to that. */
  units: z.number(),
  /** The number expected after it: Lightspeed's level then, and our moves that it had not booked. Null where unknown. */
  expected: z.number().nullable(),
})
export type ExplainedEvent = z.infer<typeof explainedEvent>

/** Why the numbers of a product at an outlet are what they are. */
export const explained = z.object({
  product: productHit,
  outlet: place.nullable(),
  /** The level Lightspeed last said, and when it was last asked; null where it never said one. */
  level: z.number().nullable(),
  heardAt: z.string().nullable(),
  /** Our moves that Lightspeed's level does not hold yet. */
  unbooked: z.number(),
  expected: z.number().nullable(),
  /** The whole of it in a sentence. */
  say: z.string(),
  /** Newest last. */
  events: z.array(explainedEvent),
  /** Older events that are left out. */
  older: z.int(),
})
export type Explained = z.infer<typeof explained>
