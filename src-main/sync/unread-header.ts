import { z } from 'zod'
import type { ConsignmentRow } from '../lightspeed/rows.ts'

const text = z.string().nullable()

/** A consignment's header as the list of unread ones keeps it. */
const kept = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  status: z.string(),
  outletId: text,
  sourceOutletId: text,
  supplierId: text,
  supplierInvoice: text,
  reference: text,
  consignmentDate: text,
  dueAt: text,
  receivedAt: text,
  createdAt: text,
  updatedAt: text,
  deletedAt: text,
  version: z.number().nullable(),
})

/** Reads a kept header; null for one that another version of this program kept in another form. */
export function readHeader(json: string): ConsignmentRow | null {
  return kept.safeParse(JSON.parse(json)).data ?? null
}
