import { OpenedDesk } from '../part/opened-desk.tsx'
import { useAsk } from '../station.tsx'
import { CountView } from './count-view.tsx'
import { ListView } from './list-view.tsx'
import { ReviewView } from './review-view.tsx'
import { useCountActs } from './use-count-acts.ts'

/** One stocktake: its list, then the counting, then the review. */
export function CountScreen({ consignmentId }: { readonly consignmentId: string }) {
  const query = useAsk('count:open', { consignmentId })
  const acts = useCountActs(consignmentId)
  return (
    <OpenedDesk query={query}>
      {(desk) => {
        if (desk.head.state === 'scheduled') return <ListView desk={desk} acts={acts} />
        // Each round begins with its own lines and a closed finish form.
        if (desk.head.state === 'counting') return <CountView key={desk.round} desk={desk} acts={acts} />
        return <ReviewView desk={desk} acts={acts} />
      }}
    </OpenedDesk>
  )
}
