import { impossible } from '../../src-shared/failure.ts'
import type { ReceiveDesk } from '../../src-shared/model/receive.ts'
import { units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { ReasonForm } from '../part/reason-form.tsx'
import { useOpenedForm } from '../part/use-opened-form.ts'
import { words } from '../words.ts'
import { type Difference, differencesOf } from './receipt-lines.ts'
import type { ReceiveActs } from './use-receive-acts.ts'

const mostShown = 100

function sentence(difference: Difference, { supplier, from }: ReceiveDesk['head']): string {
  const w = words.receive
  const { is, name } = difference
  const count = units(difference.units)
  switch (is) {
    case 'missing':
      return supplier === null
        ? w.missing(count, name, from?.name ?? words.work.anywhere)
        : w.missingOfSupplier(count, name, supplier.name)
    case 'damaged':
      return w.damagedLine(count, name)
    case 'over':
      return w.overLine(count, name)
    case 'extra':
      return w.extraLine(count, name)
    case 'unlisted':
      return w.unlistedLine(count, name)
    default:
      return impossible(is)
  }
}

type CloseSummaryProps = {
  readonly desk: ReceiveDesk
  readonly acts: ReceiveActs
  readonly onBack: () => void
}

/** Each difference with its effect in words, before the delivery is closed; missing units need a reason. */
export function CloseSummary({ desk, acts, onBack }: CloseSummaryProps) {
  const differences = differencesOf(desk)
  const w = words.receive
  const form = useOpenedForm<HTMLElement>('F8', onBack)
  const close = async (reason: string | null) => {
    const done = await acts.act('finish', 'receive:close', { consignmentId: desk.head.id, reason })
    if (done) onBack()
    return done
  }
  const back = (
    <ActButton kind="quiet" onClick={onBack}>
      {w.back}
    </ActButton>
  )
  return (
    <section ref={form} className="handover closing" aria-label={w.summary}>
      <h2>{w.summary}</h2>
      {differences.length === 0 ? (
        <p className="fits">
          <Icon name="check" /> {w.allWell}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
        <ul className="differences" tabIndex={0}>
          {differences.slice(0, mostShown).map((difference) => (
            <li key={difference.id}>
              <Icon name="triangle" size={18} />
              {sentence(difference, desk.head)}
            </li>
          ))}
          {differences.length > mostShown && (
            <li className="muted">{w.moreDifferences(differences.length - mostShown)}</li>
          )}
        </ul>
      )}
      {desk.totals.short > 0 ? (
        <ReasonForm
          open={w.closeGo}
          ask={w.reason}
          go={w.closeShort(desk.totals.short)}
          goKind="main"
          suggestions={w.reasons}
          startsOpen
          beside={back}
          onReason={close}
        />
      ) : (
        <span className="finish-acts">
          {back}
          <ActButton kind="main" onClick={() => void close(null)}>
            {w.closeGo}
          </ActButton>
        </span>
      )}
    </section>
  )
}
