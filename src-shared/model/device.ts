import { z } from 'zod'

export const deviceRole = z.enum(['scanner', 'scale', 'printer'])
export type DeviceRole = z.infer<typeof deviceRole>

/**
 * A device's one state. `none` = nobody set one up; `absent` = set up, never seen since start; `lost` = was there
 * and went away. Unplugged is a state, not an error: the driver keeps looking.
 */
export const deviceState = z.discriminatedUnion('is', [
  z.object({ is: z.literal('none') }),
  z.object({ is: z.literal('absent'), why: z.string() }),
  z.object({ is: z.literal('opening') }),
  z.object({ is: z.literal('ready') }),
  z.object({ is: z.literal('trouble'), why: z.string() }),
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
