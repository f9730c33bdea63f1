import { useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { ActButton } from '../part/act-button.tsx'
import type { Act } from '../station.tsx'
import { words } from '../words.ts'

const storeActs = ['incoming-transfer', 'incoming-order', 'transfer-to-pack', 'edit', 'cancel'] as const

type StorePartProps = { readonly state: Gives<'training:state'>; readonly act: Act }

/** What somebody else does at the store, as seen from here a moment later. */
export function StorePart({ state, act }: StorePartProps) {
  const [said, setSaid] = useState<string | null>(null)
  const w = words.training
  const play = async (name: (typeof storeActs)[number]) => {
    const done = await act('training', 'training:store', { act: name })
    setSaid(done?.say ?? null)
  }
  return (
    <section className="training-part">
      <h3>{w.store}</h3>
      <span className="reason-acts">
        {storeActs.map((name) => (
          <ActButton key={name} onClick={() => void play(name)}>
            {w.acts[name]}
          </ActButton>
        ))}
      </span>
      {said && (
        <p role="status" className="device-said">
          {said}
        </p>
      )}
      {state.storePage !== '' && (
        <p>
          <a className="link" href={state.storePage} target="_blank" rel="noreferrer noopener">
            {w.storePage}
          </a>
        </p>
      )}
    </section>
  )
}
