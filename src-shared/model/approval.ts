import { z } from 'zod'
import { approvalActKinds } from '../rule/approval.ts'
import { approverRole } from '../rule/approval-tiers.ts'
import { kind, place } from './consignment.ts'
import { doer } from './history.ts'

/** Whether the person who asks may decide; else why not. `nobody-set-up`: there are no people here yet. */
export const mayDecide = z.enum(['yes', 'creator', 'wrong-role', 'nobody-set-up'])
export type MayDecideHere = z.infer<typeof mayDecide>

/** One thing that was done in a round. `to`: whom it was handed to. */
const approvalActView = z.object({
  id: z.string(),
  kind: z.enum(approvalActKinds),
  at: z.string(),
  who: doer,
  to: doer.nullable(),
  reason: z.string().nullable(),
})

/** An open round, or the last one of what was rejected. Money in whole cents ex GST, times UTC. */
export const approvalView = z.object({
  consignmentId: z.string(),
  roundId: z.string(),
  number: z.int(),
  isRejected: z.boolean(),
  kind,
  code: z.string(),
  from: place.nullable(),
  to: place.nullable(),
  supplier: place.nullable(),
  note: z.string(),
  lines: z.int(),
  units: z.int(),
  valueCents: z.int(),
  /** From 1. */
  tier: z.int(),
  roles: z.array(approverRole),
  required: z.int(),
  missing: z.int(),
  given: z.array(doer),
  /** Approvals that count only once the store is in reach again. */
  noted: z.array(doer),
  creator: doer,
  openedAt: z.string(),
  /** When it was rejected; null while it is open. */
  endedAt: z.string().nullable(),
  /** Until when what was rejected can be handed in again. */
  resubmitUntil: z.string().nullable(),
  reason: z.string().nullable(),
  /** Who is asked before all others. */
  first: doer.nullable(),
  handedTo: doer.nullable(),
  /** How many of its last rounds were rejected, one after the other. */
  rejections: z.int(),
  /** Whether the person who asks hears of that: somebody has to talk. */
  hearsOfRejections: z.boolean(),
  hasAskedNext: z.boolean(),
  remindedDays: z.int(),
  /** What is out of the ordinary about it, in words. */
  unusual: z.array(z.string()),
  /** Of the person who asks. */
  isMine: z.boolean(),
  waitsForMe: z.boolean(),
  may: mayDecide,
  mayOverride: z.boolean(),
})
export type ApprovalView = z.infer<typeof approvalView>

/** What an approver changed on something the person who asks had made, and they have not seen yet. */
export const changedForMe = z.object({
  consignmentId: z.string(),
  roundId: z.string(),
  code: z.string(),
  kind,
  at: z.string(),
  /** `Black tea: 10 → 8`, in the order of the changes. */
  changes: z.array(z.string()),
})
export type ChangedForMe = z.infer<typeof changedForMe>

/** A stocktake whose differences wait for a person. */
export const countToApprove = z.object({
  consignmentId: z.string(),
  code: z.string(),
  outlet: place.nullable(),
  since: z.string(),
  waitsForMe: z.boolean(),
})
export type CountToApprove = z.infer<typeof countToApprove>

const approvalLine = z.object({
  productId: z.string(),
  name: z.string(),
  sku: z.string(),
  planned: z.int(),
  costCents: z.int().nullable(),
})

/** What the approval of one consignment stands at, for its screen. */
export const approvalDesk = z.object({
  consignmentId: z.string(),
  /** The open round, or the last one where it was rejected; else null. */
  view: approvalView.nullable(),
  /** Whether it can be handed in now; `needs` says whether it has to be before it can go on. */
  submit: z.object({ may: z.boolean(), needs: z.boolean(), valueCents: z.int(), unknown: z.int() }),
  lines: z.array(approvalLine),
  acts: z.array(approvalActView),
  /** People it can be handed to. */
  others: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type ApprovalDesk = z.infer<typeof approvalDesk>

/** What an approval did: `noted` counts once the store is in reach; `void`: the amounts had changed, it is a draft again. */
export const approvalDone = z.object({
  is: z.enum(['approved', 'partly', 'already', 'noted', 'void']),
  say: z.string(),
})
export type ApprovalDone = z.infer<typeof approvalDone>
