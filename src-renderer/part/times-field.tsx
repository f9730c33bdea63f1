import { type KeyboardEvent, useState } from 'react'
import { words } from '../words.ts'
import { ActButton } from './act-button.tsx'
import { useKeys } from './keys.ts'

/** 'n ×': the next scan counts n units. Opens with its button or `*`, goes back to 1 by itself once used. */
export function TimesField({
  times,
  onTimes,
}: {
  readonly times: number
  readonly onTimes: (times: number) => void
}) {
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  useKeys({ '*': () => setOpen(true) })
  const take = () => {
    const wanted = Number.parseInt(text, 10)
    if (wanted >= 1 && wanted <= 10_000) onTimes(wanted)
    setText('')
    setOpen(false)
  }
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') take()
    else if (event.key === 'Escape') setOpen(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  if (isOpen) {
    return (
      <span className="times">
        <input
          className="times-input"
          inputMode="numeric"
          // biome-ignore lint/a11y/noAutofocus: the person has just asked for this field
          autoFocus
          value={text}
          aria-label={words.pack.timesLabel}
          onChange={(event) => setText(event.currentTarget.value.replace(/\D/g, '').slice(0, 5))}
          onKeyDown={onKey}
          onBlur={take}
        />
        ×
      </span>
    )
  }
  const say = times > 1 ? words.pack.timesSet(times) : words.pack.times
  return (
    <ActButton
      keyName="*"
      kind={times > 1 ? 'main' : 'plain'}
      onClick={() => setOpen(true)}
      // Begins with what stands on it, so that who speaks to the screen can say what they see.
      label={`${say}: ${words.pack.timesLabel}`}
    >
      {say}
    </ActButton>
  )
}
