import { type SubmitEvent, useState } from 'react'
import type { Place } from '../../src-shared/model/consignment.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { readLocalTime } from '../part/local-time.ts'
import { OutletChoice } from '../part/outlet-choice.tsx'
import { TimeField } from '../part/time-field.tsx'
import { goTo } from '../route.ts'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'

/** Due on a day means until that day is over. */
const endOfDay = '23:59'

/** A new transfer begins with where it goes; from then on it is a draft that keeps itself. */
export function NewTransfer({ outlet }: { readonly outlet: Place | null }) {
  const outlets = useAsk('outlet:list', {})
  const acts = useActs()
  const [toOutletId, setTo] = useState<string | null>(null)
  const [due, setDue] = useState('')
  const [note, setNote] = useState('')
  const w = words.work.draft
  const others = (outlets.data ?? []).filter((place) => place.id !== outlet?.id)
  const dueAt = readLocalTime(due, endOfDay)?.toISOString() ?? null
  const isDueClear = due.trim() === '' || dueAt !== null
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (toOutletId === null || !isDueClear) return
    const made = await acts.act('create', 'transfer:create', { toOutletId, note, dueAt })
    if (made) goTo('pack', made.consignmentId)
  }
  return (
    <form className="screen-pad new-transfer" onSubmit={(event) => void submit(event)}>
      <h1>{w.title}</h1>
      {outlet && <p className="muted">{w.from(outlet.name)}</p>}
      <OutletChoice name="to" legend={w.toWhere} outlets={others} chosenId={toOutletId} onChoose={setTo} />
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
          isDisabled={toOutletId === null || !isDueClear}
          isBusy={acts.busy.has('create')}
        >
          {w.create}
        </ActButton>
      </span>
    </form>
  )
}
