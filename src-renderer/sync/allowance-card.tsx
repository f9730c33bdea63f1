import type { SyncScreen } from '../../src-shared/model/sync.ts'
import { timeSay, units } from '../format.ts'
import { Bar } from '../part/bar.tsx'
import { words } from '../words.ts'

type AllowanceCardProps = { readonly allowance: SyncScreen['allowance']; readonly now: number }

/** How many calls are left of this window. */
export function AllowanceCard({ allowance, now }: AllowanceCardProps) {
  const w = words.sync
  return (
    <section className="card side-card">
      <h2>{w.allowance}</h2>
      {allowance ? (
        <>
          <p>{w.allowanceSay(units(allowance.remaining), units(allowance.limit))}</p>
          <Bar done={allowance.remaining} all={allowance.limit} label={w.allowance} />
          {allowance.resetsAt && <p className="muted">{w.resets(timeSay(allowance.resetsAt, now))}</p>}
        </>
      ) : (
        <p className="muted">{w.noAllowance}</p>
      )}
    </section>
  )
}
