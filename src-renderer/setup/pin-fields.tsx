import { useState } from 'react'
import { pinProblem } from '../../src-shared/rule/pin.ts'
import { TextField } from '../part/text-field.tsx'
import { words } from '../words.ts'

type NewPin = {
  readonly pin: string
  readonly again: string
  readonly isReady: boolean
  /** What is wrong with what was written so far; null while it may still become right. */
  readonly say: string | null
  readonly setPin: (pin: string) => void
  readonly setAgain: (pin: string) => void
  readonly clear: () => void
}

/** A PIN that is being set: written twice, since nobody sees it. */
export function useNewPin(): NewPin {
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const problem = pinProblem(pin)
  const w = words.staff
  const say =
    problem !== null && problem !== 'too-short'
      ? w.pinProblems[problem]
      : again.length >= pin.length && again !== pin
        ? w.pinDiffers
        : null
  const clear = () => {
    setPin('')
    setAgain('')
  }
  return { pin, again, isReady: problem === null && again === pin, say, setPin, setAgain, clear }
}

export function PinFields({ pin }: { readonly pin: NewPin }) {
  const w = words.staff
  return (
    <>
      <div className="field-row">
        <TextField label={w.pin} value={pin.pin} type="password" onValue={pin.setPin} />
        <TextField label={w.pinAgain} value={pin.again} type="password" onValue={pin.setAgain} />
      </div>
      {pin.say && (
        <p className="look-say" role="status">
          {pin.say}
        </p>
      )}
    </>
  )
}
