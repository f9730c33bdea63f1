import { StationError } from '../../src-shared/failure.ts'
import type { Store } from '../store/store.ts'
import { signInName, tokenName } from './sign-in-record.ts'

/**
 * A profile that was started for a store which never answered, as for a mistyped address: nothing was read from it, so
 * nothing was counted, and no key to it is kept. It may work for another yet.
 */
export function isUntouched({ feeds, secrets }: Pick<Store, 'feeds' | 'secrets'>): boolean {
  const isRead = feeds
    .all()
    .some(({ cursor, rowCount, pulledAt }) => cursor !== 0 || rowCount > 0 || pulledAt !== null)
  return !isRead && [tokenName, signInName].every((name) => secrets.get(name) === null)
}

/**
 * A profile holds the work of one store: connecting it to another would mix what was counted, and send one store's kept
 * token to the other.
 *
 * @param before the store the profile works for; null while it knows none
 * @throws StationError `other-store`
 */
export function mustBeSameStore(before: string | null, url: string): void {
  if (before === null || before === url) return
  throw new StationError(
    'other-store',
    `This profile holds the work of ${before}.`,
    'Start the station with another profile folder (--profile DIR) for another store.',
  )
}
