import type { CountToApprove } from '../../src-shared/model/approval.ts'
import { ageOf } from '../../src-shared/rule/approval.ts'
import { lengthSay } from '../format.ts'
import { Icon } from '../part/icon.tsx'
import { hashOf } from '../route.ts'
import { words } from '../words.ts'

type CountsProps = { readonly counts: readonly CountToApprove[]; readonly now: number }

/** Stocktakes whose differences wait for a person, the oldest first. They are approved where the differences stand. */
export function CountsToApprove({ counts, now }: CountsProps) {
  const w = words.approve
  if (counts.length === 0) return null
  return (
    <section className="approval-list" aria-label={w.counts}>
      <h2>{w.counts}</h2>
      {counts.map(({ consignmentId, code, outlet, since }) => (
        <article key={consignmentId} className="card side-card" aria-label={code}>
          <p className="approval-head">
            <strong>{outlet?.name ?? words.work.anywhere}</strong>
            <span className="tag">{words.work.kinds.STOCKTAKE}</span>
            <span className="code">{code}</span>
          </p>
          <p className={`approval-age is-${ageOf(Date.parse(since), now)}`}>
            <Icon name="clock" size={18} /> {w.since(lengthSay(now - Date.parse(since)))}
          </p>
          <a className="approval-link" href={hashOf({ screen: 'count', id: consignmentId })}>
            {words.count.review.open}
          </a>
        </article>
      ))}
    </section>
  )
}
