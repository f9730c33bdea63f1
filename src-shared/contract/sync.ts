import { z } from 'zod'
import { chartPoint, health } from '../model/health.ts'
import { laneStory, syncScreen } from '../model/sync.ts'

const nothing = z.object({})
const reason = z.string().trim().min(3).max(500)

/** What goes to Lightspeed and comes from it, and how that is going. */
export const syncRequests = {
  'sync:screen': { takes: nothing, gives: syncScreen },
  /** How the station is doing, with the figures behind it: the same as `health.json` in the profile. */
  'sync:health': { takes: nothing, gives: health },
  /** The last day in quarters of an hour. */
  'sync:chart': { takes: nothing, gives: z.object({ points: z.array(chartPoint) }) },
  /** One consignment on one line of time: every act here, call and answer; what is here, and what is there. */
  'sync:story': { takes: z.object({ consignmentId: z.string() }), gives: laneStory },
  /** `joined`: it is under way already, and one more follows it. */
  'sync:now': { takes: nothing, gives: z.object({ is: z.enum(['begun', 'joined', 'not-connected']) }) },
  'sync:retry': { takes: z.object({ entryId: z.string() }), gives: nothing },
  /** Everything parked with the same last answer goes out again, each with its own key. */
  'sync:retry-cause': {
    takes: z.object({ lastAnswer: z.string().max(2000) }),
    gives: z.object({ count: z.int() }),
  },
  'sync:discard': { takes: z.object({ entryId: z.string(), reason }), gives: nothing },
  'sync:settle': {
    takes: z.object({ conflictId: z.string(), choice: z.string().max(60), reason }),
    gives: nothing,
  },
  /**
   * Writes what support needs into the profile: log, health, counts and settings, without secrets, names or codes.
   * `file` is its name for `/file/`, `path` where it lies.
   */
  'support:bundle': {
    takes: nothing,
    gives: z.object({ file: z.string(), path: z.string(), bytes: z.int() }),
  },
}
