import { ActButton } from '../part/act-button.tsx'
import { FailureNote } from '../part/failure-note.tsx'
import { useKeys } from '../part/keys.ts'
import { goTo } from '../route.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { Lane } from '../work/lane.tsx'

/** The stocktakes of this outlet, and the way to a new one. */
export function PickCount({ outletId }: { readonly outletId: string | null }) {
  const lists = useAsk('work:list', { search: '' })
  const done = lists.data?.done.filter(({ kind }) => kind === 'STOCKTAKE') ?? []
  useKeys({ F6: () => goTo('count', 'new') })
  return (
    <div className="screen-pad pick">
      <header className="pick-head">
        <h1>{words.count.pick}</h1>
        <ActButton kind="main" icon="plus" keyName="F6" onClick={() => goTo('count', 'new')}>
          {words.count.make.open}
        </ActButton>
      </header>
      {lists.error && <FailureNote failure={lists.error.failure} onRetry={() => void lists.refetch()} />}
      {lists.data && <Lane lane="toCount" heads={lists.data.toCount} isSearch={false} outletId={outletId} />}
      {done.length > 0 && <Lane lane="done" heads={done} isSearch={false} outletId={outletId} />}
    </div>
  )
}
