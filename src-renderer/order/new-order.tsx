import { type SubmitEvent, useState } from 'react'
import type { Place } from '../../src-shared/model/consignment.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote, FailureOf } from '../part/failure-note.tsx'
import { readLocalTime } from '../part/local-time.ts'
import { OutletChoice } from '../part/outlet-choice.tsx'
import { TextField } from '../part/text-field.tsx'
import { TimeField } from '../part/time-field.tsx'
import { goTo } from '../route.ts'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'

/** Wanted by a day means until that day is over. */
const endOfDay = '23:59'
const shownAtOnce = 24
/** Fewer are seen at a glance. */
const manySuppliers = 8

/** A new order begins with its supplier; from then on it is a draft that keeps itself. */
export function NewOrder({ outlet }: { readonly outlet: Place | null }) {
  const suppliers = useAsk('supplier:list', {})
  const acts = useActs()
  const [text, setText] = useState('')
  const [chosenId, choose] = useState<string | null>(null)
  const [due, setDue] = useState('')
  const [note, setNote] = useState('')
  const w = words.order.create
  const found = matching(suppliers.data ?? [], text)
  // What the search leaves over is chosen without another press.
  const only = text !== '' && found.length === 1 ? found[0] : undefined
  const supplierId = (only ?? found.find(({ id }) => id === chosenId))?.id ?? null
  const dueAt = readLocalTime(due, endOfDay)?.toISOString() ?? null
  const isDueClear = due.trim() === '' || dueAt !== null
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (supplierId === null || !isDueClear) return
    const made = await acts.act('create', 'order:create', { supplierId, note, dueAt })
    if (made) goTo('order', made.consignmentId)
  }
  return (
    <form className="screen-pad new-transfer" onSubmit={(event) => void submit(event)}>
      <h1>{w.title}</h1>
      {outlet && <p className="muted">{w.to(outlet.name)}</p>}
      {suppliers.error && (
        <FailureNote failure={suppliers.error.failure} onRetry={() => void suppliers.refetch()} />
      )}
      {(suppliers.data ?? []).length > manySuppliers && (
        <TextField label={w.find} value={text} onValue={setText} />
      )}
      <OutletChoice
        name="supplier"
        legend={w.supplier}
        outlets={found.slice(0, shownAtOnce)}
        chosenId={supplierId}
        onChoose={choose}
      />
      {suppliers.data && found.length === 0 && <p role="status">{w.none}</p>}
      <div className="new-transfer-fields">
        <TimeField label={w.due} value={due} usualTime={endOfDay} onValue={setDue} />
        <label className="field">
          <span>{w.note}</span>
          <input
            className="text-input"
            value={note}
            maxLength={500}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </label>
      </div>
      <FailureOf acts={acts} where="create" />
      <span>
        <ActButton
          type="submit"
          kind="main"
          isDisabled={supplierId === null || !isDueClear}
          isBusy={acts.busy.has('create')}
        >
          {w.go}
        </ActButton>
      </span>
    </form>
  )
}

/** Suppliers whose name has every word that was typed. */
function matching(suppliers: readonly Place[], text: string): readonly Place[] {
  const wanted = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return suppliers.filter(({ name }) => wanted.every((word) => name.toLowerCase().includes(word)))
}
