import type { ApprovalView } from '../../src-shared/model/approval.ts'
import type { Doer } from '../../src-shared/model/history.ts'
import { ageOf } from '../../src-shared/rule/approval.ts'
import { lengthSay, moneySay } from '../format.ts'
import { Icon } from '../part/icon.tsx'
import { words } from '../words.ts'

/** 'Needs 1 approval of a store manager', what it is worth, who asked and how long ago; then what is known besides. */
export function ApprovalStand({ view, now }: { readonly view: ApprovalView; readonly now: number }) {
  const w = words.approve
  const names = (list: readonly Doer[]) => list.map(w.doer).join(', ')
  const openedAt = Date.parse(view.openedAt)
  return (
    <div className="approval-stand">
      <p className="approval-needs">
        <strong>
          {view.isRejected
            ? view.reason === null
              ? w.rejected
              : w.rejectedBecause(view.reason)
            : w.needs(view.missing, w.anyOf(view.roles))}
        </strong>
        <span className="approval-value">{moneySay(view.valueCents)}</span>
      </p>
      {!view.isRejected && (
        <p className={`approval-age is-${ageOf(openedAt, now)}`}>
          <Icon name="clock" size={18} /> {w.by(w.doer(view.creator), lengthSay(now - openedAt))}
        </p>
      )}
      {view.given.length > 0 && <p>{w.givenBy(names(view.given))}</p>}
      {view.noted.length > 0 && <p className="approval-noted">{w.notedBy(names(view.noted))}</p>}
      {!view.isRejected && view.handedTo && <p className="muted">{w.handedTo(w.doer(view.handedTo))}</p>}
      {!view.isRejected && view.first && <p className="muted">{w.first(w.doer(view.first))}</p>}
      {!view.isRejected && view.hasAskedNext && <p className="muted">{w.nextAsked}</p>}
      {view.unusual.length > 0 && (
        <p className="approval-unusual">
          <Icon name="triangle" size={18} />
          <span>
            <span className="sr-only">{w.unusual}: </span>
            {view.unusual.join(' ')}
          </span>
        </p>
      )}
    </div>
  )
}
