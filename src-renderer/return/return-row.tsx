import { useState } from 'react'
import { type ReturnLine, type ReturnReason, returnReasons } from '../../src-shared/model/return.ts'
import { units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { Picture } from '../part/picture.tsx'
import { readWhole, WholeWrong } from '../part/whole-number.tsx'
import { words } from '../words.ts'
import { PhotoStrip } from './photo-strip.tsx'
import { lineAt, type ReturnActs } from './use-return-acts.ts'

const range = { least: 0, most: 100_000 }

type ReturnRowProps = {
  readonly line: ReturnLine
  readonly isNew: boolean
  /** The list may be changed. */
  readonly isOpen: boolean
  /** Packing is over: what is in no box stays here. */
  readonly isDone: boolean
  readonly canAddPhotos: boolean
  readonly onPlan: (planned: number) => void
  readonly acts: ReturnActs
}

/** A product that goes back: how many, why, and the photos of it. */
export function ReturnRow({ line, isNew, isOpen, isDone, canAddPhotos, onPlan, acts }: ReturnRowProps) {
  const { productId, reason } = line
  const w = words.return
  return (
    <li className={`return-line${isNew ? ' is-new' : ''}`} data-product={productId}>
      <div className="return-line-main">
        <Picture productId={productId} name={line.name} hasPicture={line.hasPicture} />
        <span className="line-product">
          <span className="line-name">{line.name}</span>
          <LineNotes line={line} />
        </span>
        {isOpen ? (
          <>
            <PlannedField line={line} onPlan={onPlan} />
            <ActButton kind="quiet" onClick={() => onPlan(0)}>
              {w.takeOff}
            </ActButton>
          </>
        ) : (
          <strong className="return-line-count">
            {line.packed === 0 && !isDone
              ? w.units(units(line.planned))
              : w.packed(units(line.packed), units(line.planned))}
          </strong>
        )}
      </div>
      {isOpen ? (
        <ReasonChoice line={line} acts={acts} />
      ) : (
        reason !== null && (
          <p>
            <strong>{w.reasons[reason]}</strong> {line.text}
          </p>
        )
      )}
      {(reason !== null || line.photos.length > 0) && (
        <PhotoStrip line={line} acts={acts} canAdd={canAddPhotos} canRemove={isOpen} />
      )}
      <FailureOf acts={acts} where={lineAt(productId)} />
    </li>
  )
}

function LineNotes({ line }: { readonly line: ReturnLine }) {
  const { stock, planned } = line
  const w = words.return
  const isShort = stock !== null && planned > stock
  return (
    <span className="line-under muted">
      {words.pack.sku(line.sku)}
      {stock !== null && !isShort && ` · ${words.scan.stock(units(stock))}`}
      {isShort && (
        <span className="return-look">
          {' · '}
          <Icon name="triangle" size={14} /> {w.moreThanStock(units(stock))}
        </span>
      )}
      {line.isOtherSupplier && ` · ${w.otherSupplier}`}
    </span>
  )
}

/** The number is told to the station when the field is left or Enter is pressed. */
function PlannedField({
  line,
  onPlan,
}: {
  readonly line: ReturnLine
  readonly onPlan: (planned: number) => void
}) {
  const [text, setText] = useState(String(line.planned))
  const [textFor, setTextFor] = useState(line.planned)
  if (line.planned !== textFor) {
    setTextFor(line.planned)
    setText(String(line.planned))
  }
  const tell = () => {
    const planned = readWhole(text, range)
    if (planned !== null && planned !== line.planned) onPlan(planned)
    else if (text.trim() === '') setText(String(line.planned))
  }
  return (
    <>
      <WholeWrong text={text} range={range} />
      <input
        className="text-input is-narrow"
        inputMode="numeric"
        aria-label={`${words.return.planned}: ${line.name}`}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={tell}
        onKeyDown={(event) => event.key === 'Enter' && tell()}
      />
    </>
  )
}

/** Buttons, not a list to unfold: one touch, and nothing that a scanner's keys could change. */
function ReasonChoice({ line, acts }: { readonly line: ReturnLine; readonly acts: ReturnActs }) {
  const { productId, reason } = line
  const w = words.return
  const choose = (chosen: ReturnReason) => acts.reason(productId, chosen, line.text)
  return (
    <div className="return-why">
      {/* biome-ignore lint/a11y/useSemanticElements: buttons that are pressed, not fields of a form. */}
      <div className="return-reasons" role="group" aria-label={`${w.reason} ${line.name}`}>
        {returnReasons.map((one) => (
          <ActButton key={one} isPressed={one === reason} onClick={() => choose(one)}>
            {w.reasons[one]}
          </ActButton>
        ))}
      </div>
      {reason !== null && <OwnWords line={line} onText={(text) => acts.reason(productId, reason, text)} />}
    </div>
  )
}

function OwnWords({ line, onText }: { readonly line: ReturnLine; readonly onText: (text: string) => void }) {
  const [text, setText] = useState(line.text)
  const [textFor, setTextFor] = useState(line.text)
  if (line.text !== textFor) {
    setTextFor(line.text)
    setText(line.text)
  }
  const tell = () => {
    if (text.trim() !== line.text) onText(text)
  }
  return (
    <input
      className="text-input return-text"
      aria-label={`${words.return.ownWords}: ${line.name}`}
      placeholder={words.return.ownWords}
      maxLength={500}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={tell}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  )
}
