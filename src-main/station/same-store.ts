import { StationError } from '../../src-shared/failure.ts'

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
