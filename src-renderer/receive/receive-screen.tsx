import { OpenedDesk } from '../part/opened-desk.tsx'
import { useAsk } from '../station.tsx'
import { ReceiveView } from './receive-view.tsx'
import { useReceiveActs } from './use-receive-acts.ts'

/** The receiving bench of one consignment, kept true by news. */
export function ReceiveScreen({ consignmentId }: { readonly consignmentId: string }) {
  const query = useAsk('receive:open', { consignmentId })
  const acts = useReceiveActs(consignmentId)
  return <OpenedDesk query={query}>{(desk) => <ReceiveView desk={desk} acts={acts} />}</OpenedDesk>
}
