import { z } from 'zod'
import { gs1Element, scanProblem } from './gs1.ts'
import { productHit } from './product.ts'

/** How a count came in: a device, the keyboard scanner, typed into the search, or a person's + and - keys. */
export const scanBy = z.enum(['serial', 'hid', 'keyboard', 'camera', 'typed', 'hand'])
export type ScanBy = z.infer<typeof scanBy>

/**
 * What a field on the screen wants codes for: the courier's tracking numbers, any code to try a scanner with, or a product
 * to be explained.
 */
export const fieldWish = z.enum(['tracking', 'tryout', 'product'])
export type FieldWish = z.infer<typeof fieldWish>

/** A field that waits for a code. Its id is made by the page, anew each time the field is shown. */
export const waitingField = z.object({ id: z.string().min(8).max(64), what: fieldWish })
export type WaitingField = z.infer<typeof waitingField>

/** What one scan or count did. `tone` and `colour` follow from `is`; see the renderer's outcome table. */
const counted = {
  lineId: z.string(),
  productId: z.string(),
  name: z.string(),
  times: z.int(),
  /** Units counted on this line after the scan, and units planned (or expected, when receiving). */
  counted: z.int(),
  planned: z.int(),
  boxNumber: z.int().nullable(),
  /** A case was scanned: `packs` of `name`, each `size` of what this line counts. Null when single units were. */
  pack: z.object({ name: z.string(), packs: z.int(), size: z.int() }).nullable().default(null),
}
export const scanOutcome = z.discriminatedUnion('is', [
  z.object({ is: z.literal('counted'), ...counted }),
  z.object({ is: z.literal('line-complete'), ...counted }),
  z.object({ is: z.literal('all-complete'), ...counted }),
  z.object({ is: z.literal('over'), ...counted }),
  z.object({ is: z.literal('extra'), ...counted }),
  /** Receiving only: `damaged` units of what is counted were found damaged (negative: taken back). */
  z.object({ is: z.literal('damaged'), ...counted, damaged: z.int() }),
  z.object({ is: z.literal('not-on-transfer'), product: productHit, times: z.int() }),
  z.object({ is: z.literal('several'), choices: z.array(productHit), times: z.int() }),
  /** Stocktakes only, before anybody counts: the product is on the list now (`isNew`), or was. */
  z.object({ is: z.literal('listed'), name: z.string(), isNew: z.boolean() }),
  /** A product of the catalogue, or several with one code, scanned where nothing is counted. */
  z.object({ is: z.literal('product'), names: z.array(z.string()) }),
  z.object({ is: z.literal('unknown') }),
  z.object({ is: z.literal('misread'), why: z.string() }),
  z.object({ is: z.literal('box'), parcelId: z.string(), number: z.int(), say: z.string() }),
  z.object({ is: z.literal('consignment'), consignmentId: z.string(), code: z.string() }),
  /** Given to a field on the screen that waited for a code; it counts nothing. */
  z.object({ is: z.literal('for-field'), what: fieldWish }),
  /** A person's badge: what it did. Neither the code nor a name is kept with it. */
  z.object({ is: z.literal('person'), say: z.string() }),
  z.object({
    is: z.literal('not-now'),
    why: z.string(),
    /** The person may not count here: the code of somebody who may allows one scan. */
    needsRight: z.literal(true).optional(),
  }),
])
export type ScanOutcome = z.infer<typeof scanOutcome>
export type PackCount = NonNullable<Extract<ScanOutcome, { is: 'counted' }>['pack']>

/** One scan as the screen's last-scan card shows it. `text` is what was read, after AIM prefix and framing. */
export const scanRecord = z.object({
  id: z.string(),
  at: z.string(),
  by: scanBy,
  text: z.string(),
  symbology: z.string().nullable(),
  /** The AIM identifier the scanner sent before the data, such as `]C1`. */
  aim: z.string().nullable(),
  /** Batch, expiry, serial number and whatever else GS1 data told; empty for any other code. */
  gs1: z.array(gs1Element),
  problems: z.array(scanProblem),
  consignmentId: z.string().nullable(),
  outcome: scanOutcome,
  undone: z.boolean(),
})
export type ScanRecord = z.infer<typeof scanRecord>
