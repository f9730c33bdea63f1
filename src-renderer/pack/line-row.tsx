import { memo } from 'react'
import type { PackLine } from '../../src-shared/model/pack.ts'
import { units } from '../format.ts'
import { Icon, type IconName } from '../part/icon.tsx'
import { Picture } from '../part/picture.tsx'
import { words } from '../words.ts'
import { type LineStand, standOf } from './order-lines.ts'

const marks: Record<LineStand, { readonly icon: IconName | null; readonly say: string | null }> = {
  untouched: { icon: null, say: null },
  short: { icon: null, say: null },
  complete: { icon: 'check', say: words.pack.complete },
  over: { icon: 'triangle', say: words.pack.over },
  extra: { icon: 'plus', say: words.pack.extra },
}

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
  const stand = standOf(line)
  const mark = marks[stand]
  const toFull = line.planned - line.packed
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
      <span className="line-mark">
        {mark.icon && <Icon name={mark.icon} size={20} />}
        {mark.say && <span>{mark.say}</span>}
      </span>
      <span className="line-count">
        {isOpen && <Step sign={-1} line={line} onChange={onChange} />}
        <span className="line-figure">
          <strong>{units(line.packed)}</strong>
          <span className="line-planned">/ {units(line.planned)}</span>
        </span>
        {isOpen && <Step sign={1} line={line} onChange={onChange} />}
      </span>
      <span className="line-boxes">{line.boxes.map((box) => box.number).join(' · ') || '–'}</span>
      <span className="line-stock">
        {line.stock === null ? '–' : units(line.stock)}
        <abbr
          className={`weight-from from-${line.unitGramsFrom}`}
          title={words.pack.weightFrom[line.unitGramsFrom]}
        >
          {line.unitGramsFrom}
        </abbr>
      </span>
    </div>
  )
})

type StepProps = {
  readonly sign: 1 | -1
  readonly line: PackLine
  readonly onChange: (lineId: string, by: number) => void
}

function Step({ sign, line, onChange }: StepProps) {
  const say = `${sign > 0 ? words.pack.plus : words.pack.minus}: ${line.name}`
  return (
    <button
      type="button"
      className="step"
      tabIndex={-1}
      aria-label={say}
      disabled={sign < 0 && line.packed === 0}
      onClick={(event) => {
        event.stopPropagation()
        onChange(line.id, sign * (event.shiftKey ? 10 : 1))
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Icon name={sign > 0 ? 'plus' : 'minus'} size={20} />
    </button>
  )
}
