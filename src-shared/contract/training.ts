import { z } from 'zod'
import { deviceRole } from '../model/device.ts'

const nothing = z.object({})

/** The virtual bench of training mode. Every request is refused outside training. */
export const trainingRequests = {
  'training:state': {
    takes: nothing,
    gives: z.object({
      devices: z.array(z.object({ role: deviceRole, isPluggedIn: z.boolean() })),
      grams: z.int(),
      isMoving: z.boolean(),
      isNetworkUp: z.boolean(),
      printer: z.enum(['ready', 'paper-out', 'head-open', 'paused', 'silent']),
      /** The labels the virtual printer printed last, newest first, PNG as base64. */
      labels: z.array(z.object({ at: z.string(), pngBase64: z.string() })),
      storePage: z.string(),
    }),
  },
  /** The virtual scanner reads this code: through its driver, as a real one. */
  'training:scan': { takes: z.object({ text: z.string().min(1).max(512) }), gives: nothing },
  /** Puts a weight on the virtual scale; it moves first, then stands steady. */
  'training:weigh': { takes: z.object({ grams: z.int().min(-5_000).max(60_000) }), gives: nothing },
  /** Puts the current box of a consignment on the scale: its contents by weight, give or take a few grams. */
  'training:weigh-box': {
    takes: z.object({ consignmentId: z.string() }),
    gives: z.object({ grams: z.int() }),
  },
  'training:plug': { takes: z.object({ role: deviceRole, isPluggedIn: z.boolean() }), gives: nothing },
  'training:printer': {
    takes: z.object({ condition: z.enum(['ready', 'paper-out', 'head-open', 'paused', 'silent']) }),
    gives: nothing,
  },
  /** Pulls the network cable between the station and the training store, or puts it back. */
  'training:network': { takes: z.object({ isUp: z.boolean() }), gives: nothing },
  /** Plays the other side at the training store. */
  'training:store': {
    takes: z.object({
      act: z.enum(['incoming-transfer', 'incoming-order', 'transfer-to-pack', 'edit', 'cancel']),
    }),
    gives: z.object({ say: z.string() }),
  },
}
