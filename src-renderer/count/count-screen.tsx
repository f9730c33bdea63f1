import { FailureNote } from '../part/failure-note.tsx'
import { words } from '../words.ts'
import { CountView } from './count-view.tsx'
import { ListView } from './list-view.tsx'
import { ReviewView } from './review-view.tsx'
import { useCountActs, useCountDesk } from './use-count-desk.ts'

/** One stocktake: its list, then the counting, then the review. */
export function CountScreen({ consignmentId }: { readonly consignmentId: string }) {
  const state = useCountDesk(consignmentId)
  const acts = useCountActs(consignmentId)
  switch (state.is) {
    case 'opening':
      return <p className="screen-wait">{words.frame.opening}</p>
    case 'refused':
      return (
        <div className="screen-pad">
          <FailureNote failure={state.problem.failure} onRetry={state.retry} />
        </div>
      )
    case 'open': {
      const { desk } = state
      if (desk.head.state === 'scheduled') return <ListView desk={desk} acts={acts} />
      // Each round begins with its own lines and a closed finish form.
      if (desk.head.state === 'counting') return <CountView key={desk.round} desk={desk} acts={acts} />
      return <ReviewView desk={desk} acts={acts} />
    }
  }
}
