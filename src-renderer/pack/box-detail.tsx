import { useState } from 'react'
import type { PackDesk, ParcelView } from '../../src-shared/model/pack.ts'
import { units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { ReasonForm } from '../part/reason-form.tsx'
import { showWhole } from '../part/shown.ts'
import { words } from '../words.ts'
import { BoxLabel } from './box-label.tsx'
import { MoveForm } from './move-form.tsx'
import type { PackActs } from './use-pack-acts.ts'

type BoxDetailProps = {
  readonly parcel: ParcelView
  readonly desk: PackDesk
  readonly isOpen: boolean
  readonly acts: PackActs
}

/** What is in a box, its size, moving units to another, and its label. */
export function BoxDetail({ parcel, desk, isOpen, acts }: BoxDetailProps) {
  const [moving, setMoving] = useState<string | null>(null)
  const w = words.pack
  const where = `box ${parcel.id}`
  const isFree = isOpen && parcel.state === 'open'
  const move = async (lineId: string, toParcelId: string, quantity: number) => {
    const takes = { lineId, fromParcelId: parcel.id, toParcelId, quantity }
    if (await acts.act(where, 'pack:move', takes)) setMoving(null)
  }
  const inside = desk.lines.flatMap((line) => {
    const here = line.boxes.find((box) => box.parcelId === parcel.id)
    return here ? [{ line, quantity: here.quantity }] : []
  })
  const others = desk.parcels.filter((other) => other.id !== parcel.id && other.state === 'open')
  return (
    <div className="box-detail" ref={showWhole}>
      <ul className="box-contents" aria-label={w.contents}>
        {inside.map(({ line, quantity }) => (
          <li key={line.id}>
            <span className="box-quantity">{units(quantity)} ×</span>
            <span className="box-line">{line.name}</span>
            {isFree && (
              <ActButton kind="quiet" onClick={() => setMoving(moving === line.id ? null : line.id)}>
                {w.move}
              </ActButton>
            )}
            {moving === line.id && (
              <MoveForm
                most={quantity}
                boxes={others}
                onMove={(toParcelId, count) => void move(line.id, toParcelId, count)}
              />
            )}
          </li>
        ))}
      </ul>
      {isFree && <SizeField parcel={parcel} acts={acts} />}
      {isFree && parcel.units === 0 && (
        <ActButton
          kind="quiet"
          onClick={() => void acts.act(where, 'pack:remove-box', { parcelId: parcel.id })}
        >
          {w.removeBox}
        </ActButton>
      )}
      {parcel.state === 'sealed' && <BoxLabel parcel={parcel} acts={acts} />}
      {parcel.state === 'sealed' && isOpen && (
        <ReasonForm
          open={w.unseal}
          ask={w.unsealReason}
          go={w.unseal}
          onReason={(reason) => acts.act(where, 'pack:unseal', { parcelId: parcel.id, reason })}
        />
      )}
    </div>
  )
}

function SizeField({ parcel, acts }: { readonly parcel: ParcelView; readonly acts: PackActs }) {
  const [text, setText] = useState(parcel.size ?? '')
  const keep = () => {
    const size = text.trim() === '' ? null : text.trim().slice(0, 40)
    if (size !== parcel.size)
      void acts.act(`box ${parcel.id}`, 'pack:box-size', { parcelId: parcel.id, size })
  }
  return (
    <label className="field">
      <span>{words.pack.size}</span>
      <input
        className="text-input"
        value={text}
        placeholder={words.pack.sizePlaceholder}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => event.key === 'Enter' && keep()}
      />
    </label>
  )
}
