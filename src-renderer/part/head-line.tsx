import { useState } from 'react'
import type { ConsignmentHead } from '../../src-shared/model/consignment.ts'
import { lengthSay, timeSay } from '../format.ts'
import { hashOf } from '../route.ts'
import { words } from '../words.ts'
import { ActButton } from './act-button.tsx'
import { Bar } from './bar.tsx'
import { History } from './history.tsx'
import { Icon } from './icon.tsx'
import { standSay } from './stand-say.ts'
import { useNow } from './use-now.ts'
import { wayOf } from './way-of.ts'

type HeadLineProps = {
  readonly head: ConsignmentHead
  readonly done: number
  readonly all: number
  readonly progress: string
}

/** From → to, code, due, state, note and progress; below it, what waits, a conflict, or why it is read-only. */
export function HeadLine({ head, done, all, progress }: HeadLineProps) {
  // What waits less than a minute is told in seconds: it is to be seen moving.
  const now = useNow(head.waiting === null ? 30_000 : 1_000)
  const [isTold, setTold] = useState(false)
  const way = wayOf(head)
  const needsYou = head.conflict !== null || head.waiting?.isParked === true
  const isLate = head.dueAt !== null && Date.parse(head.dueAt) < now
  return (
    <header className="head-line">
      <div className="head-main">
        <h1 className="head-way">
          {head.kind !== 'STOCKTAKE' && (
            <>
              {way.from}
              <Icon name="arrow" size={24} />
            </>
          )}
          {way.to}
        </h1>
        <span className="code">{head.code}</span>
        <span className="tag">{standSay(head)}</span>
        <ActButton kind="quiet" icon="clock" isPressed={isTold} onClick={() => setTold(!isTold)}>
          {words.history.open}
        </ActButton>
        {head.dueAt && (
          <span className={isLate ? 'due is-late' : 'due'}>
            {isLate && <Icon name="clock" size={18} />}
            {isLate ? words.work.overdue(timeSay(head.dueAt, now)) : words.pack.due(timeSay(head.dueAt, now))}
          </span>
        )}
        {head.note !== '' && (
          <span className="head-said" title={head.note}>
            {head.note}
          </span>
        )}
      </div>
      <div className="head-progress">
        <span className="head-progress-say">{progress}</span>
        {all > 0 && <Bar done={done} all={all} label={progress} />}
      </div>
      {isTold && <History head={head} />}
      {head.shipment && (
        <p className="head-note">
          {words.pack.shipment.others(head.shipment.number)}
          {head.shipment.others.map(({ id, code, number }) => (
            <a key={id} href={hashOf({ screen: 'pack', id })}>
              {words.pack.shipment.other(number, code)}
            </a>
          ))}
        </p>
      )}
      {(head.readOnlyBecause || head.conflict || head.waiting) && (
        <p className={needsYou ? 'head-note is-late' : 'head-note'}>
          {head.conflict ??
            head.readOnlyBecause ??
            (head.waiting &&
              words.work.waitingSince(lengthSay(now - Date.parse(head.waiting.since)), head.waiting.what))}
          {needsYou && <a href={hashOf({ screen: 'sync', id: null })}>{words.work.decide}</a>}
        </p>
      )}
    </header>
  )
}
