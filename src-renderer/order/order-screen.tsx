import { FailureNote } from '../part/failure-note.tsx'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { OrderView } from './order-view.tsx'

/** One purchase order, kept true by news. */
export function OrderScreen({ consignmentId }: { readonly consignmentId: string }) {
  const desk = useAsk('order:open', { consignmentId })
  if (desk.data) return <OrderView desk={desk.data} />
  if (desk.error) {
    return (
      <div className="screen-pad">
        <FailureNote failure={desk.error.failure} onRetry={() => void desk.refetch()} />
      </div>
    )
  }
  return <p className="screen-wait">{words.frame.opening}</p>
}
