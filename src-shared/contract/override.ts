import { z } from 'zod'
import { overridable, overrideMinutes } from '../rule/override.ts'

const nothing = z.object({})
const id = z.string().max(60)
const action = z.enum(overridable)

/** Codes by which somebody with the right allows a person one act on one consignment, once. */
export const overrideRequests = {
  /**
   * Makes a code for one person, act and consignment (by its code or id). It is shown this once and kept only as a hash;
   * one that was open for the same is withdrawn.
   */
  'override:issue': {
    takes: z.object({
      consignment: z.string().trim().min(1).max(60),
      action,
      personId: id,
      minutes: z.int().min(overrideMinutes.least).max(overrideMinutes.most).default(overrideMinutes.usual),
    }),
    gives: z.object({
      overrideId: z.string(),
      digits: z.string(),
      endsAt: z.string(),
      /** The consignment it is for. */
      code: z.string(),
    }),
  },
  /** The codes that can still be used; without their digits. */
  'override:list': {
    takes: nothing,
    gives: z.object({
      open: z.array(
        z.object({
          id: z.string(),
          action,
          code: z.string(),
          person: z.string(),
          issuedBy: z.string(),
          endsAt: z.string(),
        }),
      ),
    }),
  },
  'override:withdraw': { takes: z.object({ overrideId: id }), gives: nothing },
  /**
   * Enters a code after a request was refused: the same request of the same person is answered once within a minute. Five
   * wrong digits end the code.
   */
  'override:enter': {
    takes: z.object({
      ask: z.string().max(60),
      about: z.object({
        consignmentId: id.optional(),
        parcelId: id.optional(),
        fromParcelId: id.optional(),
        toParcelId: id.optional(),
      }),
      digits: z.string().trim().max(12),
    }),
    gives: nothing,
  },
}
