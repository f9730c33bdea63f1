import { z } from 'zod'
import { consignmentHead, place } from '../model/consignment.ts'
import { historyStep } from '../model/history.ts'
import { productHit } from '../model/product.ts'
import { recount } from '../model/recount.ts'
import { scanBy, scanRecord, waitingField } from '../model/scan.ts'

const nothing = z.object({})
const deskScreen = z.enum(['work', 'pack', 'receive', 'return', 'count', 'other'])

/** Lists, search, making a transfer, and where scans go. */
export const workRequests = {
  /** The lanes. `search` filters by code, reference, place, note and product. */
  'work:list': {
    takes: z.object({ search: z.string().max(200).default('') }),
    gives: z.object({
      toPack: z.array(consignmentHead),
      toReceive: z.array(consignmentHead),
      /** Orders that are written, approved or sent back: whatever is to be done before the supplier has them. */
      toOrder: z.array(consignmentHead),
      /** Stocktakes of this outlet that are not completed. */
      toCount: z.array(consignmentHead),
      waiting: z.array(consignmentHead),
      done: z.array(consignmentHead),
    }),
  },
  'outlet:list': { takes: nothing, gives: z.array(place) },
  /** Products by name, SKU or code, at least 2 characters. Stock is that of `outletId`, else of this station's outlet. */
  'product:search': {
    takes: z.object({
      text: z.string().max(200),
      limit: z.int().min(1).max(100).default(30),
      outletId: z.string().optional(),
    }),
    gives: z.array(productHit),
  },
  /** A new outlet transfer from this station's outlet, as a draft. */
  'transfer:create': {
    takes: z.object({
      toOutletId: z.string(),
      note: z.string().max(500).default(''),
      dueAt: z.iso.datetime().nullable().default(null),
    }),
    gives: z.object({ consignmentId: z.string() }),
  },
  /** Sets the planned quantity of a product on a draft; 0 takes the line off. */
  'transfer:plan': {
    takes: z.object({
      consignmentId: z.string(),
      productId: z.string(),
      planned: z.int().min(0).max(100_000),
    }),
    gives: nothing,
  },
  /** draft to approved: ready to pack. */
  'transfer:release': { takes: z.object({ consignmentId: z.string() }), gives: nothing },
  'consignment:cancel': {
    takes: z.object({ consignmentId: z.string(), reason: z.string().trim().min(3).max(500) }),
    gives: nothing,
  },
  /** What left this outlet and did not arrive, to be counted again on its shelf; oldest first. */
  'recount:list': { takes: nothing, gives: z.array(recount) },
  /** How many were on the shelf: ends the question. */
  'recount:done': {
    takes: z.object({ recountId: z.string(), counted: z.int().min(0).max(1_000_000) }),
    gives: nothing,
  },
  /** Every state a consignment went through: when, who, why. Oldest first. */
  'consignment:history': { takes: z.object({ consignmentId: z.string() }), gives: z.array(historyStep) },
  /**
   * Tells the station what the person is looking at: device scans go there. Kept across a restart, but for `field`: a
   * field on the screen that waits for a code gets the next ones as news (`field-scan`), until it is shown no more.
   * Of several pages the one used last has the scanner; `isUsed` false leaves it where it is. Gives this page's own id
   * and the id of the page that has the scanner.
   */
  'desk:show': {
    takes: z.object({
      screen: deskScreen,
      consignmentId: z.string().nullable(),
      field: waitingField.nullable().default(null),
      isUsed: z.boolean().default(true),
    }),
    gives: z.object({ pageId: z.string(), scannerAt: z.string() }),
  },
  /** What the person was looking at last, for a page that is opened anew; the work screen when that is gone. */
  'desk:where': {
    takes: nothing,
    gives: z.object({ screen: deskScreen, consignmentId: z.string().nullable() }),
  },
  /** The field has the code of this scan. One that is not confirmed in time is taken as an ordinary scan. */
  'desk:took': { takes: z.object({ scanId: z.string() }), gives: nothing },
  /** A scan read by the page (keyboard scanner) or typed. Goes where device scans go; gives what it did. */
  'desk:scan': {
    takes: z.object({ text: z.string().max(512).regex(/\S/, 'a scan says something'), by: scanBy }),
    gives: scanRecord,
  },
  /** 'n ×': the next scan counts n units. */
  'desk:times': {
    takes: z.object({ consignmentId: z.string(), times: z.int().min(1).max(10_000) }),
    gives: nothing,
  },
}
