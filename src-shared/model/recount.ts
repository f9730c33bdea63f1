import { z } from 'zod'

/** Units that left this outlet and did not arrive: are they still on the shelf? `level` is what the books say. */
export const recount = z.object({
  id: z.string(),
  consignmentId: z.string(),
  code: z.string(),
  /** Where they should have come to. */
  to: z.string().nullable(),
  name: z.string(),
  sku: z.string(),
  missing: z.int(),
  level: z.number().nullable(),
  at: z.string(),
})
export type Recount = z.infer<typeof recount>
