import type { LaneStory, OutboxView } from '../../src-shared/model/sync.ts'
import { timeSay, units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote } from '../part/failure-note.tsx'
import { Icon, type IconName } from '../part/icon.tsx'
import { hashOf } from '../route.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { CopyTrace } from './copy-trace.tsx'

const icons: Record<LaneStory['events'][number]['is'], IconName> = {
  act: 'bench',
  out: 'arrow',
  back: 'check',
  trouble: 'triangle',
}

type StoryProps = { readonly entry: OutboxView; readonly now: number; readonly onClose: () => void }

/** The whole story of one consignment: both sides, and every act, call and answer on one line of time. */
export function Story({ entry, now, onClose }: StoryProps) {
  const w = words.sync.story
  const story = useAsk('sync:story', { consignmentId: entry.consignmentId })
  return (
    <section className="card side-card story" aria-label={`${w.title} ${entry.code}`}>
      <header className="story-head">
        <h2 className="code">{entry.code}</h2>
        <ActButton kind="quiet" icon="cross" onClick={onClose}>
          {w.close}
        </ActButton>
      </header>
      {entry.lastAnswer && <p>{entry.lastAnswer}</p>}
      {entry.advice && <p className="entry-advice">{entry.advice}</p>}
      {entry.traceId && <CopyTrace traceId={entry.traceId} />}
      {story.error && <FailureNote failure={story.error.failure} />}
      {story.data && <Sides story={story.data} />}
      {story.data && (
        <ol className="story-events">
          {story.data.events.map((event) => (
            <li key={`${event.at} ${event.say}`} className={`story-event is-${event.is}`}>
              <Icon name={icons[event.is]} size={18} />
              <span className="muted">{timeSay(event.at, now)}</span>
              <span>
                <span className="story-kind">{w.kinds[event.is]}</span> {event.say}
                {event.times > 1 && <span className="muted"> · {w.times(event.times)}</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
      {story.data?.isCut && <p className="muted">{w.cut}</p>}
      <a className="link" href={hashOf({ screen: 'record', id: entry.consignmentId })}>
        {words.record.its}
      </a>
    </section>
  )
}

function Sides({ story: { here, there } }: { readonly story: LaneStory }) {
  const w = words.sync.story
  return (
    <dl className="sides">
      <dt>{w.here}</dt>
      <dd>
        {here
          ? `${words.work.states[here.state]}: ${w.hereSums(here.lines, units(here.packedUnits), units(here.receivedUnits), here.boxes)}`
          : w.unread}
      </dd>
      <dt>{w.there}</dt>
      <dd>
        {there
          ? `${there.status}: ${w.thereSums(there.lines, units(there.units), units(there.receivedUnits))}`
          : words.sync.notThere}
      </dd>
    </dl>
  )
}
