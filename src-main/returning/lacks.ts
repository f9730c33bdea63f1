import { StationError } from '../../src-shared/failure.ts'
import { returnLacks } from '../../src-shared/rule/return-ready.ts'
import type { Store } from '../store/store.ts'

/** What a return still lacks before it may be handed in for approval, as sentences; empty when nothing is missing. */
export function lacksOfReturn(store: Store, consignmentId: string): string[] {
  const reasons = new Map(store.returns.reasonsOf(consignmentId).map((row) => [row.productId, row]))
  const photos = Map.groupBy(store.returns.photosOf(consignmentId), (photo) => photo.productId)
  return returnLacks(
    store.lines.of(consignmentId).map(({ productId, name, planned }) => ({
      name,
      planned,
      reason: reasons.get(productId)?.reason ?? null,
      text: reasons.get(productId)?.text ?? '',
      photos: photos.get(productId)?.length ?? 0,
    })),
  )
}

/**
 * The guard `return-ready` of the transition table.
 * @throws StationError `return-not-ready` with the first thing that is missing
 */
export function mustBeComplete(store: Store, { id }: { id: string }): void {
  const [first, ...others] = lacksOfReturn(store, id)
  if (first === undefined) return
  const more = others.length === 0 ? '' : ` ${others.length} more on the list.`
  throw new StationError('return-not-ready', `${first}${more}`, 'Fill it in, then hand it in.')
}
