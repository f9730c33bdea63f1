import { z } from 'zod'
import { reconcileState } from '../model/difference.ts'
import { explained } from '../model/explained.ts'

const nothing = z.object({})

/** Comparing the record here with Lightspeed's, and why a product's numbers are what they are. */
export const reconcileRequests = {
  'reconcile:state': { takes: nothing, gives: reconcileState },
  /** Compares everything, or one consignment, as soon as the call allowance has room, or after what is under way. */
  'reconcile:start': { takes: z.object({ consignmentId: z.string().optional() }), gives: nothing },
  /** Stops comparing everything; what was found stays. */
  'reconcile:cancel': { takes: nothing, gives: nothing },
  'reconcile:settle': {
    takes: z.object({
      differenceId: z.string(),
      choice: z.string().max(60),
      reason: z.string().trim().min(3).max(500),
    }),
    gives: nothing,
  },
  /** Everything between our count of a product and Lightspeed's at an outlet; this station's own when none is named. */
  'product:explain': {
    takes: z.object({ productId: z.string().max(100), outletId: z.string().max(100).optional() }),
    gives: explained,
  },
}
