import { type SubmitEvent, useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { TextField } from '../part/text-field.tsx'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'
import { StoreFound } from './store-found.tsx'

/** Connecting by a personal token: address and token, a test that says what is wrong, then connect. */
export function TokenForm({ setup }: { readonly setup: Gives<'setup:state'> }) {
  const acts = useActs()
  const [url, setUrl] = useState(setup.storeUrl ?? '')
  const [token, setToken] = useState('')
  const [tested, setTested] = useState<Gives<'setup:test-store'> | null>(null)
  const w = words.setup
  const { apiVersion } = setup
  const test = async (event: SubmitEvent) => {
    event.preventDefault()
    setTested(await acts.act('test', 'setup:test-store', { url, token, apiVersion }))
  }
  const connect = async (outletId: string) => {
    if (await acts.act('connect', 'setup:connect', { url, token, apiVersion, outletId })) setToken('')
  }
  const change = (set: (value: string) => void) => (value: string) => {
    set(value)
    setTested(null)
  }
  return (
    <>
      <form className="reason-form" onSubmit={(event) => void test(event)}>
        <TextField label={w.url} value={url} placeholder={w.urlPlaceholder} onValue={change(setUrl)} />
        <TextField label={w.token} value={token} type="password" onValue={change(setToken)} />
        <p className="muted">{w.tokenSay}</p>
        <FailureOf acts={acts} where="test" />
        <span>
          <ActButton
            type="submit"
            kind={tested ? 'plain' : 'main'}
            isDisabled={url.trim() === '' || token.trim() === ''}
            isBusy={acts.busy.has('test')}
          >
            {acts.busy.has('test') ? w.testing : w.test}
          </ActButton>
        </span>
      </form>
      {tested && (
        <StoreFound
          store={tested}
          acts={acts}
          canConnect={setup.keychain === 'ready'}
          onConnect={(outletId) => void connect(outletId)}
        />
      )}
    </>
  )
}
