import { type ReactNode, type SubmitEvent, useState } from 'react'
import { words } from '../words.ts'
import { ActButton } from './act-button.tsx'
import { showForm } from './shown.ts'

const shortestReason = 3

type ReasonFormProps = {
  readonly open: string
  readonly ask: string
  /** The button that does it. It says what happens; a suggestion only fills the field. */
  readonly go: string
  readonly goKind?: 'plain' | 'main'
  readonly suggestions?: readonly string[]
  readonly startsOpen?: boolean
  /** Another way out, before the button. */
  readonly beside?: ReactNode
  readonly onReason: (reason: string) => Promise<unknown>
}

/** An act that cannot be undone asks why, in its own place, while the scanner goes on. */
export function ReasonForm({
  open,
  ask,
  go,
  goKind = 'plain',
  suggestions = [],
  startsOpen = false,
  beside,
  onReason,
}: ReasonFormProps) {
  const [isOpen, setOpen] = useState(startsOpen)
  const [text, setText] = useState('')
  const reason = text.trim()
  const isReady = reason.length >= shortestReason
  const tell = async () => {
    if (!isReady || (await onReason(reason)) === null) return
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
    void tell()
  }
  return (
    <form className="reason-form" ref={startsOpen ? undefined : showForm} onSubmit={submit}>
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
      <span className="reason-acts" hidden={suggestions.length === 0}>
        {suggestions.map((suggestion) => (
          <ActButton key={suggestion} isPressed={suggestion === text} onClick={() => setText(suggestion)}>
            {suggestion}
          </ActButton>
        ))}
      </span>
      <span className="reason-acts">
        {beside}
        <ActButton type="submit" kind={goKind} isDisabled={!isReady}>
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
