import { type SubmitEvent, useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import type { PersonTile } from '../../src-shared/model/staff.ts'
import { type Overridable, overridable, overrideMinutes } from '../../src-shared/rule/override.ts'
import { timeSay } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote, FailureOf } from '../part/failure-note.tsx'
import { TextField } from '../part/text-field.tsx'
import { useNow } from '../part/use-now.ts'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'

const minuteChoices = [5, overrideMinutes.usual, 30, overrideMinutes.most] as const

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
      {made && open.some(({ id }) => id === made.overrideId) && (
        <p role="status" className="override-made">
          {w.made(made.code, timeSay(made.endsAt, now))}
          <strong className="code override-digits">{made.digits.replace(/(...)/, '$1 ')}</strong>
        </p>
      )}
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

type IssueFormProps = {
  readonly people: readonly PersonTile[]
  readonly onMade: (made: Gives<'override:issue'>) => void
  readonly onClose: () => void
}

function IssueForm({ people, onMade, onClose }: IssueFormProps) {
  const acts = useActs()
  const [personId, setPersonId] = useState(people[0]?.id ?? '')
  const [action, setAction] = useState<Overridable>('cancel-before-sent')
  const [consignment, setConsignment] = useState('')
  const [minutes, setMinutes] = useState<number>(overrideMinutes.usual)
  const w = words.staff.override
  const isReady = consignment.trim() !== '' && personId !== ''
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!isReady) return
    const made = await acts.act('issue', 'override:issue', { consignment, action, personId, minutes })
    if (made !== null) onMade(made)
  }
  return (
    <form className="reason-form" aria-label={w.make} onSubmit={(event) => void submit(event)}>
      <TextField label={w.consignment} value={consignment} onValue={setConsignment} />
      <div className="field-row">
        <label className="field is-grow">
          <span>{w.action}</span>
          <select
            className="text-input"
            value={action}
            onChange={(event) => setAction(event.currentTarget.value as Overridable)}
          >
            {overridable.map((one) => (
              <option key={one} value={one}>
                {w.actions[one]}
              </option>
            ))}
          </select>
        </label>
        <label className="field is-grow">
          <span>{w.person}</span>
          <select
            className="text-input"
            value={personId}
            onChange={(event) => setPersonId(event.currentTarget.value)}
          >
            {people.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{w.counts}</span>
          <select
            className="text-input"
            value={minutes}
            onChange={(event) => setMinutes(Number(event.currentTarget.value))}
          >
            {minuteChoices.map((one) => (
              <option key={one} value={one}>
                {w.minutes(one)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <FailureOf acts={acts} where="issue" />
      <span className="reason-acts">
        <ActButton kind="main" type="submit" isDisabled={!isReady} isBusy={acts.busy.has('issue')}>
          {w.makeGo}
        </ActButton>
        <ActButton kind="quiet" onClick={onClose}>
          {words.staff.cancel}
        </ActButton>
      </span>
    </form>
  )
}
