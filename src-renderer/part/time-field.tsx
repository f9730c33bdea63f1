import { useId, useState } from 'react'
import { words } from '../words.ts'
import { Icon } from './icon.tsx'
import { readLocalTime } from './local-time.ts'

type TimeFieldProps = {
  readonly label: string
  /** `24/11/2026 14:30`, as typed. */
  readonly value: string
  readonly usualTime: string | null
  /** How it is to be written, where only a day is wanted. */
  readonly hint?: string
  readonly onValue: (value: string) => void
}

/** A day and a time as they are written in New Zealand, whatever the language of the browser. */
export function TimeField({ label, value, usualTime, hint: ownHint, onValue }: TimeFieldProps) {
  const [hasLeft, setLeft] = useState(false)
  const id = useId()
  const isWrong = hasLeft && value.trim() !== '' && readLocalTime(value, usualTime) === null
  const hint = ownHint ?? (usualTime === null ? words.frame.timeHint : words.frame.dayHint)
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="text-input"
        value={value}
        placeholder={hint}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onValue(event.currentTarget.value)}
        onFocus={() => setLeft(false)}
        onBlur={() => setLeft(true)}
      />
      {isWrong && (
        <p className="field-wrong" id={`${id}-wrong`} role="alert">
          <Icon name="triangle" size={18} /> {words.frame.wrongTime(hint)}
        </p>
      )}
    </div>
  )
}
