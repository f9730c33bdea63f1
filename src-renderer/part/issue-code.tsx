import { type SubmitEvent, useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import type { ConsignmentHead } from '../../src-shared/model/consignment.ts'
import type { PersonTile } from '../../src-shared/model/staff.ts'
import { type Overridable, overridableOn, overrideMinutes } from '../../src-shared/rule/override.ts'
import { rightOf } from '../../src-shared/rule/rights.ts'
import { timeSay } from '../format.ts'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { ActButton } from './act-button.tsx'
import { FailureOf } from './failure-note.tsx'
import { TextField } from './text-field.tsx'
import { useNow } from './use-now.ts'

const minuteChoices = [5, overrideMinutes.usual, 30, overrideMinutes.most] as const

/** On the screen of a consignment: whoever may, allows somebody one act on it once. Nothing for anybody else. */
export function AllowOnce({ head }: { readonly head: Pick<ConsignmentHead, 'code' | 'kind' | 'state'> }) {
  const staff = useAsk('staff:state', {})
  const now = useNow(5_000)
  const [isOpen, setOpen] = useState(false)
  const [made, setMade] = useState<Gives<'override:issue'> | null>(null)
  const w = words.staff.override
  const actions = overridableOn(head.kind, head.state)
  if (staff.data?.is !== 'on' || actions.length === 0) return null
  const { person, people } = staff.data
  if (rightOf(person.role, 'issue-override') !== 'yes') return null
  return (
    <div className="allow-once">
      {made !== null && Date.parse(made.endsAt) > now && <CodeMade made={made} now={now} />}
      {isOpen ? (
        <IssueForm
          people={people.filter(({ id }) => id !== person.id)}
          actions={actions}
          about={head.code}
          onMade={(code) => {
            setMade(code)
            setOpen(false)
          }}
          onClose={() => setOpen(false)}
        />
      ) : (
        <ActButton kind="quiet" icon="lock" onClick={() => setOpen(true)}>
          {w.title}
        </ActButton>
      )}
    </div>
  )
}

/** The digits of a code, shown this one time. */
export function CodeMade({ made, now }: { readonly made: Gives<'override:issue'>; readonly now: number }) {
  return (
    <p role="status" className="override-made">
      {words.staff.override.made(made.code, timeSay(made.endsAt, now))}
      <strong className="code override-digits">{made.digits.replace(/(...)/, '$1 ')}</strong>
    </p>
  )
}

type IssueFormProps = {
  /** Whom it may be for: never whoever makes it. */
  readonly people: readonly PersonTile[]
  readonly actions: readonly Overridable[]
  /** The code of the consignment it is for; null where it is still to be said. */
  readonly about: string | null
  readonly onMade: (made: Gives<'override:issue'>) => void
  readonly onClose: () => void
}

/** For whom, what, and for how long a code is to count. */
export function IssueForm({ people, actions, about, onMade, onClose }: IssueFormProps) {
  const acts = useActs()
  const [personId, setPersonId] = useState(people[0]?.id ?? '')
  const [action, setAction] = useState(
    actions.find((one) => one === 'cancel-before-sent') ?? actions[0] ?? 'pack',
  )
  const [typed, setTyped] = useState('')
  const consignment = about ?? typed
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
      {about !== null && <p className="muted">{w.say}</p>}
      {about === null && <TextField label={w.consignment} value={typed} onValue={setTyped} />}
      <div className="field-row">
        <label className="field is-grow">
          <span>{w.action}</span>
          <select
            className="text-input"
            value={action}
            onChange={(event) => setAction(event.currentTarget.value as Overridable)}
          >
            {actions.map((one) => (
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
          {words.frame.close}
        </ActButton>
      </span>
    </form>
  )
}
