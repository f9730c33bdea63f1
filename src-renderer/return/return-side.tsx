import type { ReturnDesk } from '../../src-shared/model/return.ts'
import { rightOf } from '../../src-shared/rule/rights.ts'
import { ApprovalBlock } from '../approve/approval-block.tsx'
import { moneySay, units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { goTo, isPacked } from '../route.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { RefundForm } from './refund-form.tsx'
import type { ReturnActs } from './use-return-acts.ts'

/** Beside the list: what it is worth, what it still lacks, and what comes next. */
export function ReturnSide({ desk, acts }: { readonly desk: ReturnDesk; readonly acts: ReturnActs }) {
  const { head, totals } = desk
  const w = words.return
  // From then on the history tells who approved it, and what comes next has the room.
  const isBeforePacking = ['draft', 'rejected', 'pending_approval'].includes(head.state)
  return (
    <aside className="bench-right return-side">
      <section className="card">
        <h2>{w.listed}</h2>
        <p className="return-figure">{w.units(units(totals.units))}</p>
        <p>
          {w.value}: <strong>{moneySay(totals.valueCents)}</strong>
        </p>
        {totals.linesWithoutCost > 0 && <p className="muted">{w.valueUnknown(totals.linesWithoutCost)}</p>}
      </section>
      <NextStep desk={desk} acts={acts} />
      {/* What was refused for something that is filled in now is no answer any more. */}
      {isBeforePacking && desk.lines.length > 0 && (
        <ApprovalBlock key={desk.missing.join('\n')} consignmentId={head.id} />
      )}
      {isPacked(head) && (
        <ActButton kind="main" icon="pack" isWide onClick={() => goTo('pack', head.id)}>
          {w.goPack}
        </ActButton>
      )}
    </aside>
  )
}

function NextStep({ desk, acts }: { readonly desk: ReturnDesk; readonly acts: ReturnActs }) {
  const { head, refund } = desk
  const staff = useAsk('staff:state', {})
  const mayNote = staff.data?.is !== 'on' || rightOf(staff.data.person.role, 'note-refund') === 'yes'
  const w = words.return
  switch (head.state) {
    case 'draft':
    case 'rejected':
      return desk.lines.length === 0 ? null : <Missing missing={desk.missing} />
    case 'sent':
      return (
        <section className="card">
          {mayNote ? <RefundForm acts={acts} /> : <p className="muted">{w.refund.whose}</p>}
        </section>
      )
    case 'completed':
      return (
        <section className="card" role="status">
          <h2>{w.refund.title}</h2>
          {refund === null ? (
            <p>{w.steps.completed}</p>
          ) : (
            <p>
              {refund.refund.is === 'amount'
                ? w.refund.isAmount(moneySay(refund.refund.cents))
                : w.refund.isNone}{' '}
              {refund.note}
            </p>
          )}
        </section>
      )
    default:
      return null
  }
}

function Missing({ missing }: { readonly missing: readonly string[] }) {
  const w = words.return
  return (
    <section className="card" aria-live="polite">
      {missing.length > 0 && <h2>{w.missing}</h2>}
      {missing.length === 0 ? (
        <p className="return-complete">
          <Icon name="check" size={20} /> {w.complete}
        </p>
      ) : (
        <ul className="return-missing">
          {missing.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
    </section>
  )
}
