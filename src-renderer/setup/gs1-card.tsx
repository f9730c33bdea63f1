import { type SubmitEvent, useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { TextField } from '../part/text-field.tsx'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'

/** SSCC box numbers need both: the company's prefix and this station's own number under it. */
export function Gs1Card({ setup }: { readonly setup: Gives<'setup:state'> }) {
  const acts = useActs()
  const [prefix, setPrefix] = useState(setup.gs1Prefix ?? '')
  const [own, setOwn] = useState(setup.stationNumber === null ? '' : String(setup.stationNumber))
  const w = words.setup
  const isPrefix = /^\d{7,10}$/.test(prefix)
  const stationNumber = own === '' ? null : Number(own)
  const isKept = prefix === setup.gs1Prefix && stationNumber === setup.stationNumber
  const isReady = isPrefix && stationNumber !== null && !isKept
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (isReady) void acts.act('gs1', 'setup:gs1-prefix', { prefix, stationNumber })
  }
  return (
    <section className="card side-card" aria-label={w.gs1}>
      <h2>{w.gs1}</h2>
      <p className="muted">{w.gs1Say}</p>
      <form className="reason-form" onSubmit={submit}>
        <TextField
          label={w.gs1Label}
          value={prefix}
          onValue={(value) => setPrefix(value.replace(/\D/g, '').slice(0, 10))}
        />
        {prefix !== '' && !isPrefix && <p className="muted">{w.gs1Wrong}</p>}
        <TextField
          label={w.stationNumber}
          value={own}
          onValue={(value) => setOwn(value.replace(/\D/g, '').slice(0, 2))}
        />
        <p className="muted">{w.stationNumberSay}</p>
        <FailureOf acts={acts} where="gs1" />
        <span className="reason-acts">
          <ActButton type="submit" isDisabled={!isReady}>
            {w.gs1Use}
          </ActButton>
          {setup.gs1Prefix !== null && (
            <ActButton
              kind="quiet"
              onClick={() => void acts.act('gs1', 'setup:gs1-prefix', { prefix: null, stationNumber: null })}
            >
              {w.gs1None}
            </ActButton>
          )}
        </span>
      </form>
    </section>
  )
}
