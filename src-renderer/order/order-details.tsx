import type { ConsignmentHead } from '../../src-shared/model/consignment.ts'
import { FailureOf } from '../part/failure-note.tsx'
import { readLocalTime, writeLocalTime } from '../part/local-time.ts'
import { useToldText } from '../part/use-told-text.ts'
import { words } from '../words.ts'
import type { OrderActs } from './use-order-acts.ts'

const endOfDay = '23:59'

type OrderDetailsProps = {
  readonly head: ConsignmentHead
  readonly canEdit: boolean
  readonly acts: OrderActs
}

/** What the paper for the supplier says besides the lines. */
export function OrderDetails({ head, canEdit, acts }: OrderDetailsProps) {
  const w = words.order.details
  const { id: consignmentId, note, dueAt } = head
  const tell = (next: { note: string; dueAt: string | null }) => {
    if (next.note !== note || next.dueAt !== dueAt)
      void acts.act('details', 'order:head', { consignmentId, ...next })
  }
  const noteField = useToldText(note, (text) => tell({ note: text.trim(), dueAt }))
  const dueField = useToldText(dueAt === null ? '' : writeLocalTime(new Date(dueAt)), (text) => {
    const read = readLocalTime(text, endOfDay)?.toISOString() ?? null
    if (text.trim() === '' || read !== null) tell({ note, dueAt: read })
  })
  if (!canEdit) return null
  const isWrong = dueField.value.trim() !== '' && readLocalTime(dueField.value, endOfDay) === null
  return (
    <section className="card order-details" aria-label={w.title}>
      <h2>{w.title}</h2>
      <label className="field">
        <span>{w.note}</span>
        <input className="text-input" maxLength={500} {...noteField} />
      </label>
      <label className="field">
        <span>{w.due}</span>
        <input
          className="text-input"
          placeholder={w.dueHint}
          aria-invalid={isWrong}
          autoComplete="off"
          {...dueField}
        />
      </label>
      {isWrong && (
        <p className="field-wrong" role="alert">
          {words.frame.wrongTime(words.frame.dayHint)}
        </p>
      )}
      <FailureOf acts={acts} where="details" />
    </section>
  )
}
