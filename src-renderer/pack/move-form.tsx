import { type SubmitEvent, useState } from 'react'
import type { ParcelView } from '../../src-shared/model/pack.ts'
import { ActButton } from '../part/act-button.tsx'
import { showForm } from '../part/shown.ts'
import { readWhole, WholeWrong } from '../part/whole-number.tsx'
import { words } from '../words.ts'

type MoveFormProps = {
  readonly most: number
  readonly boxes: readonly ParcelView[]
  readonly onMove: (toParcelId: string, quantity: number) => void
}

/** How many units go over into which other open box. */
export function MoveForm({ most, boxes, onMove }: MoveFormProps) {
  const [to, setTo] = useState(boxes[0]?.id ?? '')
  const [text, setText] = useState(String(most))
  const range = { least: 1, most }
  const quantity = readWhole(text, range)
  const w = words.pack
  if (boxes.length === 0) return <p className="muted">{w.moveNone}</p>
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (quantity !== null) onMove(to, quantity)
  }
  return (
    <form className="move-form" ref={showForm} onSubmit={submit}>
      <label className="field">
        <span>{w.moveHow}</span>
        <input
          className="text-input is-narrow"
          inputMode="numeric"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <label className="field">
        <span>{w.moveTo}</span>
        <select className="text-input" value={to} onChange={(event) => setTo(event.currentTarget.value)}>
          {boxes.map((box) => (
            <option key={box.id} value={box.id}>
              {box.number}
            </option>
          ))}
        </select>
      </label>
      <ActButton type="submit" isDisabled={quantity === null}>
        {w.moveGo}
      </ActButton>
      <WholeWrong text={text} range={range} />
    </form>
  )
}
