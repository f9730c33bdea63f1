import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { Icon } from '../part/icon.tsx'
import { words } from '../words.ts'
import { SignIn } from './sign-in.tsx'
import { SignOut } from './sign-out.tsx'
import { TokenForm } from './token-form.tsx'

type Setup = Gives<'setup:state'>

/** The store this station works for: which one, by which right, and the two ways to connect it. */
export function ConnectCard({ setup }: { readonly setup: Setup }) {
  const [chosen, setChosen] = useState<'token' | 'sign-in' | null>(null)
  const w = words.setup
  const isSignIn = (chosen ?? (setup.program === null ? 'token' : 'sign-in')) === 'sign-in'
  return (
    <section className="card side-card" aria-label={w.connect}>
      <h2>{w.connect}</h2>
      <p>{standing(setup)}</p>
      {setup.access === 'reauthorise' && (
        <p className="box-problem">
          <Icon name="triangle" size={20} /> {w.reauthorise}
        </p>
      )}
      {setup.keychain !== 'ready' && (
        <p className="box-problem">
          <Icon name="triangle" size={20} /> {w.keychain[setup.keychain]}
        </p>
      )}
      <SegmentedControl
        aria-label={w.way}
        value={isSignIn ? 'sign-in' : 'token'}
        onChange={(way) => setChosen(way === 'sign-in' ? 'sign-in' : 'token')}
        data={[
          { value: 'sign-in', label: w.wayNames['sign-in'] },
          { value: 'token', label: w.wayNames.token },
        ]}
        transitionDuration={0}
      />
      {isSignIn ? <SignIn setup={setup} /> : <TokenForm setup={setup} />}
      {!setup.isTraining && setup.storeUrl !== null && !setup.isSignedOut && <SignOut />}
    </section>
  )
}

function standing({ isTraining, storeUrl, isSignedOut }: Setup): string {
  const w = words.setup
  if (isTraining || storeUrl === null) return w.connectSay
  return isSignedOut ? w.signedOut(storeUrl) : w.connected(storeUrl)
}
