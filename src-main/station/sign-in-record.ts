import { z } from 'zod'
import type { OwnApp, TokenPair } from '../lightspeed/sign-in/token-endpoint.ts'

/**
 * Everything one sign-in came to. It is kept as one sealed record, so that a pair never stands beside the program of
 * another; `origin` is the one store that either is shown to.
 */
export type SignIn = { origin: string; app: OwnApp; port: number; pair: TokenPair }

export const signInName = 'lightspeed-sign-in'
/** Under which a personal token is sealed. */
export const tokenName = 'lightspeed-token'

const record = z.object({
  origin: z.string(),
  app: z.object({ clientId: z.string(), clientSecret: z.string() }),
  port: z.int(),
  pair: z.object({
    access: z.string(),
    refresh: z.string(),
    expiresAtMs: z.number(),
    scope: z.string(),
    prefix: z.string(),
  }),
})

/** The sign-in of an opened record; null when it is none that this program wrote. */
export function readSignIn(text: string): SignIn | null {
  try {
    return record.parse(JSON.parse(text))
  } catch (thrown) {
    if (thrown instanceof SyntaxError || thrown instanceof z.ZodError) return null
    throw thrown
  }
}

export function writtenSignIn(signIn: SignIn): string {
  return JSON.stringify(signIn)
}

/** What must never be seen anywhere. */
export function secretsOf({ app, pair }: SignIn): string[] {
  return [app.clientSecret, pair.access, pair.refresh]
}
