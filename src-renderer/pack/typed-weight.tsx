import { type SubmitEvent, useState } from 'react'
import type { ParcelView } from '../../src-shared/model/pack.ts'
import { gramsSay } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { showForm } from '../part/shown.ts'
import { readWhole, WholeWrong } from '../part/whole-number.tsx'
import { words } from '../words.ts'
import { weightOff } from './weigh.ts'

const range = { least: 1, most: 2_000_000 }

type TypedWeightProps = {
  readonly parcel: ParcelView
  readonly onSeal: (grams: number) => void
  readonly onClose: () => void
}

/**
 * Where there is no scale: the weight as read elsewhere. It is marked as typed for good. One that the contents do not
 * explain is sealed only at a second press, after its difference was said.
 */
export function TypedWeight({ parcel, onSeal, onClose }: TypedWeightProps) {
  const [text, setText] = useState('')
  const [isWarned, setWarned] = useState(false)
  const w = words.pack
  const grams = readWhole(text, range)
  const off = grams !== null && isWarned ? weightOff(grams, parcel) : null
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (grams === null) return
    if (weightOff(grams, parcel) !== null && !isWarned) setWarned(true)
    else onSeal(grams)
  }
  const change = (value: string) => {
    setText(value)
    setWarned(false)
  }
  return (
    <form
      ref={showForm}
      className={
        off === null && (text.trim() === '' || grams !== null) ? 'typed-weight' : 'typed-weight is-off'
      }
      onSubmit={submit}
    >
      <label className="field">
        <span>{w.typedGrams}</span>
        <input
          className="text-input"
          inputMode="numeric"
          value={text}
          maxLength={40}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onClose()
            // Enter held down is one press, not the second one.
            if (event.key === 'Enter' && event.repeat) event.preventDefault()
          }}
        />
      </label>
      <WholeWrong text={text} range={range} />
      {off !== null && (
        <p className="weight-off" role="alert">
          <Icon name="triangle" size={18} />
          {(off > 0 ? w.typedHeavier : w.typedLighter)(
            gramsSay(Math.abs(off)),
            gramsSay(parcel.expectedGrams),
            gramsSay(parcel.toleranceGrams),
          )}
        </p>
      )}
      <ActButton type="submit" kind="main" isDisabled={grams === null}>
        {off === null ? w.sealTyped : w.sealAnyway}
      </ActButton>
    </form>
  )
}
