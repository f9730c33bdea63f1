import { FailureNote } from '../part/failure-note.tsx'
import { words } from '../words.ts'
import { ReceiveView } from './receive-view.tsx'
import { useReceiveActs, useReceiveDesk } from './use-receive-desk.ts'

/** The receiving bench of one consignment. */
export function ReceiveScreen({ consignmentId }: { readonly consignmentId: string }) {
  const state = useReceiveDesk(consignmentId)
  const acts = useReceiveActs(consignmentId)
  switch (state.is) {
    case 'opening':
      return <p className="screen-wait">{words.frame.opening}</p>
    case 'refused':
      return (
        <div className="screen-pad">
          <FailureNote failure={state.problem.failure} onRetry={state.retry} />
        </div>
      )
    case 'open':
      return <ReceiveView desk={state.desk} acts={acts} />
  }
}
