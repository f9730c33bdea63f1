import { type ReactNode, type SubmitEvent, useState } from 'react'
import { type Acts, type Unread, useActs } from '../station.tsx'
import { ActButton } from './act-button.tsx'
import { FailureNote, FailureOf } from './failure-note.tsx'
import { readLocalTime } from './local-time.ts'
import { TextField } from './text-field.tsx'
import { TimeField } from './time-field.tsx'

/** Due on a day means until that day is over. */
const endOfDay = '23:59'
/** What the station keeps of a note. */
const noteLetters = 500

type BeginFormProps = {
  readonly title: string
  /** From or to this outlet, in words. */
  readonly place: string | null
  readonly labels: { readonly due: string | null; readonly note: string; readonly go: string }
  /** What cannot be chosen from, because it could not be read. */
  readonly unread: Unread | null
  readonly isChosen: boolean
  readonly onBegin: (acts: Acts, begun: { note: string; dueAt: string | null }) => Promise<void>
  /** What has to be chosen first: with whom it is. */
  readonly children: ReactNode
}

/** How an order, a transfer and a return begin: with whom, until when, a note; from then on each is a draft that keeps itself. */
export function BeginForm({ title, place, labels, unread, isChosen, onBegin, children }: BeginFormProps) {
  const acts = useActs()
  const [due, setDue] = useState('')
  const [note, setNote] = useState('')
  const dueAt = readLocalTime(due, endOfDay)?.toISOString() ?? null
  const isReady = isChosen && (due.trim() === '' || dueAt !== null)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (isReady) void onBegin(acts, { note: note.trim(), dueAt })
  }
  return (
    <form className="screen-pad new-transfer" onSubmit={submit}>
      <h1>{title}</h1>
      {place !== null && <p className="muted">{place}</p>}
      {unread && <FailureNote failure={unread.problem.failure} onRetry={unread.retry} />}
      {children}
      <div className="new-transfer-fields">
        {labels.due !== null && (
          <TimeField label={labels.due} value={due} usualTime={endOfDay} onValue={setDue} />
        )}
        <TextField label={labels.note} value={note} onValue={setNote} maxLength={noteLetters} />
      </div>
      <FailureOf acts={acts} where="create" />
      <span>
        <ActButton type="submit" kind="main" isDisabled={!isReady} isBusy={acts.busy.has('create')}>
          {labels.go}
        </ActButton>
      </span>
    </form>
  )
}
