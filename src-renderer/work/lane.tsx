import type { ConsignmentHead } from '../../src-shared/model/consignment.ts'
import { Icon, type IconName } from '../part/icon.tsx'
import { useNow } from '../part/use-now.ts'
import { words } from '../words.ts'
import { Card } from './card.tsx'
import type { LaneName } from './lane-name.ts'

const icons: Record<LaneName, IconName> = {
  toPack: 'pack',
  toReceive: 'receive',
  toOrder: 'order',
  toCount: 'count',
  waiting: 'clock',
  done: 'check',
}

type LaneProps = {
  readonly lane: LaneName
  readonly heads: readonly ConsignmentHead[]
  readonly isSearch: boolean
  readonly outletId: string | null
}

/** One lane of work; an empty one says why it is empty and what fills it. */
export function Lane({ lane, heads, isSearch, outletId }: LaneProps) {
  const now = useNow(30_000)
  const empty = words.work.empty[lane]
  return (
    <section className={`lane lane-${lane}`} aria-label={words.work.lanes[lane]}>
      <h2 className="lane-head">
        <Icon name={icons[lane]} size={22} />
        {words.work.lanes[lane]}
        <span className="lane-count">{heads.length}</span>
      </h2>
      {heads.length === 0 ? (
        <div className="lane-empty">
          <p>
            <strong>{isSearch ? words.work.emptySearch : empty.why}</strong>
          </p>
          {!isSearch && <p className="muted">{empty.fills}</p>}
        </div>
      ) : (
        <ul className="cards">
          {heads.map((head) => (
            <li key={head.id}>
              <Card head={head} lane={lane} outletId={outletId} now={now} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
