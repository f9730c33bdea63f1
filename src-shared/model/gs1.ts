import { z } from 'zod'

/** One application identifier (AI) and its value as printed. `decimals`: digits of a measure behind the point, else null. */
export const gs1Element = z.object({
  ai: z.string(),
  title: z.string(),
  value: z.string(),
  decimals: z.int().nullable(),
})
export type Gs1Element = z.infer<typeof gs1Element>

/** What is wrong with GS1 data; what could be read stands beside it. */
export const gs1Problem = z.discriminatedUnion('is', [
  z.object({ is: z.literal('unknown-ai'), rest: z.string() }),
  z.object({ is: z.literal('cut-short'), ai: z.string(), value: z.string() }),
  z.object({
    is: z.literal('bad-value'),
    ai: z.string(),
    value: z.string(),
    why: z.enum(['length', 'characters', 'date']),
  }),
  z.object({ is: z.literal('wrong-check-digit'), ai: z.string(), value: z.string(), shouldBe: z.string() }),
  /** The separator behind this value was lost on the way: value and what follows cannot be told apart. */
  z.object({ is: z.literal('separator-missing'), ai: z.string(), rest: z.string() }),
  z.object({ is: z.literal('twice'), ai: z.string(), value: z.string() }),
  z.object({ is: z.literal('does-not-go-with'), ai: z.string(), other: z.string() }),
  /** In a link: it stands behind the question mark and belongs in the path, beside its key. Its value is not read. */
  z.object({ is: z.literal('out-of-place'), ai: z.string(), value: z.string() }),
  /** `other`: one of these belongs beside it, with strokes between: `01/02`. It may stand in another code on the label. */
  z.object({ is: z.literal('needs'), ai: z.string(), other: z.string() }),
])
export type Gs1Problem = z.infer<typeof gs1Problem>

/** What was odd about a scan. It is still a scan. */
export const scanProblem = z.union([
  z.object({ is: z.literal('too-long'), bytes: z.int() }),
  /** The code of a case (GTIN-14, indicator 1 to 8), and nothing says how many units are in it. */
  z.object({ is: z.literal('case-size-unknown'), isKnown: z.boolean() }),
  gs1Problem,
])
export type ScanProblem = z.infer<typeof scanProblem>
