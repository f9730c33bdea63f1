import { z } from 'zod'

const nothing = z.object({})
const jobId = z.string()

/** Labels for one product that are not all out yet. `unsure`: one of them may or may not have come out. */
export const productLabelJob = z.object({
  jobId,
  productId: z.string(),
  name: z.string(),
  count: z.int(),
  done: z.int(),
  state: z.enum(['waiting', 'unsure']),
  problem: z.string().nullable(),
})
export type ProductLabelJob = z.infer<typeof productLabelJob>

/** Labels for products, printed where goods arrive. */
export const labelRequests = {
  'label:product': {
    takes: z.object({
      productId: z.string(),
      consignmentId: z.string().nullable().default(null),
      count: z.int().min(1).max(200),
      hasPrice: z.boolean().default(false),
    }),
    gives: z.object({ jobId }),
  },
  /** What is not out yet, of one consignment or of all. */
  'label:product-jobs': {
    takes: z.object({ consignmentId: z.string().nullable().default(null) }),
    gives: z.array(productLabelJob),
  },
  /** Answers 'did it come out?' for the one label the printer never confirmed; the rest goes on. */
  'label:product-came-out': { takes: z.object({ jobId, cameOut: z.boolean() }), gives: nothing },
  /** What has not come out yet will not. */
  'label:drop-product': { takes: z.object({ jobId }), gives: nothing },
}
