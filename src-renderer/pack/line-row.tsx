import { memo } from 'react'
import type { PackLine } from '../../src-shared/model/pack.ts'
import { boxNumbers, units } from '../format.ts'
import { standOf } from '../part/order-lines.ts'
import { Picture } from '../part/picture.tsx'
import { StandMark } from '../part/stand-mark.tsx'
import { Step } from '../part/step.tsx'
import { words } from '../words.ts'

type LineRowProps = {
  readonly line: PackLine
  readonly isLit: boolean
  readonly isChosen: boolean
  readonly isOpen: boolean
  readonly onChoose: (lineId: string) => void
  readonly onChange: (lineId: string, by: number) => void
}

/** One line: what, how many of how many with − and +, in which boxes, stock at the source. */
export const LineRow = memo(function LineRow(props: LineRowProps) {
  const { line, isLit, isChosen, isOpen, onChoose, onChange } = props
  const stand = standOf({ ...line, counted: line.packed })
  const toFull = line.planned - line.packed
  const boxes = boxNumbers(line.boxes.map((box) => box.number))
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the bench do the same for the chosen line
    // biome-ignore lint/a11y/noStaticElementInteractions: choosing a row is a help for touch; its buttons are real buttons
    <div
      className={`line stand-${stand}${isLit ? ' is-lit' : ''}${isChosen ? ' is-chosen' : ''}`}
      data-line={line.id}
      onClick={() => onChoose(line.id)}
      onDoubleClick={() => isOpen && toFull !== 0 && line.planned > 0 && onChange(line.id, toFull)}
    >
      <Picture productId={line.productId} name={line.name} hasPicture={line.hasPicture} />
      <span className="line-product">
        <span className="line-name" title={line.name}>
          {line.name}
        </span>
        <span className="muted line-under">
          {words.pack.sku(line.sku)}
          {line.containsNicotine && <span className="tag-small">{words.pack.nicotine}</span>}
          {line.isExtra && stand !== 'extra' && <span className="tag-small">{words.pack.extra}</span>}
        </span>
      </span>
      <StandMark stand={stand} />
      <span className="line-count">
        {isOpen && (
          <Step
            sign={-1}
            label={`${words.pack.minus}: ${line.name}`}
            isDisabled={line.packed === 0}
            onStep={(by) => onChange(line.id, by)}
          />
        )}
        <span className="line-figure">
          <strong>{units(line.packed)}</strong>
          {!line.isExtra && <span className="line-planned">/ {units(line.planned)}</span>}
        </span>
        {isOpen && (
          <Step sign={1} label={`${words.pack.plus}: ${line.name}`} onStep={(by) => onChange(line.id, by)} />
        )}
      </span>
      <span className="line-boxes" title={boxes}>
        {boxes || '–'}
      </span>
      <span className="line-stock">
        {line.stock === null ? '–' : units(line.stock)}
        <span
          className={`weight-from from-${line.unitGramsFrom}`}
          role="img"
          aria-label={words.pack.weightFrom[line.unitGramsFrom]}
          title={words.pack.weightFrom[line.unitGramsFrom]}
        >
          {line.unitGramsFrom}
        </span>
      </span>
    </div>
  )
})
