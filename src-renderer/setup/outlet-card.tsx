import type { Gives } from '../../src-shared/contract/contract.ts'
import { FailureOf } from '../part/failure-note.tsx'
import { OutletChoice } from '../part/outlet-choice.tsx'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'

export function OutletCard({ setup }: { readonly setup: Gives<'setup:state'> }) {
  const acts = useActs()
  return (
    <section className="card side-card">
      <h2>{words.setup.outlet}</h2>
      <OutletChoice
        name="outlet"
        legend={words.setup.outletSay}
        outlets={setup.outlets}
        chosenId={setup.outlet?.id ?? null}
        onChoose={(outletId) => void acts.act('outlet', 'setup:outlet', { outletId })}
      />
      <FailureOf acts={acts} where="outlet" />
    </section>
  )
}
