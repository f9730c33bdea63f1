import { useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import type { ApprovalView } from '../../src-shared/model/approval.ts'
import { moneySay } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'
import { amountsOf } from './decide.tsx'

type Happened = readonly { readonly code: string; readonly isOk: boolean; readonly say: string }[]
type SeveralProps = { readonly views: readonly ApprovalView[]; readonly onNone: () => void }

/** Approving several: first what will happen to each, then what did. */
export function Several({ views, onNone }: SeveralProps) {
  const acts = useActs()
  const [isAsked, setAsked] = useState(false)
  const [happened, setHappened] = useState<Happened | null>(null)
  const w = words.approve
  if (happened !== null) return <Outcome happened={happened} onClose={() => setHappened(null)} />
  if (views.length === 0) return null
  const total = views.reduce((sum, { valueCents }) => sum + valueCents, 0)
  const go = async () => {
    const codes = new Map(views.map(({ consignmentId, code }) => [consignmentId, code]))
    const rounds = views.map((view) => ({
      consignmentId: view.consignmentId,
      roundId: view.roundId,
      saw: amountsOf(view),
    }))
    const results: Gives<'approval:approve-several'> | null = await acts.act(
      'several',
      'approval:approve-several',
      { rounds },
    )
    if (results === null) return
    setHappened(results.map((one) => ({ ...one, code: codes.get(one.consignmentId) ?? '' })))
    setAsked(false)
    onNone()
  }
  return (
    <section className="card side-card approval-several" aria-label={w.will}>
      <p>
        <strong>{w.chosen(views.length, moneySay(total))}</strong>
      </p>
      {isAsked && (
        <ul>
          {views.map(({ roundId, code, valueCents, missing }) => (
            <li key={roundId}>
              <span className="code">{code}</span> {moneySay(valueCents)}{' '}
              {missing <= 1 ? w.willApprove : w.willMiss(missing - 1)}
            </li>
          ))}
        </ul>
      )}
      <FailureOf acts={acts} where="several" />
      <span className="reason-acts">
        {isAsked ? (
          <ActButton
            kind="main"
            icon="check-twice"
            isBusy={acts.busy.has('several')}
            onClick={() => void go()}
          >
            {w.goSeveral(views.length)}
          </ActButton>
        ) : (
          <ActButton kind="main" onClick={() => setAsked(true)}>
            {w.approveChosen}
          </ActButton>
        )}
        <ActButton
          kind="quiet"
          onClick={() => {
            setAsked(false)
            onNone()
          }}
        >
          {w.chooseNone}
        </ActButton>
      </span>
    </section>
  )
}

function Outcome({ happened, onClose }: { readonly happened: Happened; readonly onClose: () => void }) {
  const w = words.approve
  return (
    <section className="card side-card approval-several" aria-label={w.happened} role="status">
      <ul>
        {happened.map(({ code, isOk, say }) => (
          <li key={code}>
            <Icon name={isOk ? 'check' : 'triangle'} size={18} /> <span className="code">{code}</span> {say}
          </li>
        ))}
      </ul>
      <span className="reason-acts">
        <ActButton onClick={onClose}>{w.cancel}</ActButton>
      </span>
    </section>
  )
}
