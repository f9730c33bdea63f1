import type { ParcelView } from '../../src-shared/model/pack.ts'
import { gramsSay, units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { words } from '../words.ts'
import type { PackActs } from './use-pack-acts.ts'

type BoxRowProps = {
  readonly parcel: ParcelView
  readonly isOpen: boolean
  readonly isShown: boolean
  readonly acts: PackActs
  readonly onShow: () => void
}

function labelIcon(label: ParcelView['label']) {
  if (label === 'printed') return 'check'
  return label === 'unsure' ? 'question' : label === 'waiting' ? 'clock' : 'label'
}

/** One line a box: number, state, weight, label. A doubtful label asks its question right here. */
export function BoxRow({ parcel, isOpen, isShown, acts, onShow }: BoxRowProps) {
  const w = words.pack
  const where = `box ${parcel.id}`
  const answer = (cameOut: boolean) =>
    void acts.act(where, 'pack:label-came-out', { parcelId: parcel.id, cameOut })
  return (
    <div className="box-row" data-box={parcel.number}>
      <button type="button" className="box-open" aria-expanded={isShown} onClick={onShow}>
        <span className="box-number">{parcel.number}</span>
        <span className="box-text">
          <span className="box-state">
            {parcel.state === 'sealed' ? w.sealed : parcel.isCurrent ? w.current : w.open}
            <span className="muted"> · {w.unitsIn(units(parcel.units))}</span>
          </span>
          {parcel.state === 'sealed' && (
            <span className={`box-label label-${parcel.label}`}>
              <Icon name={labelIcon(parcel.label)} size={16} />
              {w.label[parcel.label]}
            </span>
          )}
        </span>
        <span className="box-grams">
          {parcel.grams === null ? '' : gramsSay(parcel.grams)}
          {parcel.weightFrom === 'typed' && <span className="tag-small">{w.typed}</span>}
        </span>
      </button>
      {isOpen && parcel.state === 'open' && !parcel.isCurrent && (
        <ActButton kind="quiet" onClick={() => void acts.act(where, 'pack:use-box', { parcelId: parcel.id })}>
          {w.useBox}
        </ActButton>
      )}
      {parcel.labelProblem && (
        <p className="box-problem">
          <Icon name="triangle" size={18} /> {parcel.labelProblem}
        </p>
      )}
      {parcel.labelNote && <p className="muted">{parcel.labelNote}</p>}
      {parcel.label === 'unsure' && (
        <p className="box-question">
          <ActButton onClick={() => answer(true)}>{w.cameOut}</ActButton>
          <ActButton onClick={() => answer(false)}>{w.notOut}</ActButton>
        </p>
      )}
    </div>
  )
}
