import { useEffect } from 'react'
import { pinLength } from '../../src-shared/rule/pin.ts'
import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { words } from '../words.ts'

type PinPadProps = {
  readonly pin: string
  readonly onPin: (change: (before: string) => string) => void
  readonly onDone: () => void
  readonly isBusy: boolean
  readonly onAway: () => void
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** Digits as big keys. The keyboard's own digits, Backspace, Enter and Escape do the same, whatever has the focus. */
export function PinPad({ pin, onPin, onDone, isBusy, onAway }: PinPadProps) {
  const w = words.staff
  const press = (digit: string) => onPin((before) => (before + digit).slice(0, pinLength.max))
  const isWhole = pin.length >= pinLength.min
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return
      if (/^\d$/.test(event.key)) onPin((before) => (before + event.key).slice(0, pinLength.max))
      else if (event.key === 'Backspace') onPin((before) => before.slice(0, -1))
      else if (event.key === 'Escape') onAway()
      // Until the PIN is whole, Enter presses what has the focus; a touched key must not be pressed once more.
      else if (event.key === 'Enter' && isWhole) onDone()
      else return
      event.preventDefault()
      // The screen underneath has keys of its own.
      event.stopPropagation()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [onPin, onDone, onAway, isWhole])
  return (
    <div className="pin">
      <div className="pin-dots">
        <span className="sr-only" role="status">
          {w.dots(pin.length)}
        </span>
        {Array.from({ length: Math.max(pinLength.min, pin.length) }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place
          <span key={at} className={at < pin.length ? 'pin-dot is-set' : 'pin-dot'} aria-hidden="true" />
        ))}
      </div>
      <fieldset className="pin-pad">
        <legend className="sr-only">{w.pad}</legend>
        {digits.map((digit) => (
          <PadKey key={digit} say={digit} onPress={() => press(digit)} />
        ))}
        <button type="button" className="pin-key is-word" onClick={() => onPin(() => '')}>
          {w.clear}
        </button>
        <PadKey say="0" onPress={() => press('0')} />
        <button
          type="button"
          className="pin-key"
          aria-label={w.oneLess}
          onClick={() => onPin((before) => before.slice(0, -1))}
        >
          <Icon name="less" size={28} />
        </button>
      </fieldset>
      <ActButton
        kind="main"
        isWide
        keyName="Enter"
        isBusy={isBusy}
        isDisabled={!isWhole || isBusy}
        onClick={onDone}
      >
        {isBusy ? w.checking : w.signIn}
      </ActButton>
      <ActButton kind="quiet" isWide keyName="Esc" onClick={onAway}>
        {w.back}
      </ActButton>
    </div>
  )
}

function PadKey({ say, onPress }: { readonly say: string; readonly onPress: () => void }) {
  return (
    <button type="button" className="pin-key" onClick={onPress}>
      {say}
    </button>
  )
}
