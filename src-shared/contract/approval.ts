import { z } from 'zod'
import { approvalDesk, approvalDone, approvalView, changedForMe, countToApprove } from '../model/approval.ts'
import { place } from '../model/consignment.ts'
import { mostUnits } from '../model/order.ts'
import { rejectionReasons } from '../rule/approval.ts'
import { approvalRules } from '../rule/approval-tiers.ts'

const nothing = z.object({})
const consignmentId = z.string()
const reason = z.string().trim().min(3).max(500)
/** What the person looked at: a round that is over, or another one, is refused. */
const seen = z.object({ consignmentId, roundId: z.string() })
/** Its amounts as they were looked at: where an approver changed them since, nothing is approved. */
const seenAmounts = seen.extend({ saw: z.object({ units: z.int(), valueCents: z.int() }).optional() })

/** Approvals: what waits, deciding it, and what needs approval at all. */
export const approvalRequests = {
  /** Everything that waits, the oldest first, then the dearest; and what came back rejected. */
  'approval:inbox': {
    takes: nothing,
    gives: z.object({
      open: z.array(approvalView),
      rejected: z.array(approvalView),
      counts: z.array(countToApprove),
      /** What approvers changed on what the person who asks had made. */
      changed: z.array(changedForMe),
      /** How many of these wait for the person who asks. */
      waitingForMe: z.int(),
    }),
  },
  'approval:of': { takes: z.object({ consignmentId }), gives: approvalDesk },
  /** draft or rejected to pending_approval: opens a round in the tier its value falls in. */
  'approval:submit': { takes: z.object({ consignmentId }), gives: z.object({ roundId: z.string() }) },
  'approval:approve': { takes: seenAmounts, gives: approvalDone },
  /** Several at once: each is checked and written by itself, and gives its own answer. */
  'approval:approve-several': {
    takes: z.object({ rounds: z.array(seenAmounts).min(1).max(100) }),
    gives: z.array(z.object({ consignmentId, isOk: z.boolean(), say: z.string() })),
  },
  /** A text is needed with the reason `other`. */
  'approval:reject': {
    takes: seen.extend({
      reason: z.enum(rejectionReasons).nullable().default(null),
      text: z.string().trim().max(500).default(''),
    }),
    gives: nothing,
  },
  /** An approver changes the units of one line; 0 takes it off. What was approved before counts no more. */
  'approval:adjust': {
    takes: seen.extend({ productId: z.string(), units: z.int().min(0).max(mostUnits) }),
    gives: nothing,
  },
  /** The creator has read what an approver changed. */
  'approval:changes-seen': {
    takes: z.object({ consignmentId, roundId: z.string().max(60) }),
    gives: nothing,
  },
  /** Back to draft, with what is to be changed. */
  'approval:ask-changes': { takes: seen.extend({ reason }), gives: nothing },
  /** The creator takes it back. */
  'approval:withdraw': { takes: z.object({ consignmentId }), gives: nothing },
  /** Asks another person, who may approve it, instead of oneself. */
  'approval:delegate': { takes: seen.extend({ personId: z.string().max(60), reason }), gives: nothing },
  /** A director approves whatever is missing. Never their own. */
  'approval:override': { takes: seenAmounts.extend({ reason }), gives: approvalDone },
  'approval:rules': {
    takes: nothing,
    gives: z.object({ rules: approvalRules, outlets: z.array(place) }),
  },
  /** @throws `bad-tiers` naming what is wrong with which tier */
  'approval:set-rules': { takes: approvalRules, gives: nothing },
}
