import { useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote, FailureOf } from '../part/failure-note.tsx'
import { useNow } from '../part/use-now.ts'
import { goTo } from '../route.ts'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { Conflicts } from './conflicts.tsx'
import { Differences } from './differences.tsx'
import { Feeds } from './feeds.tsx'
import { Overview } from './overview.tsx'
import { ParkedList } from './parked-list.tsx'
import { readPart, SyncTabs } from './sync-tabs.tsx'
import { WaitingList } from './waiting-list.tsx'

const saidForMs = 10_000

/** What Lightspeed has not heard yet, what needs a person, and what comes in. */
export function SyncScreen({ part }: { readonly part: string | null }) {
  const here = readPart(part)
  const screen = useAsk('sync:screen', {})
  const health = useAsk('sync:health', {})
  const frame = useAsk('frame:state', {})
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
  const { entries, conflicts } = screen.data
  // The same words as in the frame above, at the same time.
  const line = frame.data?.sync ?? screen.data.line
  const parked = entries.filter((entry) => entry.state === 'parked')
  const waiting = entries.filter((entry) => entry.state !== 'parked')
  return (
    <div className={here === 'waiting' ? 'screen-pad office sync sync-fills' : 'screen-pad office sync'}>
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
      <SyncTabs
        here={here}
        counts={{ waiting: line.waiting - line.parked, parked: line.parked, differences: line.conflicts }}
      />
      {here === 'overview' && health.data && (
        <Overview screen={screen.data} health={health.data} acts={acts} now={now} />
      )}
      {here === 'waiting' && <WaitingList entries={waiting} all={line.waiting - line.parked} now={now} />}
      {here === 'parked' && <ParkedList entries={parked} acts={acts} now={now} />}
      {here === 'differences' && conflicts.length > 0 && (
        <Conflicts conflicts={conflicts} acts={acts} now={now} />
      )}
      {here === 'differences' && <Differences now={now} />}
      {here === 'feeds' && (
        <Feeds feeds={screen.data.feeds} measures={health.data?.numbers.feeds ?? []} now={now} />
      )}
    </div>
  )
}
