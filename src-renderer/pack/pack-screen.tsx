import { useEffect } from 'react'
import type { State } from '../../src-shared/model/consignment.ts'
import { FailureNote } from '../part/failure-note.tsx'
import { hashOf, isPacked } from '../route.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { DraftScreen } from '../work/draft-screen.tsx'
import { PackView } from './pack-view.tsx'
import { usePackActs, usePackDesk } from './use-pack-desk.ts'

/** Before it may be packed there is only its plan. */
const isPlanned: ReadonlySet<State> = new Set(['draft', 'pending_approval', 'rejected'])

/** The packing bench of one consignment; a draft shows its plan instead, as there is nothing to pack yet. */
export function PackScreen({ consignmentId }: { readonly consignmentId: string }) {
  const state = usePackDesk(consignmentId)
  const acts = usePackActs(consignmentId)
  const scale = useAsk('scale:read', {})
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
      if (state.desk.head.kind === 'RETURN' && !isPacked(state.desk.head)) {
        return <GoToReturn consignmentId={consignmentId} />
      }
      if (isPlanned.has(state.desk.head.state)) return <DraftScreen desk={state.desk} />
      return <PackView desk={state.desk} acts={acts} reading={scale.data?.reading ?? null} />
  }
}

/** A return is packed here and nothing else: its list, its approval and its refund are on a screen of their own. */
function GoToReturn({ consignmentId }: { readonly consignmentId: string }) {
  useEffect(() => {
    window.location.replace(hashOf({ screen: 'return', id: consignmentId }))
  }, [consignmentId])
  return <p className="screen-wait">{words.frame.opening}</p>
}
