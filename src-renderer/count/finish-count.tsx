import type { CountDesk, CountLine } from '../../src-shared/model/count.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { ReasonForm } from '../part/reason-form.tsx'
import { useOpenedForm } from '../part/use-opened-form.ts'
import { words } from '../words.ts'
import type { CountActs } from './use-count-acts.ts'

const mostShown = 50

type FinishCountProps = {
  readonly desk: CountDesk
  /** Lines that are neither counted nor skipped. */
  readonly open: readonly CountLine[]
  readonly isFinishing: boolean
  readonly onFinishing: (isFinishing: boolean) => void
  readonly onFinish: () => void
  readonly acts: CountActs
}

/** How many lines are left, and the way to the review, which names them one by one. */
export function FinishCount({ desk, open, isFinishing, onFinishing, onFinish, acts }: FinishCountProps) {
  const { totals, head } = desk
  const w = words.count
  return (
    <footer className="finish">
      <FailureOf acts={acts} where="finish" />
      {isFinishing ? (
        <Uncounted open={open} acts={acts} onBack={() => onFinishing(false)} />
      ) : (
        <div className="finish-row">
          <p className="totals">
            <span>{w.left(totals.open)}</span>
            {totals.skipped > 0 && <span>{w.skippedLines(totals.skipped)}</span>}
            {desk.isBlind && <span>{w.blind}</span>}
          </p>
          {head.readOnlyBecause !== null && <p className="finish-state">{w.state.readOnly}</p>}
          <span className="finish-acts">
            <ReasonForm
              open={w.list.cancel}
              ask={w.list.cancelReason}
              go={w.list.cancel}
              onReason={(reason) => acts.cancel(reason)}
            />
            <ActButton
              kind="main"
              keyName="F8"
              isBusy={acts.busy.has('finish')}
              isDisabled={head.readOnlyBecause !== null || desk.lines.length === 0}
              onClick={onFinish}
            >
              {w.finish}
            </ActButton>
          </span>
        </div>
      )}
    </footer>
  )
}

type UncountedProps = {
  readonly open: readonly CountLine[]
  readonly acts: CountActs
  readonly onBack: () => void
}

function Uncounted({ open, acts, onBack }: UncountedProps) {
  const form = useOpenedForm<HTMLElement>('F8', onBack)
  const w = words.count
  return (
    <section ref={form} className="handover closing" aria-label={w.finishTitle}>
      <h2>{w.finishTitle}</h2>
      <p>{w.finishSay}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
      <ul className="differences" tabIndex={0}>
        {open.slice(0, mostShown).map((line) => (
          <li key={line.id}>
            <Icon name="triangle" size={18} />
            {line.name}
          </li>
        ))}
        {open.length > mostShown && <li className="muted">{w.moreOpen(open.length - mostShown)}</li>}
      </ul>
      <FailureOf acts={acts} where="skip" />
      <ReasonForm
        open={w.skipAll(open.length)}
        ask={w.skipReason}
        go={w.skipAll(open.length)}
        suggestions={w.skipReasons}
        startsOpen
        beside={
          <ActButton kind="quiet" onClick={onBack}>
            {w.back}
          </ActButton>
        }
        onReason={async (reason) => {
          const done = await acts.skip(
            open.map((line) => line.id),
            reason,
          )
          if (done !== null) onBack()
          return done
        }}
      />
    </section>
  )
}
