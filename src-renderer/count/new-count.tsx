import { type SubmitEvent, useState } from 'react'
import type { Place } from '../../src-shared/model/consignment.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { readLocalTime } from '../part/local-time.ts'
import { TextField } from '../part/text-field.tsx'
import { TimeField } from '../part/time-field.tsx'
import { goTo } from '../route.ts'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'
import { BlindChoice } from './blind-choice.tsx'

/** Due on a day means until that day is over. */
const endOfDay = '23:59'

/** A new stocktake begins with how it is counted; from then on it is a list that keeps itself. */
export function NewCount({ outlet }: { readonly outlet: Place | null }) {
  const acts = useActs()
  const [isBlind, setBlind] = useState(true)
  const [due, setDue] = useState('')
  const [note, setNote] = useState('')
  const w = words.count.make
  const dueAt = readLocalTime(due, endOfDay)?.toISOString() ?? null
  const isDueClear = due.trim() === '' || dueAt !== null
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!isDueClear) return
    const made = await acts.act('create', 'count:create', { isBlind, note: note.trim(), dueAt })
    if (made) goTo('count', made.consignmentId)
  }
  return (
    <form className="screen-pad new-transfer" onSubmit={(event) => void submit(event)}>
      <h1>{w.title}</h1>
      {outlet && <p className="muted">{outlet.name}</p>}
      <BlindChoice isBlind={isBlind} onChoose={setBlind} />
      <div className="new-transfer-fields">
        <TextField label={w.note} value={note} onValue={(value) => setNote(value.slice(0, 500))} />
        <TimeField label={w.due} value={due} usualTime={endOfDay} onValue={setDue} />
      </div>
      <p className="muted">{w.dueSay}</p>
      <FailureOf acts={acts} where="create" />
      <span>
        <ActButton type="submit" kind="main" isDisabled={!isDueClear} isBusy={acts.busy.has('create')}>
          {w.go}
        </ActButton>
      </span>
    </form>
  )
}
