import { z } from 'zod'

/** What a bench has. `printer2` is a second printer, for other labels or to stand in for the first. */
export const deviceRole = z.enum(['scanner', 'scale', 'printer', 'printer2'])
export type DeviceRole = z.infer<typeof deviceRole>

/**
 * A device's one state. `none` = nobody set one up; `absent` = set up, never seen since start; `lost` = was there
 * and went away. Unplugged is a state, not an error: the driver keeps looking. `set-aside` = it sent more than such a
 * device can, and is not listened to until it was unplugged or somebody sets it up again. `next`: what cures a
 * trouble, where the device says so.
 */
export const deviceState = z.discriminatedUnion('is', [
  z.object({ is: z.literal('none') }),
  z.object({ is: z.literal('absent'), why: z.string() }),
  z.object({ is: z.literal('opening') }),
  z.object({ is: z.literal('ready') }),
  z.object({ is: z.literal('trouble'), why: z.string(), next: z.string().optional() }),
  z.object({ is: z.literal('set-aside'), why: z.string(), since: z.string() }),
  z.object({ is: z.literal('lost'), why: z.string(), since: z.string() }),
])
export type DeviceState = z.infer<typeof deviceState>

/** A lamp in the frame and a card on the device screen. `say` and `next` are whole sentences. */
export const deviceView = z.object({
  role: deviceRole,
  address: z.string().nullable(),
  state: deviceState,
  say: z.string(),
  next: z.string(),
  lastSeenAt: z.string().nullable(),
  lastData: z.string().nullable(),
  isVirtual: z.boolean(),
})
export type DeviceView = z.infer<typeof deviceView>

/** A device that is plugged in and could be set up as one of `roles`. */
export const deviceCandidate = z.object({
  address: z.string(),
  /** A line to choose it by. */
  say: z.string(),
  roles: z.array(deviceRole),
  /**
   * A scanner in a mode the station cannot read: which one, what is wrong and what to do, and the picture of the bar
   * code that changes it, as PNG, where one is known. Null when it works as it is.
   */
  wrongMode: z.object({ say: z.string(), codePngBase64: z.string().nullable() }).nullable(),
})
export type DeviceCandidate = z.infer<typeof deviceCandidate>

/** What a person sees that no device tells by itself. */
export const symptom = z.enum(['frozen', 'twice', 'prints-commands', 'nothing-comes-out', 'blank', 'shifted'])
export type Symptom = z.infer<typeof symptom>

/**
 * One fault the doctor found: what is wrong, the next step, a command to copy where the system must be told, and the
 * address to set the device up with where that helps. `signs` is what it was recognised by.
 */
export const finding = z.object({
  fault: z.string(),
  isCertain: z.boolean(),
  signs: z.string(),
  say: z.string(),
  next: z.string(),
  command: z.string().nullable(),
  address: z.string().nullable(),
})
export type Finding = z.infer<typeof finding>
