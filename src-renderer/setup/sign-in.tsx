import { useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote, FailureOf } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { firstTyped, SignInForm } from './sign-in-form.tsx'
import { StoreFound } from './store-found.tsx'

/**
 * Signing in with Lightspeed: the form, the wait for the browser, and what came of it. What was typed outlives a refusal,
 * and the secret goes as soon as it has served.
 */
export function SignIn({ setup }: { readonly setup: Gives<'setup:state'> }) {
  const acts = useActs()
  const { data: view } = useAsk('setup:sign-in-state', {})
  const [typed, setTyped] = useState(() => firstTyped(setup))
  const [seen, setSeen] = useState(view?.is)
  if (view?.is !== seen) {
    setSeen(view?.is)
    if (view?.is === 'choose' || view?.is === 'done') setTyped({ ...typed, secret: '' })
  }
  const w = words.setup.signIn
  const cancel = (
    <ActButton kind="quiet" onClick={() => void acts.act('cancel', 'setup:sign-in-cancel', {})}>
      {w.cancel}
    </ActButton>
  )
  switch (view?.is) {
    case undefined:
      return null
    case 'waiting':
      return (
        <div className="reason-form" role="status">
          <p>
            <strong>{w.waiting}</strong>
          </p>
          <p className="muted">{w.waitingSay}</p>
          {view.note !== null && (
            <p className="box-problem">
              <Icon name="triangle" size={20} /> {view.note}
            </p>
          )}
          <a className="link" href={view.page} target="_blank" rel="noreferrer noopener">
            {w.openPage}
          </a>
          <FailureOf acts={acts} where="cancel" />
          <span>{cancel}</span>
        </div>
      )
    case 'asking':
      return <p role="status">{w.asking}</p>
    case 'choose':
      return (
        <>
          <StoreFound
            store={view.store}
            acts={acts}
            canConnect={setup.keychain === 'ready'}
            onConnect={(outletId) => void acts.act('connect', 'setup:sign-in-connect', { outletId })}
          />
          <span>{cancel}</span>
        </>
      )
    case 'failed':
      return (
        <>
          <FailureNote
            failure={{ code: 'sign-in', say: view.say, next: view.next, retryable: true, traceId: null }}
          />
          <SignInForm setup={setup} typed={typed} onTyped={setTyped} />
        </>
      )
    case 'idle':
    case 'done':
      return (
        <>
          {view.is === 'done' && setup.access === 'signed-in' && (
            <p className="fits" role="status">
              <Icon name="check" /> {w.done}
            </p>
          )}
          <SignInForm setup={setup} typed={typed} onTyped={setTyped} />
        </>
      )
  }
}
