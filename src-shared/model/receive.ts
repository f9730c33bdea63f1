import { z } from 'zod'
import { consignmentHead } from './consignment.ts'
import { scanRecord } from './scan.ts'

/** A line at the receiving bench. `before` counts closed receipts; `received`/`damaged` the open one. */
export const receiveLine = z.object({
  id: z.string(),
  productId: z.string(),
  name: z.string(),
  sku: z.string(),
  /** Units the sender says are coming: packed here, else the count Lightspeed shows. */
  expected: z.int(),
  before: z.int(),
  received: z.int(),
  damaged: z.int(),
  note: z.string(),
  isExtra: z.boolean(),
  hasPicture: z.boolean(),
  touchedAt: z.string().nullable(),
})
export type ReceiveLine = z.infer<typeof receiveLine>

export const receiveBox = z.object({
  parcelId: z.string(),
  number: z.int(),
  units: z.int(),
  grams: z.int().nullable(),
  labelNumber: z.string().nullable(),
  isConfirmed: z.boolean(),
  isOpened: z.boolean(),
})
export type ReceiveBox = z.infer<typeof receiveBox>

export const unlistedItem = z.object({
  id: z.string(),
  text: z.string(),
  name: z.string(),
  quantity: z.int(),
  note: z.string(),
})
export type UnlistedItem = z.infer<typeof unlistedItem>

/** What one receipt line does to stock here: received minus damaged; `isAcknowledged` once Lightspeed agrees. */
export const stockEffect = z.object({
  receiptNumber: z.int(),
  lineId: z.string(),
  productId: z.string(),
  name: z.string(),
  units: z.int(),
  isAcknowledged: z.boolean(),
})
export type StockEffect = z.infer<typeof stockEffect>

export const receiptView = z.object({
  id: z.string(),
  number: z.int(),
  state: z.enum(['open', 'closed', 'discarded']),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  closing: z.enum(['partial', 'full', 'short']).nullable(),
  reason: z.string().nullable(),
  received: z.int(),
  damaged: z.int(),
})
export type ReceiptView = z.infer<typeof receiptView>

export const receiveTotals = z.object({
  expected: z.int(),
  received: z.int(),
  damaged: z.int(),
  short: z.int(),
  over: z.int(),
  extra: z.int(),
})
export type ReceiveTotals = z.infer<typeof receiveTotals>

/** Everything the receive screen draws. */
export const receiveDesk = z.object({
  head: consignmentHead,
  /** Counts the writes of this consignment: news that follows on carries the next number. */
  revision: z.int(),
  lines: z.array(receiveLine),
  boxes: z.array(receiveBox),
  unlisted: z.array(unlistedItem),
  receipts: z.array(receiptView),
  effects: z.array(stockEffect),
  totals: receiveTotals,
  nextTimes: z.int(),
  lastScans: z.array(scanRecord),
  canUndo: z.boolean(),
  /** Things Lightspeed may refuse, kept here for the office: extra products, more than sent, unlisted items. */
  forTheOffice: z.array(z.string()),
})
export type ReceiveDesk = z.infer<typeof receiveDesk>
