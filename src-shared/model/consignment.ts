import { z } from 'zod'

/** The four kinds of stock movement. PO is Lightspeed's SUPPLIER; the other three carry the same name there. */
export const kinds = ['PO', 'OUTLET', 'RETURN', 'STOCKTAKE'] as const
export const kind = z.enum(kinds)
export type Kind = z.infer<typeof kind>

/** Local states of all kinds. Which of them a kind knows, and the ways between them, is `rule/transition.ts`. */
export const states = [
  'draft',
  'pending_approval',
  'rejected',
  'approved',
  'packing',
  'packed',
  'sent',
  'receiving',
  'partial',
  'received',
  'completed',
  'cancelled',
  'scheduled',
  'counting',
  'review',
] as const
export const state = z.enum(states)
export type State = z.infer<typeof state>

/** SA store assistant, SM store manager, OM operations manager, DI director, AD administrator, FI finance, SY the station itself. */
export const roles = ['SA', 'SM', 'OM', 'DI', 'AD', 'FI', 'SY'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

/** An outlet or supplier as shown: its Lightspeed id and its name. */
export const place = z.object({ id: z.string(), name: z.string() })
export type Place = z.infer<typeof place>

/** What the network still has to be told about a consignment, in words; null when Lightspeed agrees. */
export const waitingFor = z.object({
  since: z.string(),
  what: z.string(),
  why: z.string().nullable(),
  isParked: z.boolean(),
})
export type WaitingFor = z.infer<typeof waitingFor>

/** Which of the shipments of a transfer this is, from 1, and the others. */
export const shipment = z.object({
  number: z.int(),
  others: z.array(z.object({ id: z.string(), code: z.string(), number: z.int() })),
  /** Of what this one planned, units that were left for the next: they are not short here. */
  laterUnits: z.int(),
})
export type Shipment = z.infer<typeof shipment>

/** A consignment without its lines, as a card or a screen's head. Counts are whole units, times UTC ISO. */
export const consignmentHead = z.object({
  id: z.string(),
  code: z.string(),
  kind,
  state,
  reference: z.string(),
  remoteId: z.string().nullable(),
  remoteStatus: z.string().nullable(),
  from: place.nullable(),
  to: place.nullable(),
  supplier: place.nullable(),
  note: z.string(),
  dueAt: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  updatedAt: z.string(),
  lines: z.int(),
  plannedUnits: z.int(),
  packedUnits: z.int(),
  receivedUnits: z.int(),
  /** Units that should come: those packed where the boxes are known here, else those planned. */
  expectedUnits: z.int(),
  /** Without what is over on a line: that makes up for nothing on another. */
  packedOfPlanned: z.int(),
  receivedOfExpected: z.int(),
  damagedUnits: z.int(),
  boxes: z.int(),
  /** Null for one that leaves at once, as most do. */
  shipment: shipment.nullable(),
  waiting: waitingFor.nullable(),
  conflict: z.string().nullable(),
  /** Not null when a quantity from Lightspeed cannot be counted here (a fraction); the consignment is shown read-only. */
  readOnlyBecause: z.string().nullable(),
})
export type ConsignmentHead = z.infer<typeof consignmentHead>

const driven = z.object({
  mode: z.literal('internal'),
  driver: z.string().trim().min(1),
  vehicle: z.string().optional(),
  /** When it leaves. */
  at: z.string().trim().min(1),
})
const otherWays = [
  z.object({
    mode: z.literal('courier'),
    carrier: z.string().trim().min(1),
    tracking: z.array(z.string().trim().min(1)),
    /** When the courier took it, once somebody said so. */
    at: z.string().trim().min(1).optional(),
  }),
  z.object({
    mode: z.literal('pickup'),
    by: z.string().trim().min(1),
    phone: z.string().trim().min(1),
    at: z.string().trim().min(1),
  }),
  z.object({ mode: z.literal('depot'), location: z.string().trim().min(1), at: z.string().trim().min(1) }),
] as const

/** How goods leave, as it is asked for: 'packed and sent' asks only for the fields its mode needs. */
export const handoverNow = z.discriminatedUnion('mode', [driven, ...otherWays])
export type HandoverNow = z.infer<typeof handoverNow>
/** The same as it is kept: handovers of earlier versions do not say when a driver leaves. */
export const handover = z.discriminatedUnion('mode', [driven.partial({ at: true }), ...otherWays])
export type Handover = z.infer<typeof handover>
