import type { CountDesk } from '../../src-shared/model/count.ts'
import { units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { ReasonForm } from '../part/reason-form.tsx'
import { useOpenedForm } from '../part/use-opened-form.ts'
import { words } from '../words.ts'
import type { CountActs } from './use-count-acts.ts'

type ApproveBarProps = {
  readonly desk: CountDesk
  /** Lines ticked to be counted again. */
  readonly chosen: number
  readonly counted: number
  readonly isOpen: boolean
  readonly isApproving: boolean
  readonly onApproving: (isApproving: boolean) => void
  readonly onAgain: () => void
  readonly acts: CountActs
}

/** The two ways out of a review: count some of it again, or let it be the stock. */
export function ApproveBar(props: ApproveBarProps) {
  const { desk, chosen, isOpen, isApproving, onApproving, onAgain, acts } = props
  const w = words.count.review
  return (
    <footer className="finish">
      <FailureOf acts={acts} where="finish" />
      {isApproving ? (
        <Confirm {...props} />
      ) : (
        <div className="finish-row">
          <p className="finish-state">{isOpen ? chosen === 0 && w.againNone : stateSay(desk)}</p>
          {isOpen && (
            <span className="finish-acts">
              <ReasonForm
                open={w.cancel}
                ask={w.cancelReason}
                go={w.cancel}
                onReason={(reason) => acts.cancel(reason)}
              />
              <ActButton
                kind={chosen > 0 ? 'main' : 'plain'}
                keyName="F7"
                isDisabled={chosen === 0}
                isBusy={acts.busy.has('finish')}
                onClick={onAgain}
              >
                {w.again(chosen)}
              </ActButton>
              <ActButton kind={chosen > 0 ? 'plain' : 'main'} keyName="F8" onClick={() => onApproving(true)}>
                {w.approve}
              </ActButton>
            </span>
          )}
        </div>
      )}
    </footer>
  )
}

function Confirm({ desk, counted, onApproving, acts }: ApproveBarProps) {
  const form = useOpenedForm<HTMLElement>('F8', () => onApproving(false))
  const w = words.count.review
  const skipped = desk.lines.length - counted
  const differing = desk.lines.filter((line) => line.variance !== null && line.variance.units !== 0).length
  const approve = async () => {
    const done = await acts.act('finish', 'count:approve', { consignmentId: acts.consignmentId })
    if (done === null) onApproving(false)
  }
  return (
    <section ref={form} className="handover closing" aria-label={w.confirm}>
      <h2>{w.confirm}</h2>
      <p>
        {desk.setsLevels ? w.setsEach(units(differing)) : w.sets(units(counted))}{' '}
        {skipped > 0 && w.keeps(units(skipped))} {w.noUndo}
      </p>
      <p>{desk.mayStationApprove ? w.small : w.large}</p>
      <span className="finish-acts">
        <ActButton kind="quiet" onClick={() => onApproving(false)}>
          {w.notYet}
        </ActButton>
        <ActButton kind="main" isBusy={acts.busy.has('finish')} onClick={() => void approve()}>
          {w.go}
        </ActButton>
      </span>
    </section>
  )
}

function stateSay({ head }: CountDesk): string {
  const w = words.count.state
  if (head.state === 'approved') return w.approved
  if (head.state === 'completed') return w.completed
  return head.state === 'cancelled' ? w.cancelled : w.readOnly
}
