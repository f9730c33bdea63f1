import { useState } from 'react'
import type { ParcelView } from '../../src-shared/model/pack.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote } from '../part/failure-note.tsx'
import { ReasonForm } from '../part/reason-form.tsx'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import type { PackActs } from './use-pack-acts.ts'

/** The label of a sealed box: its number, a picture as it prints, printing, and printing again with a reason. */
export function BoxLabel({ parcel, acts }: { readonly parcel: ParcelView; readonly acts: PackActs }) {
  const [isShown, setShown] = useState(false)
  const w = words.pack
  const print = (reason: string | null) =>
    acts.act(`box ${parcel.id}`, 'pack:print-label', { parcelId: parcel.id, reason })
  return (
    <div className="box-label-detail">
      {parcel.labelNumber && <span className="code">{parcel.labelNumber}</span>}
      {parcel.labelCopies > 1 && <span className="tag-small">{w.labelCopies(parcel.labelCopies)}</span>}
      <span className="reason-acts">
        <ActButton kind="quiet" isPressed={isShown} onClick={() => setShown(!isShown)}>
          {w.preview}
        </ActButton>
        {parcel.label === 'none' ? (
          <ActButton icon="printer" onClick={() => void print(null)}>
            {w.printLabel}
          </ActButton>
        ) : (
          parcel.label !== 'waiting' && (
            <ReasonForm
              open={w.reprint}
              ask={w.reprintReason}
              go={w.reprint}
              suggestions={w.reasons}
              onReason={print}
            />
          )
        )}
      </span>
      {isShown && <LabelPicture parcel={parcel} />}
    </div>
  )
}

function LabelPicture({ parcel }: { readonly parcel: ParcelView }) {
  const preview = useAsk('pack:label-preview', { parcelId: parcel.id })
  if (preview.error)
    return <FailureNote failure={preview.error.failure} onRetry={() => void preview.refetch()} />
  if (!preview.data) return <p className="muted">{words.pack.searching}</p>
  return (
    <img
      className="label-picture"
      // Its height is known once it is there.
      onLoad={(event) => event.currentTarget.scrollIntoView({ block: 'nearest' })}
      src={`data:image/png;base64,${preview.data.pngBase64}`}
      alt={words.pack.previewAlt(parcel.number)}
    />
  )
}
