import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { words } from '../words.ts'
import { ActButton } from './act-button.tsx'
import { scanHeard } from './keyboard-scanner.ts'
import { useKeys } from './keys.ts'
import { readWhole, WholeWrong } from './whole-number.tsx'

const range = { least: 1, most: 10_000 }
/** A number that rests this long counts: longer than the keys of a scan that goes through the field are apart. */
const restMs = 250

/**
 * 'n ×': the next scan counts n units. Opens with its button or `*`; goes back to 1 once used, and with Escape. What stands
 * in the field counts without Enter: whoever typed it has the scanner in the other hand.
 */
export function TimesField({
  times,
  onTimes,
}: {
  readonly times: number
  readonly onTimes: (times: number) => void
}) {
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)
  // A field that is taken off the page may still tell that it lost the focus.
  const isLeft = useRef(false)
  /** What the open field told the station; null before it told anything, and after it was emptied again. */
  const told = useRef<number | null>(null)
  const tell = (wanted: number) => {
    if (wanted !== (told.current ?? times)) onTimes(wanted)
    told.current = wanted
  }
  const putBack = () => (times > 1 || told.current !== null) && onTimes(1)
  const open = () => {
    isLeft.current = false
    told.current = null
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
    // As it stands in the field: a scan that went through it was taken out in this moment.
    const written = field.current?.value ?? text
    const wanted = readWhole(written, range)
    if (wanted === null && written.trim() !== '') return
    if (wanted !== null) tell(wanted)
    close()
  }
  const rest = () => {
    const wanted = readWhole(text, range)
    if (wanted !== null) tell(wanted)
    else if (told.current !== null) {
      tell(1)
      told.current = null
    }
  }
  const now = useRef({ take, rest })
  const before = useRef(times)
  useEffect(() => {
    now.current = { take, rest }
  })
  useEffect(() => {
    if (!isOpen) return undefined
    const takeNow = () => now.current.take()
    window.addEventListener(scanHeard, takeNow)
    return () => window.removeEventListener(scanHeard, takeNow)
  }, [isOpen])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the text begins a rest of its own
  useEffect(() => {
    if (!isOpen) return undefined
    const resting = window.setTimeout(() => now.current.rest(), restMs)
    return () => window.clearTimeout(resting)
  }, [isOpen, text])
  useEffect(() => {
    const isUsed = before.current > 1 && times === 1 && told.current !== null
    before.current = times
    if (!isUsed) return
    isLeft.current = true
    setOpen(false)
  }, [times])
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
          ref={field}
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
