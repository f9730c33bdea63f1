import { z } from 'zod'
import type { PrintRow } from '../store/print-rows.ts'

/** What the ledger keeps of product labels: how many of one product, and how many came out so far. */
const productJob = z.object({
  productId: z.string(),
  consignmentId: z.string().nullable(),
  name: z.string(),
  sku: z.string(),
  code: z.string().nullable(),
  priceCents: z.int().nullable(),
  count: z.int().min(1),
  done: z.int().min(0),
})
export type ProductJob = z.infer<typeof productJob>

/** Null for a job of another kind, or one that an older station wrote in a way not known any more. */
export function readProductJob(job: PrintRow): ProductJob | null {
  if (job.kind !== 'product-label') return null
  try {
    return productJob.parse(JSON.parse(job.document))
  } catch (thrown) {
    if (thrown instanceof SyntaxError || thrown instanceof z.ZodError) return null
    throw thrown
  }
}

/** The job's document after one more label came out; null for a job of one label only. */
export function withOneMore(job: PrintRow): { text: string; isDone: boolean } | null {
  const kept = readProductJob(job)
  if (kept === null) return null
  const done = kept.done + 1
  return { text: JSON.stringify({ ...kept, done }), isDone: done >= kept.count }
}
