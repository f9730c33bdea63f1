import { useId, useState } from 'react'
import type { Standing } from '../../src-shared/model/standing.ts'
import { isAskedIfLeft } from '../../src-shared/rule/day-end.ts'
import { timeSay } from '../format.ts'
import { handoverSay } from '../pack/handover.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { readLocalTime, writeLocalTime } from '../part/local-time.ts'
import { useNow } from '../part/use-now.ts'
import { goTo } from '../route.ts'
import { type Acts, useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { zone } from '../zone.ts'

/** Once the day has ended: what stands packed though nobody said that it left, one answer each. */
export function StandingGoods() {
  const list = useAsk('pack:standing', {})
  const [isOpen, setOpen] = useState(false)
  const now = useNow(30_000)
  const acts = useActs()
  const w = words.work.standing
  const { asksAt = null, rows = [] } = list.data ?? {}
  const at = { now: new Date(now), endsAt: asksAt ?? '', timeZone: zone() }
  const asked = asksAt === null ? [] : rows.filter((row) => isAskedIfLeft(row, at))
  if (asked.length === 0) return null
  return (
    <section className="recounts" aria-label={w.title}>
      <ActButton icon="question" isPressed={isOpen} onClick={() => setOpen(!isOpen)}>
        {w.open(asked.length)}
      </ActButton>
      {isOpen && (
        <>
          <p className="muted">{w.say}</p>
          <FailureOf acts={acts} where="standing" />
          <ul className="recount-rows">
            {asked.map((row) => (
              <li key={row.id}>
                <Row row={row} now={now} acts={acts} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

type RowProps = { readonly row: Standing; readonly now: number; readonly acts: Acts }

function Row({ row, now, acts }: RowProps) {
  const { id, code, handover } = row
  const [text, setText] = useState(() => writeLocalTime(new Date(now)))
  const wrongId = useId()
  const w = words.work.standing
  const at = readLocalTime(text, null)
  const isBusy = acts.busy.has('standing')
  return (
    <form
      className="recount-row standing-row"
      onSubmit={(event) => {
        event.preventDefault()
        if (at !== null && handover !== null)
          void acts.act('standing', 'pack:left', { consignmentId: id, at: at.toISOString() })
      }}
    >
      <span className="line-product">
        <span className="line-name">{row.to ?? code}</span>
        <span className="muted">
          {code} · {words.work.boxes(row.boxes)} · {w.packed(timeSay(row.packedAt, now))}
        </span>
      </span>
      <span className="muted">{handover === null ? w.noWay : handoverSay(handover, now)}</span>
      {handover === null ? (
        <ActButton onClick={() => goTo('pack', id)}>{w.sayHow}</ActButton>
      ) : (
        <>
          <label className="recount-field">
            <span className="muted">{w.at}</span>
            <input
              className="text-input"
              aria-label={w.atOf(code)}
              aria-invalid={at === null}
              aria-describedby={at === null ? wrongId : undefined}
              value={text}
              autoComplete="off"
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </label>
          <ActButton type="submit" isDisabled={at === null} isBusy={isBusy}>
            {handover.mode === 'courier' ? w.took : w.left}
          </ActButton>
        </>
      )}
      <ActButton
        kind="quiet"
        isBusy={isBusy}
        onClick={() => void acts.act('standing', 'pack:still-here', { consignmentId: id })}
      >
        {w.here}
      </ActButton>
      {at === null && (
        <p className="field-wrong" id={wrongId} role="alert">
          {w.unclear}
        </p>
      )}
    </form>
  )
}
