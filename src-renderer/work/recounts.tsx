import { type SubmitEvent, useState } from 'react'
import type { Recount } from '../../src-shared/model/recount.ts'
import { timeSay, units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { useNow } from '../part/use-now.ts'
import { readWhole, WholeWrong } from '../part/whole-number.tsx'
import { type Acts, useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'

const range = { least: 0, most: 1_000_000 }

/** What left this outlet and did not arrive, to be looked for on the shelf and ticked off with a count. */
export function Recounts() {
  const list = useAsk('recount:list', {})
  const [isOpen, setOpen] = useState(false)
  const acts = useActs()
  const rows = list.data ?? []
  const w = words.work.recount
  if (rows.length === 0) return null
  return (
    <section className="recounts" aria-label={w.title}>
      <ActButton icon="question" isPressed={isOpen} onClick={() => setOpen(!isOpen)}>
        {w.open(rows.length)}
      </ActButton>
      {isOpen && (
        <>
          <p className="muted">{w.say}</p>
          <FailureOf acts={acts} where="recount" />
          <ul className="recount-rows">
            {rows.map((row) => (
              <li key={row.id}>
                <Row row={row} acts={acts} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Row({ row, acts }: { readonly row: Recount; readonly acts: Acts }) {
  const [text, setText] = useState('')
  const now = useNow(30_000)
  const w = words.work.recount
  const counted = readWhole(text, range)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (counted !== null) void acts.act('recount', 'recount:done', { recountId: row.id, counted })
  }
  return (
    <form className="recount-row" onSubmit={submit}>
      <span className="line-product">
        <span className="line-name">{row.name}</span>
        <span className="muted">
          {words.pack.sku(row.sku)} · {w.missing(units(row.missing), row.to, row.code, timeSay(row.at, now))}
        </span>
      </span>
      <span className="muted">{row.level === null ? w.noLevel : w.level(units(row.level))}</span>
      <label className="recount-field">
        <span className="muted">{w.counted}</span>
        <input
          className="text-input is-narrow"
          inputMode="numeric"
          aria-label={w.countedOf(row.name)}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <ActButton type="submit" isDisabled={counted === null} isBusy={acts.busy.has('recount')}>
        {w.done}
      </ActButton>
      <WholeWrong text={text} range={range} />
    </form>
  )
}
