import { type SubmitEvent, useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { TextField } from '../part/text-field.tsx'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'

export function Gs1Card({ setup }: { readonly setup: Gives<'setup:state'> }) {
  const acts = useActs()
  const [text, setText] = useState(setup.gs1Prefix ?? '')
  const w = words.setup
  const isPrefix = /^\d{7,10}$/.test(text)
  const tell = (prefix: string | null) => void acts.act('gs1', 'setup:gs1-prefix', { prefix })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (isPrefix) tell(text)
  }
  return (
    <section className="card side-card">
      <h2>{w.gs1}</h2>
      <p className="muted">{w.gs1Say}</p>
      <form className="reason-form" onSubmit={submit}>
        <TextField
          label={w.gs1Label}
          value={text}
          onValue={(value) => setText(value.replace(/\D/g, '').slice(0, 10))}
        />
        {text !== '' && !isPrefix && <p className="muted">{w.gs1Wrong}</p>}
        <FailureOf acts={acts} where="gs1" />
        <span className="reason-acts">
          <ActButton type="submit" isDisabled={!isPrefix || text === setup.gs1Prefix}>
            {w.gs1Use}
          </ActButton>
          {setup.gs1Prefix !== null && (
            <ActButton kind="quiet" onClick={() => tell(null)}>
              {w.gs1None}
            </ActButton>
          )}
        </span>
      </form>
    </section>
  )
}
