import { z } from 'zod'
import { personRoles } from '../rule/rights.ts'

export const personRole = z.enum(personRoles)

/** A person as the sign-in screen and the frame show them. */
export const personTile = z.object({ id: z.string(), name: z.string(), role: personRole })
export type PersonTile = z.infer<typeof personTile>

/** A person as Setup shows them. */
export const personView = personTile.extend({
  outletIds: z.array(z.string()),
  /** The user of Lightspeed this person is; null where nobody said. */
  remoteUserId: z.string().nullable(),
  isActive: z.boolean(),
  hasPin: z.boolean(),
  hasBadge: z.boolean(),
  /** So many wrong PINs that a manager has to let them try again. */
  isLockedOut: z.boolean(),
})
export type PersonView = z.infer<typeof personView>

/** How people sign in at this station. */
export const staffRules = z.object({
  /** Locks by itself after so many minutes without anybody doing anything; null: never. */
  lockAfterMinutes: z.int().min(1).max(240).nullable(),
  /** `alone`: a badge signs in. `with-pin`: a badge only says who it is, the PIN is asked besides. */
  badge: z.enum(['alone', 'with-pin']),
})
export type StaffRules = z.infer<typeof staffRules>

/**
 * Who is at the station. `open`: no administrator was set up yet, everybody works as the bench. `locked`: people are set
 * up and none of them is signed in. `on`: this person is.
 */
export const staffState = z.discriminatedUnion('is', [
  z.object({ is: z.literal('open') }),
  z.object({
    is: z.literal('locked'),
    /** Everybody who can sign in here, by name. */
    people: z.array(personTile),
    /** The person whose badge was scanned, where the PIN is asked besides. */
    badgeOf: z.string().nullable(),
  }),
  z.object({
    is: z.literal('on'),
    person: personTile,
    people: z.array(personTile),
    badgeOf: z.string().nullable(),
    lockAfterMinutes: z.int().nullable(),
  }),
])
export type StaffState = z.infer<typeof staffState>
