import { memo } from 'react'
import type { CountLine } from '../../src-shared/model/count.ts'
import { units } from '../format.ts'
import { Icon } from '../part/icon.tsx'
import { Picture } from '../part/picture.tsx'
import { Step } from '../part/step.tsx'
import { words } from '../words.ts'
import { levelSay } from './count-lines.ts'
import type { CountActs } from './use-count-acts.ts'

type CountRowProps = {
  readonly line: CountLine
  readonly isBlind: boolean
  readonly isLit: boolean
  readonly isChosen: boolean
  readonly isOpen: boolean
  readonly onChoose: (lineId: string) => void
  readonly acts: CountActs
}

/** One line: what, how it stands, what should be there unless it is counted blind, and how many were counted. */
export const CountRow = memo(function CountRow(props: CountRowProps) {
  const { line, isBlind, isLit, isChosen, isOpen, onChoose, acts } = props
  const { counted, skippedBecause } = line
  const w = words.count
  const stand = skippedBecause !== null ? 'not-sent' : counted === null ? 'untouched' : 'complete'
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the bench do the same for the chosen line
    // biome-ignore lint/a11y/noStaticElementInteractions: choosing a row is a help for touch; its buttons are real buttons
    <div
      className={`line stand-${stand}${isLit ? ' is-lit' : ''}${isChosen ? ' is-chosen' : ''}`}
      data-line={line.id}
      onClick={() => onChoose(line.id)}
    >
      <Picture productId={line.productId} name={line.name} hasPicture={line.hasPicture} />
      <span className="line-product">
        <span className="line-name" title={line.name}>
          {line.name}
        </span>
        <span className="muted line-under">
          {words.pack.sku(line.sku)}
          {line.isAdded && <span className="tag-small">{w.isAdded}</span>}
          {skippedBecause !== null && ` · ${w.skipped(skippedBecause)}`}
        </span>
      </span>
      {(counted !== null || skippedBecause !== null) && (
        <span className="line-mark">
          <Icon name={skippedBecause === null ? 'check' : 'minus'} size={20} />
        </span>
      )}
      {!isBlind && (
        <span className="line-before">{line.expected === null ? '–' : levelSay(line.expected)}</span>
      )}
      <span className="line-count">
        {isOpen && (
          <Step
            sign={-1}
            label={`${words.pack.minus}: ${line.name}`}
            isDisabled={counted === null || counted === 0}
            onStep={(by) => acts.change(line.id, Math.max(by, -(counted ?? 0)))}
          />
        )}
        <span className="line-figure">
          {counted === null ? <span className="muted">{w.notYet}</span> : <strong>{units(counted)}</strong>}
        </span>
        {isOpen && (
          <Step
            sign={1}
            label={`${words.pack.plus}: ${line.name}`}
            onStep={(by) => acts.change(line.id, by)}
          />
        )}
      </span>
    </div>
  )
})
