import { z } from 'zod'
import { place } from '../model/consignment.ts'
import { personRole, personTile, personView, staffRules, staffState } from '../model/staff.ts'

const nothing = z.object({})
const personId = z.string().max(60)
const name = z.string().trim().min(1).max(80)
const pin = z.string().max(12)
const outletIds = z.array(z.string().max(100)).max(200)

/** Who is at the station, and who the people are. */
export const staffRequests = {
  'staff:state': { takes: nothing, gives: staffState },
  /**
   * Signs in with the personal PIN, in place of whoever is on. Wrong five times: a wait, each longer than the one
   * before, then a manager. The wait is the same for a person nobody knows.
   */
  'staff:sign-in': { takes: z.object({ personId, pin }), gives: personTile },
  /** Signs out whoever is on. What is open stays open. */
  'staff:lock': { takes: nothing, gives: nothing },
  /** Somebody is doing something on a screen: the station does not lock itself yet. */
  'staff:touch': { takes: nothing, gives: nothing },
  /** The first person: an administrator or director, who is signed in at once. Refused once there is one. */
  'staff:first': {
    takes: z.object({ name, role: z.enum(['AD', 'DI']), pin }),
    gives: personTile,
  },
  /** Everybody, also those who left; with Lightspeed's users and the outlets to choose from. */
  'staff:people': {
    takes: nothing,
    gives: z.object({
      people: z.array(personView),
      users: z.array(z.object({ id: z.string(), name: z.string() })),
      outlets: z.array(place),
      rules: staffRules,
      /** The person whose badge the next scan is; null when none is waited for. */
      badgeFor: z.string().nullable(),
    }),
  },
  'staff:add': {
    takes: z.object({ name, role: personRole, outletIds, remoteUserId: z.string().max(100).nullable(), pin }),
    gives: z.object({ personId: z.string() }),
  },
  'staff:change': {
    takes: z.object({
      personId,
      name: name.optional(),
      role: personRole.optional(),
      outletIds: outletIds.optional(),
      remoteUserId: z.string().max(100).nullable().optional(),
    }),
    gives: nothing,
  },
  'staff:set-pin': { takes: z.object({ personId, pin }), gives: nothing },
  /** The next scan at this station within half a minute is this person's badge; null: no longer waited for. */
  'staff:learn-badge': { takes: z.object({ personId: personId.nullable() }), gives: nothing },
  'staff:drop-badge': { takes: z.object({ personId }), gives: nothing },
  /** A person who left can no longer sign in; what they did stays theirs. */
  'staff:set-active': { takes: z.object({ personId, isActive: z.boolean() }), gives: nothing },
  /** Erases the name of somebody who has left, for good; what they did stays, without it. */
  'staff:erase-name': {
    takes: z.object({ personId, reason: z.string().trim().min(3).max(200) }),
    gives: nothing,
  },
  /** Lets a person try their PIN again. */
  'staff:unlock': { takes: z.object({ personId }), gives: nothing },
  'staff:rules': { takes: staffRules, gives: nothing },
}
