import type { FeedView, SyncScreen } from '../../src-shared/model/sync.ts'
import { timeSay, units } from '../format.ts'
import { Bar } from '../part/bar.tsx'
import { Icon } from '../part/icon.tsx'
import { words } from '../words.ts'

type FeedsProps = {
  readonly feeds: readonly FeedView[]
  readonly allowance: SyncScreen['allowance']
  readonly now: number
}

/** What was pulled from Lightspeed, and how many calls are left. */
export function Feeds({ feeds, allowance, now }: FeedsProps) {
  const w = words.sync
  return (
    <div className="office-pair">
      <section className="card side-card">
        <h2>{w.feeds}</h2>
        <ul>
          {feeds.map((feed) => (
            <Feed key={feed.name} feed={feed} now={now} />
          ))}
        </ul>
      </section>
      <section className="card side-card">
        <h2>{w.allowance}</h2>
        {allowance ? (
          <>
            <p>{w.allowanceSay(units(allowance.remaining), units(allowance.limit))}</p>
            <Bar done={allowance.remaining} all={allowance.limit} label={w.allowance} />
            {allowance.resetsAt && <p className="muted">{w.resets(timeSay(allowance.resetsAt, now))}</p>}
          </>
        ) : (
          <p className="muted">{w.noAllowance}</p>
        )}
      </section>
    </div>
  )
}

function Feed({ feed, now }: { readonly feed: FeedView; readonly now: number }) {
  const w = words.sync
  const isFirst = feed.isFirstPull && feed.isRunning
  return (
    <li className="feed">
      <span className="feed-name">{w.feed(feed.name)}</span>
      <span className="feed-rows">{w.rows(units(feed.rows))}</span>
      <span className="muted feed-say">
        {isFirst
          ? w.firstPull
          : feed.isRunning
            ? w.running
            : feed.lastPulledAt
              ? w.pulledAt(timeSay(feed.lastPulledAt, now))
              : w.notYet}
      </span>
      {isFirst && <progress className="bar feed-bar" aria-label={w.feed(feed.name)} />}
      {feed.lastProblem && (
        <span className="feed-problem">
          <Icon name="triangle" size={16} /> {feed.lastProblem}
        </span>
      )}
    </li>
  )
}
