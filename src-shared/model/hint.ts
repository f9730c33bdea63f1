import { z } from 'zod'

/**
 * The webhook types a station has a use for; Lightspeed has others (sales, customers, register closures).
 * Source: x-series-api.lightspeedhq.com/docs/webhooks
 */
export const webhookTypes = [
  'consignment.send',
  'consignment.receive',
  'inventory.update',
  'product.update',
] as const
export type WebhookType = (typeof webhookTypes)[number]
export const webhookType = z.enum(webhookTypes)

/**
 * One webhook, reduced to what it is good for: go and read this. Never data. `subject` is the consignment's or
 * product's id there; null where the webhook's own text could not be read.
 */
export const hint = z.object({
  sequence: z.int().positive(),
  type: webhookType,
  subject: z.string().max(60).nullable(),
  /** When the relay had it on disk, by the relay's clock. */
  at: z.string().max(40),
})
export type Hint = z.infer<typeof hint>

/**
 * What became of the webhooks of one type in the last 24 hours. `doubled` came before, byte by byte; `refused` were not
 * signed by a secret the relay knows.
 */
export const webhookTally = z.object({
  type: webhookType,
  taken: z.int().nonnegative(),
  doubled: z.int().nonnegative(),
  refused: z.int().nonnegative(),
})
export type WebhookTally = z.infer<typeof webhookTally>

/**
 * What a relay answers to a station. Ask next time with `after` = `next`. `isGap`: what lies between the cursor asked
 * with and the first hint is not known here any more, so everything must be read once.
 */
export const hintPage = z.object({
  /** Tells one relay's memory from another's: with another one, an older cursor means nothing. */
  relay: z.string().min(1).max(60),
  next: z.int().nonnegative(),
  isGap: z.boolean(),
  hints: z.array(hint).max(500),
  tallies: z.array(webhookTally).max(webhookTypes.length),
})
export type HintPage = z.infer<typeof hintPage>

/** Webhooks of the last 24 hours as this station knows them: the relay's own count, and what was read because of them. */
export type WebhooksOfTheDay = {
  /** When the relay was last heard from; null where this station never heard of one. */
  relayHeardAt: string | null
  lastHintAt: string | null
  types: (WebhookTally & {
    /** Hints that came here and whose reading is done. */
    read: number
    /** Hints that came here and whose reading is still to be done. */
    waiting: number
  })[]
}

/** The relay as Setup shows it. `isGiven`: by the command line, so it cannot be changed on the screen. */
export const relayView = z.object({
  url: z.string(),
  isGiven: z.boolean(),
  is: z.enum(['asking', 'listening', 'down']),
  say: z.string(),
})
export type RelayView = z.infer<typeof relayView>
