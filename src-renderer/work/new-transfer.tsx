import { type SubmitEvent, useState } from 'react'
import type { Place } from '../../src-shared/model/consignment.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { OutletChoice } from '../part/outlet-choice.tsx'
import { goTo } from '../route.ts'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'

/** A new transfer begins with where it goes; from then on it is a draft that keeps itself. */
export function NewTransfer({ outlet }: { readonly outlet: Place | null }) {
  const outlets = useAsk('outlet:list', {})
  const acts = useActs()
  const [toOutletId, setTo] = useState<string | null>(null)
  const [due, setDue] = useState('')
  const [note, setNote] = useState('')
  const w = words.work.draft
  const others = (outlets.data ?? []).filter((place) => place.id !== outlet?.id)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (toOutletId === null) return
    const dueAt = due === '' ? null : new Date(due).toISOString()
    const made = await acts.act('create', 'transfer:create', { toOutletId, note, dueAt })
    if (made) goTo('pack', made.consignmentId)
  }
  return (
    <form className="screen-pad new-transfer" onSubmit={(event) => void submit(event)}>
      <h1>{w.title}</h1>
      {outlet && <p className="muted">{w.from(outlet.name)}</p>}
      <OutletChoice name="to" legend={w.toWhere} outlets={others} chosenId={toOutletId} onChoose={setTo} />
      <label className="field">
        <span>{w.due}</span>
        <input
          className="text-input"
          type="datetime-local"
          value={due}
          onChange={(event) => setDue(event.currentTarget.value)}
        />
      </label>
      <label className="field">
        <span>{w.note}</span>
        <input
          className="text-input"
          value={note}
          maxLength={500}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      <FailureOf acts={acts} where="create" />
      <span>
        <ActButton
          type="submit"
          kind="main"
          isDisabled={toOutletId === null}
          isBusy={acts.busy.has('create')}
        >
          {w.create}
        </ActButton>
      </span>
    </form>
  )
}
