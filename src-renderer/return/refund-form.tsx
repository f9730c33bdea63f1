import { type SubmitEvent, useState } from 'react'
import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { TextField } from '../part/text-field.tsx'
import { words } from '../words.ts'
import type { ReturnActs } from './use-return-desk.ts'

const mostDollars = 1_000_000

/** Whole cents of an amount as a person writes it, `120` or `1,119.50`; null when it is none, or nothing. */
export function readCents(text: string): number | null {
  const written = text.trim().replace(/^\$\s*/, '')
  if (!/^(\d{1,7}|\d{1,3}(,\d{3}){1,2})(\.\d{1,2})?$/.test(written)) return null
  const [dollars = '0', cents = ''] = written.replaceAll(',', '').split('.')
  const value = Number(dollars) * 100 + Number(cents.padEnd(2, '0'))
  return value > 0 && value <= mostDollars * 100 ? value : null
}

/** What the supplier gives back, once it is known: an amount, or that nothing is expected. It ends the return. */
export function RefundForm({ acts }: { readonly acts: ReturnActs }) {
  const [isExpected, setExpected] = useState(true)
  const [amount, setAmount] = useState('')
  const [note, setNote] = useState('')
  const cents = readCents(amount)
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
      <div className="field-row">
        {isExpected && <TextField label={w.dollars} value={amount} onValue={setAmount} />}
        <TextField label={w.note} value={note} onValue={setNote} isWide />
      </div>
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
