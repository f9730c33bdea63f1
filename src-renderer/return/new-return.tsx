import { type SubmitEvent, useState } from 'react'
import type { Place } from '../../src-shared/model/consignment.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote, FailureOf } from '../part/failure-note.tsx'
import { SupplierChoice } from '../part/supplier-choice.tsx'
import { TextField } from '../part/text-field.tsx'
import { goTo } from '../route.ts'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'

/** A new return begins with its supplier; from then on it is a list that keeps itself. */
export function NewReturn({ outlet }: { readonly outlet: Place | null }) {
  const suppliers = useAsk('supplier:list', {})
  const acts = useActs()
  const [supplierId, setSupplier] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const w = words.return
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (supplierId === null) return
    const made = await acts.act('create', 'return:create', { supplierId, note })
    if (made) goTo('return', made.consignmentId)
  }
  return (
    <form className="screen-pad new-transfer" onSubmit={(event) => void submit(event)}>
      <h1>{w.newTitle}</h1>
      {outlet && <p className="muted">{w.from(outlet.name)}</p>}
      {suppliers.error && (
        <FailureNote failure={suppliers.error.failure} onRetry={() => void suppliers.refetch()} />
      )}
      {suppliers.data && (
        <SupplierChoice
          legend={w.toWhom}
          suppliers={suppliers.data}
          chosenId={supplierId}
          onChoose={setSupplier}
        />
      )}
      <TextField label={w.note} value={note} onValue={setNote} />
      <FailureOf acts={acts} where="create" />
      <span>
        <ActButton
          type="submit"
          kind="main"
          isDisabled={supplierId === null}
          isBusy={acts.busy.has('create')}
        >
          {w.start}
        </ActButton>
      </span>
    </form>
  )
}
