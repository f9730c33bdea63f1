import { type SubmitEvent, useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { gramsSay } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { TextField } from '../part/text-field.tsx'
import type { Route } from '../route.ts'
import type { Act } from '../station.tsx'
import { words } from '../words.ts'

type ScalePartProps = {
  readonly state: Gives<'training:state'>
  readonly route: Route
  readonly act: Act
}

/** What lies on the virtual scale. */
export function ScalePart({ state, route, act }: ScalePartProps) {
  const [text, setText] = useState('')
  const w = words.training
  const grams = Number.parseInt(text, 10)
  const weigh = (amount: number) => void act('training', 'training:weigh', { grams: amount })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (grams >= -5000 && grams <= 60_000) weigh(grams)
  }
  const consignmentId = route.screen === 'pack' ? route.id : null
  return (
    <section className="training-part">
      <h3>{w.scale}</h3>
      <p>{w.onScale(gramsSay(state.grams), state.isMoving)}</p>
      <span className="reason-acts">
        {consignmentId !== null && (
          <ActButton onClick={() => void act('training', 'training:weigh-box', { consignmentId })}>
            {w.putBox}
          </ActButton>
        )}
        <ActButton onClick={() => weigh(0)}>{w.clear}</ActButton>
      </span>
      <form className="field-row" onSubmit={submit}>
        <TextField label={w.grams} value={text} onValue={(value) => setText(value.replace(/[^\d-]/g, ''))} />
        <ActButton type="submit" isDisabled={Number.isNaN(grams)}>
          {w.put}
        </ActButton>
      </form>
    </section>
  )
}
