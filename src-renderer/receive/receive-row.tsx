import { memo } from 'react'
import type { ReceiveLine } from '../../src-shared/model/receive.ts'
import { units } from '../format.ts'
import { Picture } from '../part/picture.tsx'
import { StandMark } from '../part/stand-mark.tsx'
import { Step } from '../part/step.tsx'
import { words } from '../words.ts'
import { cameOf, leftToCome, standHere } from './receipt-lines.ts'
import type { ReceiveActs } from './use-receive-acts.ts'

type ReceiveRowProps = {
  readonly line: ReceiveLine
  readonly isLit: boolean
  readonly isChosen: boolean
  readonly isOpen: boolean
  readonly onChoose: (lineId: string) => void
  readonly acts: ReceiveActs
}

/** One line: what, how many came of how many, and how many of those are damaged. */
export const ReceiveRow = memo(function ReceiveRow(props: ReceiveRowProps) {
  const { line, isLit, isChosen, isOpen, onChoose, acts } = props
  const stand = standHere(line)
  const left = leftToCome(line)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the bench do the same for the chosen line
    // biome-ignore lint/a11y/noStaticElementInteractions: choosing a row is a help for touch; its buttons are real buttons
    <div
      className={`line stand-${stand}${isLit ? ' is-lit' : ''}${isChosen ? ' is-chosen' : ''}`}
      data-line={line.id}
      onClick={() => onChoose(line.id)}
      onDoubleClick={() => isOpen && left !== 0 && line.expected > 0 && acts.change(line.id, left)}
    >
      <Picture productId={line.productId} name={line.name} hasPicture={line.hasPicture} />
      <span className="line-product">
        <span className="line-name" title={line.name}>
          {line.name}
        </span>
        <span className="muted line-under">
          {words.pack.sku(line.sku)}
          {line.note !== '' && <span className="tag-small">{words.receive.note}</span>}
        </span>
      </span>
      <StandMark stand={stand} />
      {isOpen && <span className="line-before">{line.before === 0 ? '–' : units(line.before)}</span>}
      <span className="line-count">
        {isOpen && (
          <Step
            sign={-1}
            label={`${words.pack.minus}: ${line.name}`}
            isDisabled={line.received === 0}
            onStep={(by) => acts.change(line.id, by)}
          />
        )}
        <span className="line-figure">
          <strong>{units(isOpen ? line.received : cameOf(line))}</strong>
          {!line.isExtra && (
            <span className="line-planned">
              / {units(isOpen ? Math.max(0, line.expected - line.before) : line.expected)}
            </span>
          )}
        </span>
        {isOpen && (
          <Step
            sign={1}
            label={`${words.pack.plus}: ${line.name}`}
            onStep={(by) => acts.change(line.id, by)}
          />
        )}
      </span>
      <span className={line.damaged > 0 ? 'line-damage has-damage' : 'line-damage'}>
        <span className="damage-figure">{line.damaged === 0 ? '–' : units(line.damaged)}</span>
        {isOpen && (
          <Step
            sign={1}
            label={`${words.receive.plusDamaged}: ${line.name}`}
            onStep={(by) => acts.damage(line, by)}
          />
        )}
      </span>
    </div>
  )
})
