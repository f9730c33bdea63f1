import { type KeyboardEvent, useRef, useState } from 'react'
import { words } from '../words.ts'
import { ActButton } from './act-button.tsx'
import { useKeys } from './keys.ts'
import { readWhole, WholeWrong } from './whole-number.tsx'

const range = { least: 1, most: 10_000 }

/** 'n ×': the next scan counts n units. Opens with its button or `*`; goes back to 1 once used, and with Escape. */
export function TimesField({
  times,
  onTimes,
}: {
  readonly times: number
  readonly onTimes: (times: number) => void
}) {
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  // A field that is taken off the page may still tell that it lost the focus.
  const isLeft = useRef(false)
  const putBack = () => times > 1 && onTimes(1)
  const open = () => {
    isLeft.current = false
    setText('')
    setOpen(true)
  }
  useKeys({ '*': open, ...(times > 1 && { Escape: putBack }) })
  const close = () => {
    isLeft.current = true
    setOpen(false)
  }
  const take = () => {
    if (isLeft.current) return
    const wanted = readWhole(text, range)
    if (wanted === null && text.trim() !== '') return
    if (wanted !== null) onTimes(wanted)
    close()
  }
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') take()
    else if (event.key === 'Escape') {
      putBack()
      close()
    } else return
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
          maxLength={40}
          aria-label={words.pack.timesLabel}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKey}
          onBlur={take}
        />
        ×
        <WholeWrong text={text} range={range} />
      </span>
    )
  }
  const say = times > 1 ? words.pack.timesSet(times) : words.pack.times
  return (
    <ActButton
      keyName="*"
      kind={times > 1 ? 'main' : 'plain'}
      onClick={open}
      // Begins with what stands on it, so that who speaks to the screen can say what they see.
      label={`${say}: ${words.pack.timesLabel}`}
    >
      {say}
    </ActButton>
  )
}
