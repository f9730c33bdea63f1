import { useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { OutletChoice } from '../part/outlet-choice.tsx'
import type { Acts } from '../station.tsx'
import { words } from '../words.ts'

type StoreFoundProps = {
  readonly store: Gives<'setup:test-store'>
  readonly acts: Acts
  readonly canConnect: boolean
  readonly onConnect: (outletId: string) => void
}

/** What the store said of itself, which outlet this is, then connect. A refusal shows under `connect`. */
export function StoreFound({ store, acts, canConnect, onConnect }: StoreFoundProps) {
  const [outletId, setOutlet] = useState<string | null>(null)
  const w = words.setup
  return (
    <>
      <p className="fits">
        <Icon name="check" /> {w.testOk(store.storeName, store.outlets.length, store.registers)}{' '}
        {w.allowance(units(store.allowance))}
      </p>
      <OutletChoice
        name="connect-outlet"
        legend={w.whichOutlet}
        outlets={store.outlets}
        chosenId={outletId}
        onChoose={setOutlet}
      />
      <FailureOf acts={acts} where="connect" />
      <span>
        <ActButton
          kind="main"
          isDisabled={outletId === null || !canConnect}
          isBusy={acts.busy.has('connect')}
          onClick={() => outletId !== null && onConnect(outletId)}
        >
          {w.connectGo}
        </ActButton>
      </span>
    </>
  )
}
