import { useState } from 'react'
import type { ApprovalDone, ApprovalView } from '../../src-shared/model/approval.ts'
import { manyRejections } from '../../src-shared/rule/approval.ts'
import { timeSay } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote, FailureOf } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { wayOf } from '../part/way-of.ts'
import { hashOf } from '../route.ts'
import { type Acts, useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { AdjustLines } from './adjust-lines.tsx'
import { ApprovalActs } from './approval-block.tsx'
import { ApprovalStand } from './approval-stand.tsx'
import { Decide, type DecideForm } from './decide.tsx'

type ApprovalCardProps = {
  readonly view: ApprovalView
  readonly now: number
  readonly acts: Acts
  /** The keys of the screen are for this card. */
  readonly isHere: boolean
  readonly form: DecideForm | null
  readonly setForm: (form: DecideForm | null) => void
  readonly onDone: (done: ApprovalDone) => void
  readonly isTicked: boolean
  readonly onTick: (() => void) | null
}

/** One consignment that waits: what it is and worth, what is unusual, who asked how long ago, and what can be done. */
export function ApprovalCard({
  view,
  now,
  acts,
  isHere,
  form,
  setForm,
  onDone,
  isTicked,
  onTick,
}: ApprovalCardProps) {
  const [isOpen, setOpen] = useState(false)
  const w = words.approve
  const { consignmentId } = view
  const way = wayOf(view)
  const desk = useAsk('approval:of', { consignmentId }, { enabled: isOpen || (isHere && form === 'pass-on') })
  const where = `again ${view.roundId}`
  return (
    <article
      className={isHere ? 'card approval-card is-chosen' : 'card approval-card'}
      aria-label={view.code}
    >
      {onTick ? (
        <input
          className="approval-tick"
          type="checkbox"
          checked={isTicked}
          aria-label={w.tick(view.code)}
          onChange={onTick}
        />
      ) : (
        <span />
      )}
      <div className="approval-body">
        <p className="approval-head">
          <strong>
            {way.from} <Icon name="arrow" size={18} /> {way.to}
          </strong>
          <span className="tag">{words.work.kinds[view.kind]}</span>
          <span className="code">{view.code}</span>
          <span className="muted">{w.facts(view.lines, view.units)}</span>
        </p>
        {view.note !== '' && <p className="muted">{view.note}</p>}
        <ApprovalStand view={view} now={now} />
        {view.rejections >= manyRejections && (
          <p className="weight-off">{w.rejectedInARow(view.rejections, view.isMine)}</p>
        )}
        {view.isRejected && view.resubmitUntil && (
          <p className="muted">{w.until(timeSay(view.resubmitUntil, now))}</p>
        )}
        {view.isRejected && view.isMine && (
          <span className="reason-acts">
            <ActButton
              kind="main"
              isBusy={acts.busy.has(where)}
              onClick={() => void acts.act(where, 'approval:submit', { consignmentId })}
            >
              {w.handInAgain}
            </ActButton>
          </span>
        )}
        <FailureOf acts={acts} where={where} />
        {!view.isRejected && (
          <Decide
            view={view}
            others={desk.data?.others ?? null}
            onDone={onDone}
            shared={{ acts, form: isHere ? form : null, setForm, hasKeys: isHere }}
          />
        )}
        <span className="reason-acts">
          <ActButton kind="quiet" isPressed={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? w.hide : w.show}
          </ActButton>
          {view.kind === 'RETURN' && (
            <a className="approval-link" href={hashOf({ screen: 'return', id: consignmentId })}>
              {words.return.lookAt}
            </a>
          )}
        </span>
        {isOpen && desk.error && <FailureNote failure={desk.error.failure} />}
        {isOpen && desk.data && (
          <>
            <AdjustLines view={view} lines={desk.data.lines} />
            <ApprovalActs desk={desk.data} now={now} />
          </>
        )}
      </div>
    </article>
  )
}
