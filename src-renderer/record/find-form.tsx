import { type SubmitEvent, useState } from 'react'
import { type RecordFilter, recordDevices } from '../../src-shared/model/record.ts'
import { ActButton } from '../part/act-button.tsx'
import { TextField } from '../part/text-field.tsx'
import { TimeField } from '../part/time-field.tsx'
import { useAsk } from '../station.tsx'
import { ProductFinder } from '../sync/product-finder.tsx'
import { words } from '../words.ts'
import { isEverything, type Sought, soughtOf } from './record-filter.ts'
import { whoSay } from './who-say.ts'

type FindFormProps = {
  readonly sought: Sought
  /** The code of the consignment that was found. */
  readonly code: string | null
  readonly outletId: string | null
  readonly onSought: (sought: Sought) => void
}

/** The fields by which the record is looked for: each narrows what the others leave. */
export function FindForm({ sought, code, outletId, onSought }: FindFormProps) {
  const w = words.record
  const people = useAsk('record:people', {})
  const [typed, setTyped] = useState<string | null>(null)
  const put = (part: Partial<Sought>) => onSought({ ...sought, ...part })
  const take = () => {
    if (typed !== null) put({ consignment: typed })
    setTyped(null)
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    take()
  }
  return (
    <form className="record-find" aria-label={w.find} onSubmit={submit} onBlur={take}>
      <TextField label={w.consignment} value={typed ?? code ?? sought.consignment} onValue={setTyped} />
      <label className="field">
        <span>{w.person}</span>
        <select
          className="text-input"
          value={sought.personId ?? ''}
          onChange={(event) => put({ personId: event.currentTarget.value || null })}
        >
          <option value="">{w.anybody}</option>
          {(people.data?.people ?? []).map((person) => (
            <option key={person.id} value={person.id}>
              {whoSay(person)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{w.device}</span>
        <select
          className="text-input"
          value={sought.device ?? ''}
          onChange={(event) => put({ device: (event.currentTarget.value || null) as RecordFilter['device'] })}
        >
          <option value="">{w.anyDevice}</option>
          {recordDevices.map((device) => (
            <option key={device} value={device}>
              {w.devices[device]}
            </option>
          ))}
        </select>
      </label>
      <TimeField
        label={w.day}
        value={sought.day}
        usualTime="00:00"
        hint={words.frame.onlyDayHint}
        onValue={(day) => put({ day })}
      />
      <div className="field record-product">
        <span>{w.product}</span>
        {sought.product === null ? (
          <ProductFinder
            outletId={outletId}
            isFirst={false}
            onPick={({ id, name }) => put({ product: { id, name } })}
          />
        ) : (
          <ActButton icon="cross" onClick={() => put({ product: null })}>
            {sought.product.name}
          </ActButton>
        )}
      </div>
      {!isEverything(sought) && (
        <ActButton kind="quiet" icon="cross" onClick={() => onSought(soughtOf(null))}>
          {w.clear}
        </ActButton>
      )}
    </form>
  )
}
