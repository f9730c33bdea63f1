import { useState } from 'react'
import type { OutboxView } from '../../src-shared/model/sync.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import type { Acts } from '../station.tsx'
import { words } from '../words.ts'
import { byCause, type Cause } from './by-cause.ts'
import { EntryRow } from './entry-row.tsx'

const shownAtFirst = 20
const shownMore = 100

type ParkedListProps = {
  readonly entries: readonly OutboxView[]
  readonly acts: Acts
  readonly now: number
}

/** What waits for a person, by what is wrong with it: one decision for each, or one for all of a cause. */
export function ParkedList({ entries, acts, now }: ParkedListProps) {
  if (entries.length === 0) return <p className="card side-card muted">{words.sync.noParked}</p>
  return byCause(entries).map((cause) => (
    <CauseCard key={cause.lastAnswer ?? ''} cause={cause} acts={acts} now={now} />
  ))
}

function CauseCard({
  cause,
  acts,
  now,
}: {
  readonly cause: Cause
  readonly acts: Acts
  readonly now: number
}) {
  const w = words.sync
  const [shown, setShown] = useState(shownAtFirst)
  const { lastAnswer, advice, entries } = cause
  const where = `cause ${lastAnswer}`
  const left = entries.length - shown
  return (
    <section className="card side-card cause">
      <header className="cause-head">
        <div>
          <h2>{lastAnswer ?? w.noCause}</h2>
          {advice && <p className="entry-advice">{advice}</p>}
          <p className="muted">{w.causeCount(entries.length)}</p>
        </div>
        {entries.length > 1 && lastAnswer !== null && (
          <ActButton
            kind={entries.every((entry) => entry.hasQuestion) ? 'quiet' : 'main'}
            isBusy={acts.busy.has(where)}
            onClick={() => void acts.act(where, 'sync:retry-cause', { lastAnswer })}
          >
            {w.retryAll(entries.length)}
          </ActButton>
        )}
      </header>
      <FailureOf acts={acts} where={where} />
      <ul>
        {entries.slice(0, shown).map((entry) => (
          <EntryRow key={entry.id} entry={entry} acts={acts} now={now} />
        ))}
      </ul>
      {left > 0 && (
        <ActButton kind="quiet" onClick={() => setShown(shown + shownMore)}>
          {w.showMore(Math.min(left, shownMore))}
        </ActButton>
      )}
    </section>
  )
}
