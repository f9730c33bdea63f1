import type { SubmitEvent } from 'react'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { showForm, showWhole } from '../part/shown.ts'
import { TextField } from '../part/text-field.tsx'
import { readWhole, WholeWrong } from '../part/whole-number.tsx'
import { words } from '../words.ts'
import type { ReceiveActs } from './use-receive-acts.ts'
import { type UnlistedDraft, unlistedFor } from './use-unlisted.ts'

const range = { least: 1, most: 100_000 }

type UnlistedFormProps = {
  readonly draft: UnlistedDraft
  readonly onChange: (more: Partial<UnlistedDraft>) => void
  readonly onNoted: () => void
  readonly acts: ReceiveActs
}

/** Something no catalogue knows is kept with what the person can say of it; an unknown code is filled in. */
export function UnlistedForm({ draft, onChange, onNoted, acts }: UnlistedFormProps) {
  const w = words.receive
  if (!draft.isOpen) {
    return (
      <ActButton kind="quiet" onClick={() => onChange({ isOpen: true })}>
        {w.unlistedOpen}
      </ActButton>
    )
  }
  const { text, name, quantity, note } = draft
  const count = readWhole(quantity, range)
  const isReady = name.trim() !== '' && count !== null
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!isReady || count === null) return
    const takes = { consignmentId: acts.consignmentId, text, name: name.trim(), quantity: count, note }
    if (await acts.act('unlisted', 'receive:unlisted', takes)) onNoted()
  }
  return (
    <form
      className="reason-form"
      // A scan that opened it leaves the focus where the person has it.
      ref={draft.scanned === '' ? showForm : showWhole}
      onSubmit={(event) => void submit(event)}
    >
      <TextField label={w.unlistedCode} value={text} onValue={(value) => onChange({ text: value })} />
      <TextField label={w.unlistedName} value={name} onValue={(value) => onChange({ name: value })} />
      <TextField
        label={w.unlistedQuantity}
        value={quantity}
        onValue={(value) => onChange({ quantity: value })}
      />
      <WholeWrong text={quantity} range={range} />
      <TextField label={w.unlistedNote} value={note} onValue={(value) => onChange({ note: value })} />
      <FailureOf acts={acts} where="unlisted" />
      <span className="reason-acts">
        <ActButton type="submit" isDisabled={!isReady}>
          {w.unlistedGo}
        </ActButton>
        <ActButton kind="quiet" onClick={() => onChange(unlistedFor(''))}>
          {words.frame.close}
        </ActButton>
      </span>
    </form>
  )
}
