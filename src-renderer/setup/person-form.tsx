import { type SubmitEvent, useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import type { PersonView } from '../../src-shared/model/staff.ts'
import { type PersonRole, personRoles, rightOf } from '../../src-shared/rule/rights.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { showForm } from '../part/shown.ts'
import { TextField } from '../part/text-field.tsx'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'
import { PinFields, useNewPin } from './pin-fields.tsx'

type List = Gives<'staff:people'>
type Person = Pick<PersonView, 'name' | 'role' | 'outletIds' | 'remoteUserId'>

/** What is known of a person besides PIN and badge. */
function PersonFields({
  person,
  list,
  onPerson,
}: {
  readonly person: Person
  readonly list: List
  readonly onPerson: (person: Person) => void
}) {
  const w = words.staff
  const put = (part: Partial<Person>) => onPerson({ ...person, ...part })
  return (
    <>
      <TextField label={w.name} value={person.name} onValue={(name) => put({ name })} />
      <div className="field-row">
        <label className="field is-grow">
          <span>{w.role}</span>
          <select
            className="text-input"
            value={person.role}
            onChange={(event) => put({ role: event.currentTarget.value as PersonRole })}
          >
            {personRoles.map((role) => (
              <option key={role} value={role}>
                {w.roles[role]}
              </option>
            ))}
          </select>
        </label>
        <label className="field is-grow">
          <span>{w.user}</span>
          <select
            className="text-input"
            value={person.remoteUserId ?? ''}
            onChange={(event) => put({ remoteUserId: event.currentTarget.value || null })}
          >
            <option value="">{w.noUser}</option>
            {list.users.map((user) => (
              <option key={user.id} value={user.id}>
                {user.name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p className="muted">{w.rights[person.role]}</p>
      {rightOf(person.role, 'see-audit') === 'own' && (
        <fieldset className="choices">
          <legend>{person.role === 'SA' ? w.outlets : w.recordOutlets}</legend>
          {list.outlets.map((outlet) => {
            const isChosen = person.outletIds.includes(outlet.id)
            const others = person.outletIds.filter((id) => id !== outlet.id)
            return (
              <label key={outlet.id} className="choice">
                <input
                  type="checkbox"
                  checked={isChosen}
                  onChange={() => put({ outletIds: isChosen ? others : [...others, outlet.id] })}
                />
                {outlet.name}
              </label>
            )
          })}
        </fieldset>
      )}
    </>
  )
}

export function AddPerson({ list, onDone }: { readonly list: List; readonly onDone: () => void }) {
  const acts = useActs()
  const [person, setPerson] = useState<Person>({ name: '', role: 'SA', outletIds: [], remoteUserId: null })
  const pin = useNewPin()
  const w = words.staff
  const isReady = pin.isReady && person.name.trim() !== ''
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isReady && (await acts.act('add', 'staff:add', { ...person, pin: pin.pin })) !== null) onDone()
  }
  return (
    <form ref={showForm} className="reason-form" aria-label={w.add} onSubmit={(event) => void submit(event)}>
      <PersonFields person={person} list={list} onPerson={setPerson} />
      <PinFields pin={pin} />
      <FailureOf acts={acts} where="add" />
      <span className="reason-acts">
        <ActButton kind="main" type="submit" isDisabled={!isReady} isBusy={acts.busy.has('add')}>
          {w.addGo}
        </ActButton>
        <ActButton kind="quiet" onClick={onDone}>
          {w.cancel}
        </ActButton>
      </span>
    </form>
  )
}

export function ChangePerson({
  person: kept,
  list,
  onDone,
}: {
  readonly person: PersonView
  readonly list: List
  readonly onDone: () => void
}) {
  const acts = useActs()
  const { name, role, outletIds, remoteUserId } = kept
  const [person, setPerson] = useState<Person>({ name, role, outletIds, remoteUserId })
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const settled = await acts.act('change', 'staff:change', { personId: kept.id, ...person })
    if (settled !== null) onDone()
  }
  return (
    <form
      className="reason-form"
      aria-label={`${words.staff.edit}: ${name}`}
      onSubmit={(event) => void submit(event)}
    >
      <PersonFields person={person} list={list} onPerson={setPerson} />
      <FailureOf acts={acts} where="change" />
      <span className="reason-acts">
        <ActButton
          kind="main"
          type="submit"
          isDisabled={person.name.trim() === ''}
          isBusy={acts.busy.has('change')}
        >
          {words.staff.save}
        </ActButton>
      </span>
    </form>
  )
}

export function NewPin({ personId }: { readonly personId: string }) {
  const acts = useActs()
  const pin = useNewPin()
  const w = words.staff
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (pin.isReady && (await acts.act('pin', 'staff:set-pin', { personId, pin: pin.pin })) !== null)
      pin.clear()
  }
  return (
    <form className="reason-form" aria-label={w.newPin} onSubmit={(event) => void submit(event)}>
      <PinFields pin={pin} />
      <FailureOf acts={acts} where="pin" />
      <span className="reason-acts">
        <ActButton type="submit" isDisabled={!pin.isReady} isBusy={acts.busy.has('pin')}>
          {w.setPin}
        </ActButton>
      </span>
    </form>
  )
}
