import { useState } from 'react'
import type { ApprovalDesk } from '../../src-shared/model/approval.ts'
import { moneySay, timeSay } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote, FailureOf } from '../part/failure-note.tsx'
import { useNow } from '../part/use-now.ts'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { AdjustLines } from './adjust-lines.tsx'
import { ApprovalStand } from './approval-stand.tsx'
import { Decide } from './decide.tsx'

/**
 * What the approval of one consignment stands at, and what the person who is on can do about it: for any screen that shows
 * a consignment. Nothing where it needs none.
 */
export function ApprovalBlock({
  consignmentId,
  hasLinesBeside = false,
  hasWrongBeside = false,
}: {
  readonly consignmentId: string
  /** The screen shows the lines itself, and lets whoever may approve change them there. */
  readonly hasLinesBeside?: boolean
  /** Something written there cannot be taken: it is put right before anything is handed in. */
  readonly hasWrongBeside?: boolean
}) {
  const desk = useAsk('approval:of', { consignmentId })
  if (desk.error) return <FailureNote failure={desk.error.failure} onRetry={() => void desk.refetch()} />
  if (!desk.data || (desk.data.view === null && !desk.data.submit.needs)) return null
  return <Block desk={desk.data} hasLinesBeside={hasLinesBeside} hasWrongBeside={hasWrongBeside} />
}

type BlockProps = {
  readonly desk: ApprovalDesk
  readonly hasLinesBeside: boolean
  readonly hasWrongBeside: boolean
}

function Block({ desk, hasLinesBeside, hasWrongBeside }: BlockProps) {
  const { view, submit, consignmentId } = desk
  const acts = useActs()
  const now = useNow(30_000)
  const [said, setSaid] = useState<string | null>(null)
  const [isChanging, setChanging] = useState(false)
  const w = words.approve
  const handIn = () => void acts.act('hand-in', 'approval:submit', { consignmentId })
  const mayHandIn = submit.may && (view === null || view.isRejected)
  if (view === null && !mayHandIn && desk.acts.length < 2) return null
  return (
    <section className="card side-card approval" aria-label={w.block}>
      {said && <p role="status">{said}</p>}
      {view !== null && <ApprovalStand view={view} now={now} />}
      {view === null && mayHandIn && <p>{w.mustBeApproved(moneySay(submit.valueCents))}</p>}
      {view?.isRejected && view.resubmitUntil && (
        <p className="muted">{w.until(timeSay(view.resubmitUntil, now))}</p>
      )}
      {mayHandIn && hasWrongBeside && <p className="weight-off">{w.wrongBeside}</p>}
      {mayHandIn && (
        <span className="reason-acts">
          <ActButton
            kind="main"
            isBusy={acts.busy.has('hand-in')}
            isDisabled={hasWrongBeside}
            onClick={handIn}
          >
            {view === null ? w.handIn : w.handInAgain}
          </ActButton>
        </span>
      )}
      <FailureOf acts={acts} where="hand-in" />
      {view !== null && !view.isRejected && (
        <Decide view={view} others={desk.others} onDone={({ say }) => setSaid(say)} />
      )}
      {!hasLinesBeside && view?.may === 'yes' && !view.isRejected && (
        <>
          <ActButton kind="quiet" isPressed={isChanging} onClick={() => setChanging(!isChanging)}>
            {isChanging ? w.adjustClose : w.adjust}
          </ActButton>
          {isChanging && <AdjustLines view={view} lines={desk.lines} />}
        </>
      )}
      <ApprovalActs desk={desk} now={now} />
    </section>
  )
}

/** What was done in all its rounds, the newest first. */
export function ApprovalActs({ desk, now }: { readonly desk: ApprovalDesk; readonly now: number }) {
  const w = words.approve
  if (desk.acts.length < 2) return null
  return (
    <ol className="approval-acts">
      {desk.acts.toReversed().map((act) => (
        <li key={act.id}>
          <time dateTime={act.at}>{timeSay(act.at, now)}</time>
          <span>
            <strong>{w.acts[act.kind]}</strong> {words.history.by(w.doer(act.who))}
            {act.to && ` → ${w.doer(act.to)}`}
            {act.reason && <span className="muted"> · {act.reason}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}
