import { OpenedDesk } from '../part/opened-desk.tsx'
import { useAsk } from '../station.tsx'
import { ReturnView } from './return-view.tsx'
import { useReturnActs } from './use-return-acts.ts'

/** One supplier return, from its list to its refund; it is packed at the packing bench. */
export function ReturnScreen({ consignmentId }: { readonly consignmentId: string }) {
  const query = useAsk('return:open', { consignmentId })
  const acts = useReturnActs(consignmentId)
  return <OpenedDesk query={query}>{(desk) => <ReturnView desk={desk} acts={acts} />}</OpenedDesk>
}
