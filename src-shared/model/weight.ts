import { z } from 'zod'

/**
 * One reading of a scale. Only `steady` may ever be recorded; every other member is for display. Whole grams;
 * `shown` is the scale's own digits and unit.
 */
export const scaleReading = z.discriminatedUnion('is', [
  z.object({ is: z.literal('steady'), grams: z.int(), net: z.boolean(), shown: z.string() }),
  z.object({ is: z.literal('moving'), grams: z.int().nullable(), shown: z.string().nullable() }),
  z.object({ is: z.literal('overload') }),
  z.object({ is: z.literal('below-zero'), grams: z.int().nullable() }),
  z.object({ is: z.literal('needs-zero') }),
  z.object({ is: z.literal('fault'), why: z.string() }),
])
export type ScaleReading = z.infer<typeof scaleReading>
