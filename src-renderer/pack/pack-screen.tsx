import { useEffect } from 'react'
import type { State } from '../../src-shared/model/consignment.ts'
import { OpenedDesk } from '../part/opened-desk.tsx'
import { hashOf, isPacked } from '../route.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { DraftScreen } from '../work/draft-screen.tsx'
import { PackView } from './pack-view.tsx'
import { usePackActs } from './use-pack-acts.ts'

/** Before it may be packed there is only its plan. */
const isPlanned: ReadonlySet<State> = new Set(['draft', 'pending_approval', 'rejected'])

/** The packing bench of one consignment; a draft shows its plan instead, as there is nothing to pack yet. */
export function PackScreen({ consignmentId }: { readonly consignmentId: string }) {
  const query = useAsk('pack:open', { consignmentId })
  const acts = usePackActs(consignmentId)
  const scale = useAsk('scale:read', {})
  return (
    <OpenedDesk query={query}>
      {(desk) => {
        if (desk.head.kind === 'RETURN' && !isPacked(desk.head))
          return <GoToReturn consignmentId={consignmentId} />
        if (isPlanned.has(desk.head.state)) return <DraftScreen desk={desk} />
        return <PackView desk={desk} acts={acts} reading={scale.data?.reading ?? null} />
      }}
    </OpenedDesk>
  )
}

/** A return is packed here and nothing else: its list, its approval and its refund are on a screen of their own. */
function GoToReturn({ consignmentId }: { readonly consignmentId: string }) {
  useEffect(() => {
    window.location.replace(hashOf({ screen: 'return', id: consignmentId }))
  }, [consignmentId])
  return <p className="screen-wait">{words.frame.opening}</p>
}
