import { FailureNote } from '../part/failure-note.tsx'
import { words } from '../words.ts'
import { ReturnView } from './return-view.tsx'
import { useReturnActs, useReturnDesk } from './use-return-desk.ts'

/** One supplier return, from its list to its refund; it is packed at the packing bench. */
export function ReturnScreen({ consignmentId }: { readonly consignmentId: string }) {
  const state = useReturnDesk(consignmentId)
  const acts = useReturnActs(consignmentId)
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
      return <ReturnView desk={state.desk} acts={acts} />
  }
}
