import { type ChangeEvent, useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { type ImportRow, mostListLetters } from '../../src-shared/model/order.ts'
import { moneySay, units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { useOpenedForm } from '../part/use-opened-form.ts'
import { words } from '../words.ts'
import { type RowsFrom, rowsFromFile } from './read-file.ts'
import type { OrderActs } from './use-order-acts.ts'

type Read = Gives<'order:read-rows'>

/**
 * Many rows at once: pasted, or from a file. They are shown with what is wrong with each, and nothing is ordered until the
 * person says so.
 */
export function PasteRows({ acts, onClose }: { readonly acts: OrderActs; readonly onClose: () => void }) {
  const [text, setText] = useState('')
  const [read, setRead] = useState<Read | null>(null)
  const [isTooLarge, setTooLarge] = useState(false)
  const panel = useOpenedForm<HTMLElement>('F6', onClose)
  const w = words.order.paste
  const { consignmentId } = acts
  const look = async (from: RowsFrom) =>
    setRead(await acts.act('rows', 'order:read-rows', { consignmentId, from }))
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0]
    event.currentTarget.value = ''
    if (!file) return
    const from = await rowsFromFile(file)
    setTooLarge(from === 'too-large')
    setRead(null)
    if (from !== 'too-large') await look(from)
  }
  const good = read?.rows.filter((row) => row.is === 'good') ?? []
  const add = async () => {
    const rows = good.map(({ productId, units: count, costCents }) => ({
      productId,
      units: count,
      costCents,
    }))
    if (!(await acts.act('rows', 'order:add', { consignmentId, rows }))) return
    acts.forgetSaid()
    onClose()
  }
  return (
    <section ref={panel} className="card paste-rows" aria-label={w.title}>
      <h2>{w.title}</h2>
      <p className="muted">{w.say}</p>
      <div className="paste-from">
        <label className="field is-grow">
          <span>{w.rows}</span>
          <textarea
            className="text-input"
            rows={3}
            maxLength={mostListLetters}
            value={text}
            placeholder={w.hint}
            onChange={(event) => {
              setText(event.currentTarget.value)
              setRead(null)
            }}
          />
        </label>
        <span className="paste-acts">
          <ActButton
            isDisabled={text.trim() === ''}
            isBusy={acts.busy.has('rows')}
            onClick={() => void look({ is: 'text', text })}
          >
            {w.look}
          </ActButton>
          <label className="file-choice">
            <span>{w.file}</span>
            <input
              type="file"
              accept=".csv,.txt,.tsv,.xlsx"
              aria-label={w.file}
              onChange={(event) => void choose(event)}
            />
          </label>
        </span>
      </div>
      {isTooLarge && (
        <p className="field-wrong" role="alert">
          <Icon name="triangle" size={18} /> {w.tooLarge}
        </p>
      )}
      <FailureOf acts={acts} where="rows" />
      {read && <RowsFound read={read} />}
      <span className="finish-acts">
        <ActButton kind="quiet" onClick={onClose}>
          {w.close}
        </ActButton>
        {good.length > 0 && (
          <ActButton kind="main" isBusy={acts.busy.has('rows')} onClick={() => void add()}>
            {w.add(good.length)}
          </ActButton>
        )}
      </span>
    </section>
  )
}

/** The rows that cannot be taken come first: they are what there is to do. */
function RowsFound({ read }: { readonly read: Read }) {
  const w = words.order.paste
  const bad = read.rows.filter((row) => row.is === 'bad')
  return (
    <>
      <p role="status">
        <strong>{w.found(read.rows.length - bad.length, bad.length)}</strong>
        {read.leftOut > 0 && <span className="muted"> {w.leftOut(read.leftOut)}</span>}
      </p>
      <ul className="paste-list" aria-label={w.list}>
        {[...bad, ...read.rows.filter((row) => row.is === 'good')].map((row) => (
          <Row key={row.row} row={row} />
        ))}
      </ul>
    </>
  )
}

function Row({ row }: { readonly row: ImportRow }) {
  const w = words.order.paste
  if (row.is === 'bad') {
    return (
      <li className="paste-row is-bad">
        <Icon name="broken" size={18} />
        <span>{w.row(row.row)}</span>
        <span>{row.why}</span>
      </li>
    )
  }
  return (
    <li className="paste-row">
      <Icon name="check" size={18} />
      <span>{w.row(row.row)}</span>
      <span>
        {units(row.units)} × {row.name} <span className="muted">{row.sku}</span>
        {row.costCents !== null && ` · ${moneySay(row.costCents)}`}
      </span>
    </li>
  )
}
