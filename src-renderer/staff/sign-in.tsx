import { useCallback, useState } from 'react'
import type { PersonTile } from '../../src-shared/model/staff.ts'
import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { TextField } from '../part/text-field.tsx'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'
import { PinPad } from './pin-pad.tsx'

type SignInProps = {
  readonly people: readonly PersonTile[]
  /** The person whose badge was read, where the PIN is asked besides. */
  readonly badgeOf: string | null
  readonly onDone: () => void
  /** Something to say above the names: a scan that was not taken. */
  readonly notice?: string | null
  /** What Escape does on the list of names; absent at a locked station. */
  readonly onCancel?: () => void
}

/** More names than this are easier found by typing. */
const manyPeople = 12

/** First who, then the PIN. A badge does both, or the first half. */
export function SignIn({ people, badgeOf, onDone, notice = null, onCancel }: SignInProps) {
  const [chosenId, setChosen] = useState<string | null>(null)
  const [awayFrom, setAwayFrom] = useState<string | null>(null)
  const wanted = badgeOf !== awayFrom ? (badgeOf ?? chosenId) : chosenId
  const person = people.find(({ id }) => id === wanted) ?? null
  const away = useCallback(() => {
    setChosen(null)
    setAwayFrom(badgeOf)
  }, [badgeOf])
  if (person === null)
    return (
      <>
        {notice && (
          <p className="locked-scan" role="alert">
            <Icon name="pause" /> {notice}
          </p>
        )}
        <WhoList people={people} onChoose={setChosen} onCancel={onCancel} />
      </>
    )
  return (
    <PinOf key={person.id} person={person} isBadge={person.id === badgeOf} onDone={onDone} onAway={away} />
  )
}

function WhoList({
  people,
  onChoose,
  onCancel,
}: {
  readonly people: readonly PersonTile[]
  readonly onChoose: (id: string) => void
  readonly onCancel: (() => void) | undefined
}) {
  const w = words.staff
  const [text, setText] = useState('')
  const found = people.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
  return (
    <div className="who">
      <h2>{w.who}</h2>
      <p className="muted who-say">
        <Icon name="scanner" size={22} /> {w.whoSay}
      </p>
      {people.length > manyPeople && <TextField label={w.find} value={text} onValue={setText} />}
      <ul className="who-list" aria-label={w.whoList}>
        {found.map((person) => (
          <li key={person.id}>
            <button type="button" className="who-tile" onClick={() => onChoose(person.id)}>
              <span className="who-mark" aria-hidden="true">
                {person.name.slice(0, 1).toUpperCase()}
              </span>
              <span className="who-name">
                <strong>{person.name}</strong>
                <span className="muted">{w.roles[person.role]}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p role="status">{people.length === 0 ? w.nobodyElse : w.nobodyNamed}</p>}
      {onCancel && (
        <ActButton kind="quiet" onClick={onCancel}>
          {w.cancel}
        </ActButton>
      )}
    </div>
  )
}

type PinOfProps = {
  readonly person: PersonTile
  readonly isBadge: boolean
  readonly onDone: () => void
  readonly onAway: () => void
}

function PinOf({ person, isBadge, onDone, onAway }: PinOfProps) {
  const w = words.staff
  const { act, ...acts } = useActs()
  const [pin, setPin] = useState('')
  const isBusy = acts.busy.has('sign-in')
  const done = useCallback(async () => {
    if (pin.length === 0) return
    const signedIn = await act('sign-in', 'staff:sign-in', { personId: person.id, pin })
    setPin('')
    if (signedIn !== null) onDone()
  }, [act, pin, person.id, onDone])
  const onEnter = useCallback(() => void (isBusy ? undefined : done()), [done, isBusy])
  return (
    <div className="who is-pin">
      <h2>{w.pinOf(person.name)}</h2>
      <p className="muted who-say">{isBadge ? w.badgeRead : w.roles[person.role]}</p>
      {acts.failed && (
        <p className="look-say" role="alert">
          {acts.failed.failure.say} {acts.failed.failure.next}
        </p>
      )}
      <PinPad pin={pin} onPin={setPin} onDone={onEnter} isBusy={isBusy} onAway={onAway} />
    </div>
  )
}
