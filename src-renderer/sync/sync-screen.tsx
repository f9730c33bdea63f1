import { useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote, FailureOf } from '../part/failure-note.tsx'
import { useNow } from '../part/use-now.ts'
import { goTo } from '../route.ts'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { Conflicts } from './conflicts.tsx'
import { EntryRow } from './entry-row.tsx'
import { Feeds } from './feeds.tsx'

const saidForMs = 10_000

/** What Lightspeed has not heard yet, what needs a person, and what comes in. */
export function SyncScreen() {
  const screen = useAsk('sync:screen', {})
  const acts = useActs()
  const now = useNow(5000)
  const w = words.sync
  const [asked, setAsked] = useState<{ is: Gives<'sync:now'>['is']; atMs: number } | null>(null)
  const lookNow = async () => {
    const answer = await acts.act('now', 'sync:now', {})
    setAsked(answer === null ? null : { is: answer.is, atMs: Date.now() })
  }
  if (screen.error) {
    return (
      <div className="screen-pad">
        <FailureNote failure={screen.error.failure} onRetry={() => void screen.refetch()} />
      </div>
    )
  }
  if (!screen.data) return <p className="screen-wait">{words.frame.opening}</p>
  const { line, entries, conflicts, feeds, allowance } = screen.data
  const parkedFirst = [
    ...entries.filter((entry) => entry.state === 'parked'),
    ...entries.filter((entry) => entry.state !== 'parked'),
  ]
  return (
    <div className="screen-pad office">
      <header className={`health health-${line.is}`}>
        <div>
          <h1>{line.say}</h1>
          <p>{line.mustSignIn ? w.mustSignIn : w.health[line.is]}</p>
        </div>
        {line.mustSignIn ? (
          <ActButton key="sign-in" kind="main" onClick={() => goTo('setup')}>
            {w.signInAgain}
          </ActButton>
        ) : (
          <ActButton key="now" icon="sync" isBusy={acts.busy.has('now')} onClick={() => void lookNow()}>
            {w.now}
          </ActButton>
        )}
      </header>
      <FailureOf acts={acts} where="now" />
      {asked !== null && now - asked.atMs < saidForMs && (
        <p className="muted" role="status">
          {w.asked[asked.is]}
        </p>
      )}
      <div className="sync-cards">
        <div className="office-column">
          {conflicts.length > 0 && <Conflicts conflicts={conflicts} acts={acts} now={now} />}
          <section className="card side-card">
            <h2>
              {w.entries} <span className="muted">{units(entries.length)}</span>
            </h2>
            {entries.length === 0 && <p className="muted">{w.noEntries}</p>}
            <ul>
              {parkedFirst.map((entry) => (
                <EntryRow key={entry.id} entry={entry} acts={acts} now={now} />
              ))}
            </ul>
          </section>
        </div>
        <Feeds feeds={feeds} allowance={allowance} now={now} />
      </div>
    </div>
  )
}
