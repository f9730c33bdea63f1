import { FailureNote } from '../part/failure-note.tsx'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { Lane } from './lane.tsx'

type PickScreenProps = { readonly lane: 'toPack' | 'toReceive'; readonly outletId: string | null }

/** A bench without a consignment: the ones it could take. */
export function PickScreen({ lane, outletId }: PickScreenProps) {
  const lists = useAsk('work:list', { search: '' })
  return (
    <div className="screen-pad pick">
      <h1>{lane === 'toPack' ? words.work.pickPack : words.work.pickReceive}</h1>
      {lists.error && <FailureNote failure={lists.error.failure} onRetry={() => void lists.refetch()} />}
      {lists.data && <Lane lane={lane} heads={lists.data[lane]} isSearch={false} outletId={outletId} />}
    </div>
  )
}
