import type { ConsignmentHead } from '../../src-shared/model/consignment.ts'
import { lengthSay, timeSay, units } from '../format.ts'
import { Bar } from '../part/bar.tsx'
import { Icon } from '../part/icon.tsx'
import { standSay } from '../part/stand-say.ts'
import { wayOf } from '../part/way-of.ts'
import { benchOf, hashOf, type Route } from '../route.ts'
import { words } from '../words.ts'
import type { LaneName } from './lane-name.ts'

type CardProps = {
  readonly head: ConsignmentHead
  readonly lane: LaneName
  readonly outletId: string | null
  readonly now: number
}

function routeOf({ head, lane, outletId }: CardProps): Route {
  if (lane === 'toPack' && head.kind !== 'RETURN') return { screen: 'pack', id: head.id }
  if (lane === 'toReceive') return { screen: 'receive', id: head.id }
  return benchOf(head, outletId)
}

/** A consignment in a lane: from → to, note, kind, due, how much, how far, and what it waits for. */
export function Card(props: CardProps) {
  const { head, lane, now } = props
  const w = words.work
  const isComing = lane === 'toReceive' || head.receivedUnits > 0
  const counted = isComing ? head.receivedUnits : head.packedUnits
  const done = isComing ? head.receivedOfExpected : head.packedOfPlanned
  const later = isComing ? 0 : (head.shipment?.laterUnits ?? 0)
  const all = isComing ? head.expectedUnits : Math.max(done, head.plannedUnits - later)
  const more = counted > done ? units(counted - done) : null
  const way = wayOf(head)
  const isLate = head.dueAt !== null && lane !== 'done' && Date.parse(head.dueAt) < now
  const amount = counted > 0 ? w.progress(units(done), units(all), more) : w.units(units(all))
  // Nothing goes anywhere, and what was counted so far may be nobody's to see.
  const isCount = head.kind === 'STOCKTAKE'
  return (
    <a className="work-card" href={hashOf(routeOf(props))}>
      <span className="work-card-way">
        {!isCount && way.from}
        <span className="work-card-to">
          {!isCount && <Icon name="arrow" size={20} />}
          {way.to}
        </span>
      </span>
      <span className="work-card-code">
        <span className="code">{head.code}</span>
        <span className="tag">{standSay(head)}</span>
        {head.shipment && <span className="tag">{words.pack.shipment.number(head.shipment.number)}</span>}
      </span>
      {head.note !== '' && (
        <span className="work-card-note" title={head.note}>
          {head.note}
        </span>
      )}
      <span className="work-card-facts">
        {w.kinds[head.kind]} · {w.lines(units(head.lines))}
        {!isCount && ` · ${amount}`}
        {later > 0 && ` · ${words.pack.shipment.later(units(later))}`}
        {head.boxes > 0 && ` · ${w.boxes(head.boxes)}`}
      </span>
      {counted > 0 && all > 0 && <Bar done={done} all={all} label={amount} />}
      <span className="work-card-foot">
        {head.dueAt !== null && (
          <span className={isLate ? 'due is-late' : 'due'}>
            {isLate && <Icon name="clock" size={16} />}
            {isLate ? w.overdue(timeSay(head.dueAt, now)) : w.due(timeSay(head.dueAt, now))}
          </span>
        )}
        {head.readOnlyBecause && <span className="tag">{w.readOnly}</span>}
        {(head.conflict || head.waiting?.isParked) && <span className="tag tag-look">{w.parked}</span>}
      </span>
      {head.waiting && (
        <span className="work-card-waiting">
          {w.waitingSince(lengthSay(now - Date.parse(head.waiting.since)), head.waiting.what)}
        </span>
      )}
    </a>
  )
}
