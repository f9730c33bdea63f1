import { type SubmitEvent, useState } from 'react'
import { words } from '../words.ts'
import { ActButton } from './act-button.tsx'

const shortestReason = 3

type ReasonFormProps = {
  readonly open: string
  readonly ask: string
  readonly go: string
  readonly suggestions?: readonly string[]
  readonly startsOpen?: boolean
  readonly onReason: (reason: string) => Promise<unknown>
}

/** An act that cannot be undone asks why, in its own place, while the scanner goes on. */
export function ReasonForm({
  open,
  ask,
  go,
  suggestions = [],
  startsOpen = false,
  onReason,
}: ReasonFormProps) {
  const [isOpen, setOpen] = useState(startsOpen)
  const [text, setText] = useState('')
  const tell = async (reason: string) => {
    if (reason.trim().length < shortestReason) return
    if ((await onReason(reason.trim())) === null) return
    setOpen(false)
    setText('')
  }
  if (!isOpen) {
    return (
      <ActButton kind="quiet" onClick={() => setOpen(true)}>
        {open}
      </ActButton>
    )
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void tell(text)
  }
  return (
    <form className="reason-form" onSubmit={submit}>
      <label className="field">
        <span>{ask}</span>
        <input
          className="text-input"
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && !startsOpen && setOpen(false)}
        />
      </label>
      <span className="reason-acts">
        {suggestions.map((suggestion) => (
          <ActButton key={suggestion} kind="quiet" onClick={() => void tell(suggestion)}>
            {suggestion}
          </ActButton>
        ))}
        <ActButton type="submit" isDisabled={text.trim().length < shortestReason}>
          {go}
        </ActButton>
        {!startsOpen && (
          <ActButton kind="quiet" onClick={() => setOpen(false)}>
            {words.frame.close}
          </ActButton>
        )}
      </span>
    </form>
  )
}
