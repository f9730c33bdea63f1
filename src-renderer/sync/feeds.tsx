import type { Health } from '../../src-shared/model/health.ts'
import type { FeedView } from '../../src-shared/model/sync.ts'
import { timeSay, units } from '../format.ts'
import { Icon } from '../part/icon.tsx'
import { words } from '../words.ts'

type FeedsProps = {
  readonly feeds: readonly FeedView[]
  readonly measures: Health['numbers']['feeds']
  readonly now: number
}

/** What was pulled from Lightspeed, and how far each list has been read. */
export function Feeds({ feeds, measures, now }: FeedsProps) {
  const w = words.sync
  return (
    <section className="card side-card">
      <h2>{w.feeds}</h2>
      <ul>
        {feeds.map((feed) => (
          <Feed
            key={feed.name}
            feed={feed}
            cursor={measures.find(({ name }) => name === feed.name)?.cursor ?? null}
            now={now}
          />
        ))}
      </ul>
    </section>
  )
}

type FeedProps = {
  readonly feed: FeedView
  /** The version it has been read up to; null where that is not shown. */
  readonly cursor: number | null
  readonly now: number
}

/** One list of Lightspeed: how many rows are here, when it was read last, and what hinders it. */
export function Feed({ feed, cursor, now }: FeedProps) {
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
      <span className="muted feed-cursor">
        {cursor !== null && cursor > 0 && !isFirst && w.cursor(units(cursor))}
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
