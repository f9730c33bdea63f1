import { type SubmitEvent, useState } from 'react'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { TextField } from '../part/text-field.tsx'
import { readWhole, WholeWrong } from '../part/whole-number.tsx'
import { words } from '../words.ts'
import type { ReceiveActs } from './use-receive-desk.ts'

const range = { least: 1, most: 100_000 }

/** Something no catalogue knows is kept with what the person can say of it; an unknown code is filled in. */
export function UnlistedForm({ code, acts }: { readonly code: string; readonly acts: ReceiveActs }) {
  const [isOpen, setOpen] = useState(code !== '')
  const [text, setText] = useState(code)
  const [name, setName] = useState('')
  const [quantity, setQuantity] = useState('1')
  const [note, setNote] = useState('')
  const w = words.receive
  if (!isOpen) {
    return (
      <ActButton kind="quiet" onClick={() => setOpen(true)}>
        {w.unlistedOpen}
      </ActButton>
    )
  }
  const count = readWhole(quantity, range)
  const isReady = name.trim() !== '' && count !== null
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!isReady || count === null) return
    const takes = { consignmentId: acts.consignmentId, text, name: name.trim(), quantity: count, note }
    if (await acts.act('unlisted', 'receive:unlisted', takes)) setOpen(false)
  }
  return (
    <form className="reason-form" onSubmit={(event) => void submit(event)}>
      <TextField label={w.unlistedCode} value={text} onValue={setText} />
      <TextField label={w.unlistedName} value={name} onValue={setName} />
      <TextField label={w.unlistedQuantity} value={quantity} onValue={setQuantity} />
      <WholeWrong text={quantity} range={range} />
      <TextField label={w.unlistedNote} value={note} onValue={setNote} />
      <FailureOf acts={acts} where="unlisted" />
      <span className="reason-acts">
        <ActButton type="submit" isDisabled={!isReady}>
          {w.unlistedGo}
        </ActButton>
        <ActButton kind="quiet" onClick={() => setOpen(false)}>
          {words.frame.close}
        </ActButton>
      </span>
    </form>
  )
}
