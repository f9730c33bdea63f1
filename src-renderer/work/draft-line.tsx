import { useState } from 'react'
import type { PackLine } from '../../src-shared/model/pack.ts'
import { units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { Picture } from '../part/picture.tsx'
import { readWhole, WholeWrong } from '../part/whole-number.tsx'
import { words } from '../words.ts'

const range = { least: 0, most: 100_000 }

/** Whether more is planned than is here; what is not counted here is never too many. */
export function isTooMany({ planned, stock }: Pick<PackLine, 'planned' | 'stock'>): boolean {
  return stock !== null && planned > stock
}

type DraftLineProps = {
  readonly line: PackLine
  readonly canEdit: boolean
  readonly onPlan: (planned: number) => void
}

/** One planned product. The number is told to the station when the field is left or Enter is pressed. */
export function DraftLine({ line, canEdit, onPlan }: DraftLineProps) {
  const [text, setText] = useState(String(line.planned))
  const [textFor, setTextFor] = useState(line.planned)
  if (line.planned !== textFor) {
    setTextFor(line.planned)
    setText(String(line.planned))
  }
  const w = words.work.draft
  const tell = () => {
    const planned = readWhole(text, range)
    if (planned !== null && planned !== line.planned) onPlan(planned)
    else if (text.trim() === '') setText(String(line.planned))
  }
  return (
    <div className="draft-line">
      <Picture productId={line.productId} name={line.name} hasPicture={line.hasPicture} />
      <span className="line-product">
        <span className="line-name">{line.name}</span>
        <span className="muted">
          {words.pack.sku(line.sku)}
          {line.stock !== null && ` · ${words.scan.stock(units(line.stock))}`}
        </span>
      </span>
      {canEdit ? (
        <>
          <input
            className="text-input is-narrow"
            inputMode="numeric"
            aria-label={`${w.planned}: ${line.name}`}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onBlur={tell}
            onKeyDown={(event) => event.key === 'Enter' && tell()}
          />
          <ActButton kind="quiet" onClick={() => onPlan(0)}>
            {w.takeOff}
          </ActButton>
          {isTooMany(line) && (
            <span className="tag tag-look">
              <Icon name="triangle" size={16} /> {w.onlyHere(units(Math.max(0, line.stock ?? 0)))}
            </span>
          )}
          <WholeWrong text={text} range={range} />
        </>
      ) : (
        <strong>{units(line.planned)}</strong>
      )}
    </div>
  )
}
