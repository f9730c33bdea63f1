import { z } from 'zod'
import { usualSignInPort } from '../rule/redirect-uri.ts'
import { testedStore } from './tested-store.ts'

const nothing = z.object({})

/** How far a sign-in has come. */
export const signInView = z.discriminatedUnion('is', [
  z.object({ is: z.literal('idle') }),
  /** The browser has the page; `note` says what came back that does not belong to this sign-in. */
  z.object({
    is: z.literal('waiting'),
    page: z.string(),
    redirectUri: z.string(),
    note: z.string().nullable(),
  }),
  /** The browser came back and the store is being asked. */
  z.object({ is: z.literal('asking') }),
  z.object({ is: z.literal('failed'), say: z.string(), next: z.string() }),
  /** Signed in to a store that this station has not worked with: which outlet it stands in is open. */
  z.object({ is: z.literal('choose'), store: testedStore }),
  z.object({ is: z.literal('done') }),
])
export type SignInView = z.infer<typeof signInView>

/** Signing in to a store by OAuth, and signing out of whatever the station is connected with. */
export const signInRequests = {
  /**
   * Begins to wait for the browser; `page` is to be opened in it. The program is the store owner's own registration;
   * without a secret the kept one is used.
   */
  'setup:sign-in': {
    takes: z.object({
      url: z.string().max(300),
      apiVersion: z.enum(['2026-07', '2.0']).default('2026-07'),
      clientId: z.string().trim().min(1).max(200),
      clientSecret: z.string().trim().max(500).nullable(),
      port: z.int().min(1024).max(65_535).default(usualSignInPort),
    }),
    gives: z.object({ page: z.string() }),
  },
  'setup:sign-in-state': { takes: nothing, gives: signInView },
  'setup:sign-in-cancel': { takes: nothing, gives: nothing },
  /** Leaves training and connects this profile to the store that was signed in to. */
  'setup:sign-in-connect': { takes: z.object({ outletId: z.string() }), gives: nothing },
  /** Forgets token or sign-in and stops the line. What is not sent stays, and goes out after the next sign-in. */
  'setup:sign-out': { takes: z.object({ reason: z.string().trim().min(3).max(500) }), gives: nothing },
}
