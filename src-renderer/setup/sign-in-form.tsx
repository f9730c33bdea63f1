import type { SubmitEvent } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { redirectUriOf, usualSignInPort } from '../../src-shared/rule/redirect-uri.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { TextField } from '../part/text-field.tsx'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'

export type TypedSignIn = {
  readonly url: string
  readonly clientId: string
  readonly secret: string
  readonly port: string
}

/** What the form begins with. */
export function firstTyped({ storeUrl, program }: Gives<'setup:state'>): TypedSignIn {
  const port = String(program?.port ?? usualSignInPort)
  return { url: storeUrl ?? '', clientId: program?.clientId ?? '', secret: '', port }
}

type SignInFormProps = {
  readonly setup: Gives<'setup:state'>
  readonly typed: TypedSignIn
  readonly onTyped: (typed: TypedSignIn) => void
}

/** Which store, as which program: the one its owner registered at Lightspeed. Then the page opens in the browser. */
export function SignInForm({ setup, typed, onTyped }: SignInFormProps) {
  const acts = useActs()
  const kept = setup.program
  const { url, clientId, secret } = typed
  const type = (changed: Partial<TypedSignIn>) => onTyped({ ...typed, ...changed })
  const w = words.setup.signIn
  const port = Number(typed.port)
  const isPort = port >= 1024 && port <= 65_535
  const hasSecret = secret.trim() !== '' || (kept !== null && kept.clientId === clientId.trim())
  const start = async (event: SubmitEvent) => {
    event.preventDefault()
    const clientSecret = secret.trim() === '' ? null : secret
    const asked = { url, apiVersion: setup.apiVersion, clientId, clientSecret, port }
    const started = await acts.act('sign-in', 'setup:sign-in', asked)
    // Where this is not allowed, the link of the waiting screen opens it.
    if (started !== null) window.open(started.page, '_blank', 'noopener,noreferrer')
  }
  return (
    <form className="reason-form" onSubmit={(event) => void start(event)}>
      <TextField
        label={words.setup.url}
        value={url}
        placeholder={words.setup.urlPlaceholder}
        onValue={(value) => type({ url: value })}
      />
      <p className="muted">{w.programSay}</p>
      <TextField label={w.clientId} value={clientId} onValue={(value) => type({ clientId: value })} />
      <TextField
        label={w.clientSecret}
        value={secret}
        type="password"
        {...(kept !== null ? { placeholder: w.secretKept } : {})}
        onValue={(value) => type({ secret: value })}
      />
      <p className="muted">{w.secretSay}</p>
      <TextField
        label={w.port}
        value={typed.port}
        onValue={(value) => type({ port: value.replace(/\D/g, '').slice(0, 5) })}
      />
      {isPort ? (
        <p className="muted">
          {w.redirect} <span className="code">{redirectUriOf(port)}</span>
        </p>
      ) : (
        <p className="muted">{w.portWrong}</p>
      )}
      <FailureOf acts={acts} where="sign-in" />
      <span>
        <ActButton
          type="submit"
          kind="main"
          isDisabled={url.trim() === '' || clientId.trim() === '' || !hasSecret || !isPort}
          isBusy={acts.busy.has('sign-in')}
        >
          {setup.access === 'reauthorise' ? w.goAgain : w.go}
        </ActButton>
      </span>
    </form>
  )
}
