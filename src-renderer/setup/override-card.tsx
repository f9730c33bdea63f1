import { useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import type { PersonTile } from '../../src-shared/model/staff.ts'
import { overridable } from '../../src-shared/rule/override.ts'
import { timeSay } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote, FailureOf } from '../part/failure-note.tsx'
import { CodeMade, IssueForm } from '../part/issue-code.tsx'
import { useNow } from '../part/use-now.ts'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'

/** Allowing somebody one act once: the code is shown this one time, to be read out or passed on. */
export function OverrideCard({
  me,
  people,
}: {
  readonly me: string
  readonly people: readonly PersonTile[]
}) {
  const list = useAsk('override:list', {})
  const acts = useActs()
  const now = useNow(5_000)
  const [isOpen, setOpen] = useState(false)
  const [made, setMade] = useState<Gives<'override:issue'> | null>(null)
  const w = words.staff.override
  const open = (list.data?.open ?? []).filter(({ endsAt }) => Date.parse(endsAt) > now)
  return (
    <div className="person-more">
      <h3>{w.title}</h3>
      <p className="muted">{w.say}</p>
      {made && open.some(({ id }) => id === made.overrideId) && <CodeMade made={made} now={now} />}
      {list.error && <FailureNote failure={list.error.failure} />}
      {open.length > 0 && (
        <ul className="people-list" aria-label={w.open}>
          {open.map((one) => (
            <li key={one.id} className="person-row">
              <div className="person-row-head">
                <p className="entry-main">
                  <strong>{one.person}</strong> · {w.actions[one.action]} ·{' '}
                  <span className="code">{one.code}</span>
                  <span className="muted"> · {w.until(timeSay(one.endsAt, now), one.issuedBy)}</span>
                </p>
                <ActButton
                  kind="quiet"
                  label={`${w.withdraw}: ${one.person}, ${one.code}`}
                  onClick={() => void acts.act('withdraw', 'override:withdraw', { overrideId: one.id })}
                >
                  {w.withdraw}
                </ActButton>
              </div>
            </li>
          ))}
        </ul>
      )}
      <FailureOf acts={acts} where="withdraw" />
      {isOpen ? (
        <IssueForm
          people={people.filter(({ id }) => id !== me)}
          actions={overridable}
          about={null}
          onMade={(code) => {
            setMade(code)
            setOpen(false)
          }}
          onClose={() => setOpen(false)}
        />
      ) : (
        <span className="reason-acts">
          <ActButton icon="lock" onClick={() => setOpen(true)}>
            {w.make}
          </ActButton>
        </span>
      )}
    </div>
  )
}
