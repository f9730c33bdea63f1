import { type SubmitEvent, useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { OutletChoice } from '../part/outlet-choice.tsx'
import { TextField } from '../part/text-field.tsx'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'

type Tested = Gives<'setup:test-store'>

/** Connecting a store: address and token, a test that says what is wrong, which outlet this is, then connect. */
export function ConnectCard({ setup }: { readonly setup: Gives<'setup:state'> }) {
  const acts = useActs()
  const [url, setUrl] = useState(setup.storeUrl ?? '')
  const [token, setToken] = useState('')
  const [tested, setTested] = useState<Tested | null>(null)
  const [outletId, setOutlet] = useState<string | null>(null)
  const w = words.setup
  const { apiVersion } = setup
  const test = async (event: SubmitEvent) => {
    event.preventDefault()
    setTested(await acts.act('test', 'setup:test-store', { url, token, apiVersion }))
  }
  const connect = async () => {
    if (outletId === null) return
    if (await acts.act('connect', 'setup:connect', { url, token, apiVersion, outletId })) setToken('')
  }
  const change = (set: (value: string) => void) => (value: string) => {
    set(value)
    setTested(null)
  }
  return (
    <section className="card side-card" aria-label={w.connect}>
      <h2>{w.connect}</h2>
      <p>{setup.isTraining || !setup.storeUrl ? w.connectSay : w.connected(setup.storeUrl)}</p>
      {setup.keychain !== 'ready' && (
        <p className="box-problem">
          <Icon name="triangle" size={20} /> {w.keychain[setup.keychain]}
        </p>
      )}
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
        <>
          <p className="fits">
            <Icon name="check" /> {w.testOk(tested.storeName, tested.outlets.length, tested.registers)}{' '}
            {w.allowance(units(tested.allowance))}
          </p>
          <OutletChoice
            name="connect-outlet"
            legend={w.whichOutlet}
            outlets={tested.outlets}
            chosenId={outletId}
            onChoose={setOutlet}
          />
          <FailureOf acts={acts} where="connect" />
          <span>
            <ActButton
              kind="main"
              isDisabled={outletId === null || setup.keychain !== 'ready'}
              isBusy={acts.busy.has('connect')}
              onClick={() => void connect()}
            >
              {w.connectGo}
            </ActButton>
          </span>
        </>
      )}
    </section>
  )
}
