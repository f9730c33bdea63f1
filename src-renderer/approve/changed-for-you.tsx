import type { ChangedForMe } from '../../src-shared/model/approval.ts'
import { timeSay } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import type { Acts } from '../station.tsx'
import { words } from '../words.ts'

type ChangedProps = { readonly changed: readonly ChangedForMe[]; readonly acts: Acts; readonly now: number }

/** What approvers changed on what the person here made; it stands, and counts in the badge, until they say that they saw it. */
export function ChangedForYou({ changed, acts, now }: ChangedProps) {
  const w = words.approve
  if (changed.length === 0) return null
  return (
    <section className="approval-list" aria-label={w.changedYours}>
      <h2>{w.changedYours}</h2>
      {changed.map(({ consignmentId, roundId, code, kind, at, changes }) => (
        <article key={roundId} className="card side-card" aria-label={code}>
          <p className="approval-head">
            <span className="tag">{words.work.kinds[kind]}</span>
            <span className="code">{code}</span>
            <span className="muted">{timeSay(at, now)}</span>
          </p>
          <p>
            {w.changedSay} {changes.join('; ')}
          </p>
          <FailureOf acts={acts} where={`seen ${roundId}`} />
          <span className="reason-acts">
            <ActButton
              kind="main"
              isBusy={acts.busy.has(`seen ${roundId}`)}
              onClick={() =>
                void acts.act(`seen ${roundId}`, 'approval:changes-seen', { consignmentId, roundId })
              }
            >
              {w.changesSeen}
            </ActButton>
          </span>
        </article>
      ))}
    </section>
  )
}
