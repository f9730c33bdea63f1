import type { ConflictView } from '../../src-shared/model/sync.ts'
import { timeSay } from '../format.ts'
import { FailureOf } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { ReasonForm } from '../part/reason-form.tsx'
import type { Acts } from '../station.tsx'
import { words } from '../words.ts'

type ConflictsProps = {
  readonly conflicts: readonly ConflictView[]
  readonly acts: Acts
  readonly now: number
}

/** Both sides of each difference and what can be done; every choice asks why and is kept in the journal. */
export function Conflicts({ conflicts, acts, now }: ConflictsProps) {
  const w = words.sync
  return (
    <section className="card side-card">
      <h2>
        {w.conflicts} <span className="muted">{conflicts.length}</span>
      </h2>
      <ul>
        {conflicts.map((conflict) => (
          <li key={conflict.id} className="entry is-parked">
            <Icon name="triangle" />
            <div className="entry-main">
              <p>
                <strong className="code">{conflict.code}</strong>{' '}
                <span className="muted">{timeSay(conflict.raisedAt, now)}</span>
              </p>
              <dl className="sides">
                <dt>{w.here}</dt>
                <dd>{conflict.here}</dd>
                <dt>{w.there}</dt>
                <dd>{conflict.there}</dd>
              </dl>
              <FailureOf acts={acts} where={`conflict ${conflict.id}`} />
            </div>
            <div className="entry-acts">
              {conflict.choices.map(({ choice, say }) => (
                <ReasonForm
                  key={choice}
                  open={say}
                  ask={w.chooseReason}
                  go={say}
                  onReason={(reason) =>
                    acts.act(`conflict ${conflict.id}`, 'sync:settle', {
                      conflictId: conflict.id,
                      choice,
                      reason,
                    })
                  }
                />
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
