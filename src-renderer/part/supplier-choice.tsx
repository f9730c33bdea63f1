import { useState } from 'react'
import type { Place } from '../../src-shared/model/consignment.ts'
import { units } from '../format.ts'
import { words } from '../words.ts'
import { OutletChoice } from './outlet-choice.tsx'

const shown = 24

type SupplierChoiceProps = {
  readonly legend: string
  readonly suppliers: readonly Place[]
  readonly chosenId: string | null
  readonly onChoose: (supplierId: string) => void
}

/** Suppliers as big targets; a store may have hundreds, so that a part of the name narrows them down. */
export function SupplierChoice({ legend, suppliers, chosenId, onChoose }: SupplierChoiceProps) {
  const [text, setText] = useState('')
  const w = words.return
  const wanted = text.trim().toLowerCase()
  const found = suppliers.filter(({ name }) => name.toLowerCase().includes(wanted))
  const chosen = suppliers.filter(({ id }) => id === chosenId)
  const first = found.slice(0, shown)
  const listed = [...chosen.filter((one) => !first.includes(one)), ...first]
  return (
    <div className="supplier-choice">
      {suppliers.length > shown && (
        <label className="field">
          <span>{w.findSupplier}</span>
          <input
            className="text-input"
            value={text}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              const [only] = found
              if (only && found.length === 1) onChoose(only.id)
            }}
          />
        </label>
      )}
      <OutletChoice
        name="supplier"
        legend={legend}
        outlets={listed}
        chosenId={chosenId}
        onChoose={onChoose}
      />
      {found.length === 0 && <p className="muted">{suppliers.length === 0 ? w.noSuppliers : w.noSupplier}</p>}
      {found.length > shown && <p className="muted">{w.moreSuppliers(units(found.length - shown))}</p>}
    </div>
  )
}
