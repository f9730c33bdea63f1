import { type SubmitEvent, useState } from 'react'
import { ActButton } from '../part/act-button.tsx'
import { useOpenedForm } from '../part/use-opened-form.ts'
import { words } from '../words.ts'

const shortestReason = 3

type SkipFormProps = {
  readonly go: string
  readonly onSkip: (reason: string) => Promise<unknown>
  readonly onClose: () => void
}

/** Why something is left out of a count. */
export function SkipForm({ go, onSkip, onClose }: SkipFormProps) {
  const form = useOpenedForm<HTMLFormElement>('S', onClose)
  const [text, setText] = useState('')
  const w = words.count
  const isReady = text.trim().length >= shortestReason
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (isReady) void onSkip(text.trim())
  }
  return (
    <form ref={form} className="reason-form" onSubmit={submit}>
      <label className="field">
        <span>{w.skipReason}</span>
        <input
          className="text-input"
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <span className="reason-acts">
        {w.skipReasons.map((reason) => (
          <ActButton key={reason} isPressed={reason === text} onClick={() => setText(reason)}>
            {reason}
          </ActButton>
        ))}
      </span>
      <span className="reason-acts">
        <ActButton type="submit" kind="main" isDisabled={!isReady}>
          {go}
        </ActButton>
        <ActButton kind="quiet" onClick={onClose}>
          {words.frame.close}
        </ActButton>
      </span>
    </form>
  )
}
