import { noticeHows, type OrderDesk } from '../../src-shared/model/order.ts'
import { timeSay } from '../format.ts'
import { TextField } from '../part/text-field.tsx'
import { useNow } from '../part/use-now.ts'
import { words } from '../words.ts'
import type { OrderActs } from './use-order-acts.ts'

/** How the supplier hears of an approved order, chosen before it is sent; once it is, how they were told and by whom. */
export function OrderNotice({ desk, acts }: { readonly desk: OrderDesk; readonly acts: OrderActs }) {
  const now = useNow(30_000)
  const { head, notice } = desk
  const w = words.order.notice
  if (notice !== null) {
    return (
      <section className="card side-card" aria-label={w.title}>
        <h2>{w.title}</h2>
        <p>
          {w.told(w.hows[notice.how], timeSay(notice.at, now), words.approve.doer(notice.who))}
          {notice.note !== '' && <span className="muted"> {notice.note}</span>}
        </p>
      </section>
    )
  }
  if (head.state !== 'approved') return null
  return (
    <section className="card side-card" aria-label={w.title}>
      <h2>{w.title}</h2>
      <label className="field">
        <span>{w.how}</span>
        <select
          className="text-input"
          value={acts.how ?? ''}
          onChange={({ currentTarget: { value } }) =>
            acts.setHow(noticeHows.find((known) => known === value) ?? null)
          }
        >
          <option value="">{w.notSaid}</option>
          {noticeHows.map((how) => (
            <option key={how} value={how}>
              {w.hows[how]}
            </option>
          ))}
        </select>
      </label>
      <TextField label={w.note} value={acts.note} onValue={acts.setNote} maxLength={200} />
    </section>
  )
}
