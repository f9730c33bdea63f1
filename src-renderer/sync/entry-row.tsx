import type { OutboxView } from '../../src-shared/model/sync.ts'
import { lengthSay, timeSay } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { Icon, type IconName } from '../part/icon.tsx'
import { ReasonForm } from '../part/reason-form.tsx'
import type { Acts } from '../station.tsx'
import { words } from '../words.ts'

const icons: Record<OutboxView['state'], IconName> = {
  pending: 'clock',
  in_flight: 'sync',
  unknown: 'question',
  parked: 'triangle',
  done: 'check',
  discarded: 'cross',
}

type EntryRowProps = { readonly entry: OutboxView; readonly acts: Acts; readonly now: number }

/** One intention: what, since when, when next, the last answer in words; a parked one asks for a decision. */
export function EntryRow({ entry, acts, now }: EntryRowProps) {
  const w = words.sync
  const where = `entry ${entry.id}`
  const isParked = entry.state === 'parked'
  const wait = entry.nextTryAt === null ? null : Date.parse(entry.nextTryAt) - now
  return (
    <li className={isParked ? 'entry is-parked' : 'entry'}>
      <Icon name={icons[entry.state]} />
      <div className="entry-main">
        <p>
          <strong>{entry.what}</strong> <span className="code">{entry.code}</span>
        </p>
        <p className="muted">
          {w.states[entry.state]} ·{' '}
          {w.since(timeSay(entry.since, now), lengthSay(now - Date.parse(entry.since)))}
          {wait !== null && wait > 0 && ` · ${w.nextTry(lengthSay(wait))}`}
          {entry.tries > 0 && ` · ${w.tries(entry.tries)}`}
        </p>
        {entry.lastAnswer && <p>{entry.lastAnswer}</p>}
        {entry.advice && <p className="entry-advice">{entry.advice}</p>}
        {entry.traceId && <p className="muted code">{entry.traceId}</p>}
        <FailureOf acts={acts} where={where} />
      </div>
      {isParked && (
        <div className="entry-acts">
          <ActButton kind="main" onClick={() => void acts.act(where, 'sync:retry', { entryId: entry.id })}>
            {w.retry}
          </ActButton>
          <ReasonForm
            open={w.discard}
            ask={w.discardReason}
            go={w.discard}
            onReason={(reason) => acts.act(where, 'sync:discard', { entryId: entry.id, reason })}
          />
        </div>
      )}
    </li>
  )
}
