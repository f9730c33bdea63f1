import { type SubmitEvent, useState } from 'react'
import { ActButton } from '../part/act-button.tsx'
import { words } from '../words.ts'

type TypedWeightProps = { readonly onSeal: (grams: number) => void; readonly onClose: () => void }

/** Where there is no scale: the weight as read elsewhere. It is marked as typed for good. */
export function TypedWeight({ onSeal, onClose }: TypedWeightProps) {
  const [text, setText] = useState('')
  const grams = Number.parseInt(text, 10)
  const isWhole = grams >= 1 && grams <= 2_000_000
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (isWhole) onSeal(grams)
  }
  return (
    <form className="typed-weight" onSubmit={submit}>
      <label className="field">
        <span>{words.pack.typedGrams}</span>
        <input
          className="text-input"
          inputMode="numeric"
          // biome-ignore lint/a11y/noAutofocus: the person has just asked for this field
          autoFocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value.replace(/\D/g, '').slice(0, 7))}
          onKeyDown={(event) => event.key === 'Escape' && onClose()}
        />
      </label>
      <ActButton type="submit" kind="main" isDisabled={!isWhole}>
        {words.pack.sealTyped}
      </ActButton>
    </form>
  )
}
