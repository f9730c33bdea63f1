import { z } from 'zod'
import { deviceRole, finding, symptom } from '../model/device.ts'
import { replayed, trafficView } from '../model/traffic.ts'

const nothing = z.object({})

/** Trying out devices and finding what is wrong with them. None of these touches a consignment. */
export const doctorRequests = {
  /** Looks at one device and names what is wrong with it; `sees` is what the person sees that no device tells. */
  'doctor:look': {
    takes: z.object({ role: deviceRole, sees: symptom.nullable().default(null) }),
    gives: z.object({
      findings: z.array(finding),
      /** What was looked at, in whole sentences: also what could not be known. */
      lookedAt: z.array(z.string()),
    }),
  },
  /** What one of the last scans means; null when it is too long ago. */
  'doctor:scan': {
    takes: z.object({ scanId: z.string() }),
    gives: z
      .object({
        text: z.string(),
        symbology: z.string().nullable(),
        device: z.string(),
        says: z.array(z.string()),
        odd: z.array(z.string()),
      })
      .nullable(),
  },
  /** Switches the traffic recorder on or off; switching it on begins a new recording. */
  'doctor:record': { takes: z.object({ isOn: z.boolean() }), gives: nothing },
  /** Forgets what was recorded. */
  'doctor:forget': { takes: nothing, gives: nothing },
  /** The newest pieces recorded. Without `isFull` what was on codes and labels is left out. */
  'doctor:traffic': { takes: z.object({ isFull: z.boolean() }), gives: trafficView },
  /** Writes the recording into a file of the profile that screens load as `file/NAME`. */
  'doctor:save-traffic': { takes: z.object({ isFull: z.boolean() }), gives: z.object({ file: z.string() }) },
  /**
   * What the station would make of a recording: the one in memory, or the text of a saved file (the newest part of a
   * long one: a message has its limit). Nothing is counted, weighed or printed.
   */
  'doctor:replay': {
    takes: z.object({
      text: z.string().max(200_000).nullable(),
    }),
    gives: z.object({ count: z.int(), shown: z.array(replayed) }),
  },
}
