import { type SubmitEvent, useState } from 'react'
import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { readMoney } from '../part/money.ts'
import { TextField } from '../part/text-field.tsx'
import { words } from '../words.ts'
import type { ReturnActs } from './use-return-acts.ts'

const mostCents = 100_000_000

/** What the supplier gives back, once it is known: an amount, or that nothing is expected. It ends the return. */
export function RefundForm({ acts }: { readonly acts: ReturnActs }) {
  const [isExpected, setExpected] = useState(true)
  const [amount, setAmount] = useState('')
  const [note, setNote] = useState('')
  const written = readMoney(amount, mostCents)
  const cents = written === 0 ? null : written
  const w = words.return.refund
  const isWrong = isExpected && amount.trim() !== '' && cents === null
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!isExpected) acts.refund({ is: 'none' }, note)
    else if (cents !== null) acts.refund({ is: 'amount', cents }, note)
  }
  return (
    <form className="return-refund" aria-label={w.title} onSubmit={submit}>
      <fieldset className="choices">
        <legend>{words.return.steps.sent}</legend>
        {[true, false].map((is) => (
          <label key={String(is)} className="choice">
            <input type="radio" name="refund" checked={isExpected === is} onChange={() => setExpected(is)} />
            {is ? w.amount : w.none}
          </label>
        ))}
      </fieldset>
      {isExpected && <TextField label={w.dollars} value={amount} onValue={setAmount} />}
      <TextField label={w.note} value={note} onValue={setNote} />
      {isWrong && (
        <p className="field-wrong" role="alert">
          <Icon name="triangle" size={18} /> {w.wrong}
        </p>
      )}
      <span>
        <ActButton
          type="submit"
          kind="main"
          isDisabled={isExpected && cents === null}
          isBusy={acts.busy.has('finish')}
        >
          {isExpected ? w.go : w.goNone}
        </ActButton>
      </span>
    </form>
  )
}
