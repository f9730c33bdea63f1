import { type SubmitEvent, useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { TextField } from '../part/text-field.tsx'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'

/** A webhook relay makes changes at the store known as they happen; without one the station polls. */
export function RelayCard({ setup }: { readonly setup: Gives<'setup:state'> }) {
  const { relay } = setup
  const w = words.setup.relay
  return (
    <section className="card side-card" aria-label={w.title}>
      <h2>{w.title}</h2>
      <p className="muted">{w.say}</p>
      {relay === null ? <RelayForm canKeep={setup.keychain === 'ready'} /> : <RelayFound relay={relay} />}
    </section>
  )
}

function RelayFound({ relay }: { readonly relay: NonNullable<Gives<'setup:state'>['relay']> }) {
  const acts = useActs()
  const w = words.setup.relay
  return (
    <>
      <p>
        <span className="code">{relay.url}</span>
      </p>
      <p role="status">{relay.say}</p>
      <FailureOf acts={acts} where="relay" />
      {relay.isGiven ? (
        <p className="muted">{w.isGiven}</p>
      ) : (
        <span className="reason-acts">
          <ActButton
            kind="quiet"
            isBusy={acts.busy.has('relay')}
            onClick={() => void acts.act('relay', 'setup:relay', { url: null, token: '' })}
          >
            {w.leave}
          </ActButton>
        </span>
      )}
    </>
  )
}

function RelayForm({ canKeep }: { readonly canKeep: boolean }) {
  const acts = useActs()
  const [url, setUrl] = useState('')
  const [token, setToken] = useState('')
  const w = words.setup.relay
  const isReady = canKeep && url.trim() !== '' && token.trim() !== ''
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (isReady) void acts.act('relay', 'setup:relay', { url, token })
  }
  return (
    <form className="reason-form" onSubmit={submit}>
      <TextField label={w.url} value={url} placeholder={w.urlPlaceholder} onValue={setUrl} />
      <TextField label={w.token} value={token} type="password" onValue={setToken} />
      {!canKeep && <p className="muted">{w.noKeychain}</p>}
      <FailureOf acts={acts} where="relay" />
      <span className="reason-acts">
        <ActButton type="submit" isDisabled={!isReady} isBusy={acts.busy.has('relay')}>
          {acts.busy.has('relay') ? w.asking : w.use}
        </ActButton>
      </span>
    </form>
  )
}
