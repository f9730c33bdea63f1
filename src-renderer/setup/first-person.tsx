import { type SubmitEvent, useState } from 'react'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { showForm } from '../part/shown.ts'
import { TextField } from '../part/text-field.tsx'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'
import { PinFields, useNewPin } from './pin-fields.tsx'

/** A station where nobody is set up says so, and what changes with the first person. */
export function FirstPerson() {
  const acts = useActs()
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [role, setRole] = useState<'AD' | 'DI'>('AD')
  const pin = useNewPin()
  const w = words.staff
  const isReady = pin.isReady && name.trim() !== ''
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (isReady) void acts.act('first', 'staff:first', { name, role, pin: pin.pin })
  }
  return (
    <>
      <p>
        <strong>{w.firstTitle}.</strong> {w.firstSay}
      </p>
      {!isOpen && (
        <span className="reason-acts">
          <ActButton icon="person" onClick={() => setOpen(true)}>
            {w.firstOpen}
          </ActButton>
        </span>
      )}
      {isOpen && (
        <form ref={showForm} className="reason-form" aria-label={w.firstOpen} onSubmit={submit}>
          <TextField label={w.name} value={name} onValue={setName} />
          <label className="field">
            <span>{w.role}</span>
            <select
              className="text-input"
              value={role}
              onChange={(event) => setRole(event.currentTarget.value === 'DI' ? 'DI' : 'AD')}
            >
              <option value="AD">{w.roles.AD}</option>
              <option value="DI">{w.roles.DI}</option>
            </select>
          </label>
          <p className="muted">{w.rights[role]}</p>
          <PinFields pin={pin} />
          <FailureOf acts={acts} where="first" />
          <span className="reason-acts">
            <ActButton kind="main" type="submit" isDisabled={!isReady} isBusy={acts.busy.has('first')}>
              {w.firstOpen}
            </ActButton>
            <ActButton kind="quiet" onClick={() => setOpen(false)}>
              {w.cancel}
            </ActButton>
          </span>
        </form>
      )}
    </>
  )
}
