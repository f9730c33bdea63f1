import { z } from 'zod'
import { photoView, refund, returnDesk, returnReason } from '../model/return.ts'
import { scanRecord } from '../model/scan.ts'

const nothing = z.object({})
const consignmentId = z.string()
const productId = z.string()

/** The most bytes of a photo that travel in one request: base64 makes them a third longer, and a frame has its limit. */
export const photoPartBytes = 120_000
/** The most bytes a photo may have. */
export const photoMostBytes = 10 * 1024 * 1024
/** The longest side of a photo that is kept, in pixels; screens scale it down before they send it. */
export const photoLongestSide = 1920

/** Goods that go back to their supplier, from the list to the refund. Packing them is the packing bench's. */
export const returnRequests = {
  'return:open': { takes: z.object({ consignmentId }), gives: returnDesk },
  /** A new return from this station's outlet, as a draft. */
  'return:create': {
    takes: z.object({ supplierId: z.string(), note: z.string().max(500).default('') }),
    gives: z.object({ consignmentId }),
  },
  /** Sets how many of a product go back; 0 takes the line off. Its reason and photos are kept for when it comes back. */
  'return:line': {
    takes: z.object({ consignmentId, productId, planned: z.int().min(0).max(100_000) }),
    gives: nothing,
  },
  /** Answers a scan that several products have: one of them, so many times. */
  'return:take': {
    takes: z.object({ consignmentId, productId, times: z.int().min(1).max(10_000).default(1) }),
    gives: scanRecord,
  },
  /** Takes back the last scan that put something on the list. */
  'return:undo': { takes: z.object({ consignmentId }), gives: scanRecord },
  'return:reason': {
    takes: z.object({
      consignmentId,
      productId,
      reason: returnReason,
      text: z.string().max(500).default(''),
    }),
    gives: nothing,
  },
  /**
   * Begins a photo of `sizeBytes`; its bytes follow in order with `return:photo-part`, and `return:photo-keep` looks at
   * what it is and keeps it. One that is not kept within two minutes is forgotten.
   */
  'return:photo-begin': {
    takes: z.object({ consignmentId, productId, sizeBytes: z.int().min(1).max(photoMostBytes) }),
    gives: z.object({ uploadId: z.string() }),
  },
  /** `at`: how many bytes came before these. */
  'return:photo-part': {
    takes: z.object({
      consignmentId,
      uploadId: z.string(),
      at: z.int().min(0).max(photoMostBytes),
      base64: z.base64().max(Math.ceil(photoPartBytes / 3) * 4),
    }),
    gives: nothing,
  },
  'return:photo-keep': { takes: z.object({ consignmentId, uploadId: z.string() }), gives: photoView },
  /** The picture is not shown any more; `isRemoved` false shows it again. The file stays where it is. */
  'return:photo-remove': {
    takes: z.object({ consignmentId, photoId: z.string(), isRemoved: z.boolean().default(true) }),
    gives: nothing,
  },
  /** sent to completed: what the supplier gives back is known. */
  'return:refund': {
    takes: z.object({ consignmentId, refund, note: z.string().trim().max(500).default('') }),
    gives: nothing,
  },
}
