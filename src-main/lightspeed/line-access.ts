import type { RenewToken, TokenSource } from './caller.ts'

/**
 * - `none`: there is nothing here to speak for the store with
 * - `token`: a personal token
 * - `signed-in`: a token pair that is believed
 * - `reauthorise`: the store takes the pair no more, a person has to sign in again
 */
export type AccessState = 'none' | 'token' | 'signed-in' | 'reauthorise'

/** What the line to a store speaks for it with. */
export type LineAccess = { take: TokenSource; renew: RenewToken; state(): AccessState }

/** Access by a personal token, which nothing renews. */
export function tokenAccess(token: () => string | null): LineAccess {
  return {
    take: token,
    renew: () => Promise.resolve(false),
    state: () => (token() === null ? 'none' : 'token'),
  }
}
