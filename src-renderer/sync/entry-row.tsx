import type { OutboxView } from '../../src-shared/model/sync.ts'
import { lengthSay, timeSay } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { ReasonForm } from '../part/reason-form.tsx'
import { goTo } from '../route.ts'
import type { Acts } from '../station.tsx'
import { words } from '../words.ts'
import { CopyTrace } from './copy-trace.tsx'
import { entryIcons } from './entry-icons.ts'

type EntryRowProps = { readonly entry: OutboxView; readonly acts: Acts; readonly now: number }

/** One parked change, below the cause it shares with others: what, since when, both sides, and the two ways on. */
export function EntryRow({ entry, acts, now }: EntryRowProps) {
  const w = words.sync
  const where = `entry ${entry.id}`
  return (
    <li className="entry">
      <Icon name={entryIcons[entry.state]} />
      <div className="entry-main">
        <p>
          <strong>{entry.what}</strong> <span className="code">{entry.code}</span>
        </p>
        <p className="muted">
          {w.since(timeSay(entry.since, now), lengthSay(now - Date.parse(entry.since)))}
          {entry.tries > 0 && ` · ${w.tries(entry.tries)}`}
          {entry.local !== null && ` · ${w.here}: ${words.work.states[entry.local]}`}
          {` · ${w.there}: ${entry.remote ?? w.notThere}`}
        </p>
        {entry.traceId && <CopyTrace traceId={entry.traceId} />}
        <FailureOf acts={acts} where={where} />
      </div>
      <div className="entry-acts">
        {entry.hasQuestion ? <ToQuestion /> : <Ways {...{ entry, acts, where }} />}
      </div>
    </li>
  )
}

/** Both sides and every choice stand there: a second pair of buttons here would only be in doubt with them. */
function ToQuestion() {
  return (
    <ActButton kind="main" onClick={() => goTo('sync', 'differences')}>
      {words.sync.answerIt}
    </ActButton>
  )
}

type WaysProps = Pick<EntryRowProps, 'entry' | 'acts'> & { readonly where: string }

function Ways({ entry, acts, where }: WaysProps) {
  const w = words.sync
  return (
    <>
      <ActButton onClick={() => void acts.act(where, 'sync:retry', { entryId: entry.id })}>
        {w.retry}
      </ActButton>
      <ReasonForm
        open={w.discard}
        ask={w.discardReason}
        go={w.discard}
        onReason={(reason) => acts.act(where, 'sync:discard', { entryId: entry.id, reason })}
      />
    </>
  )
}
