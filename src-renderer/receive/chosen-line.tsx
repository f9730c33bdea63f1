import { useState } from 'react'
import type { ReceiveLine } from '../../src-shared/model/receive.ts'
import { units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { words } from '../words.ts'
import { ProductLabels } from './product-labels.tsx'
import { cameOf } from './receipt-lines.ts'
import type { ReceiveActs } from './use-receive-acts.ts'

type ChosenLineProps = {
  readonly line: ReceiveLine | null
  readonly isOpen: boolean
  readonly acts: ReceiveActs
}

/** The line in hand: its numbers, what is damaged of it, and a note. */
export function ChosenLine({ line, isOpen, acts }: ChosenLineProps) {
  const [note, setNote] = useState(line?.note ?? '')
  const w = words.receive
  if (!line) return <section className="card muted">{w.noLine}</section>
  const keep = () => {
    if (note === line.note) return
    void acts.act('note', 'receive:note', { consignmentId: acts.consignmentId, lineId: line.id, note })
  }
  return (
    <section className="card side-card" aria-label={w.line}>
      <h2>{line.name}</h2>
      <dl className="figures">
        <div>
          <dt>{w.expected}</dt>
          <dd>{units(line.expected)}</dd>
        </div>
        {isOpen && (
          <div>
            <dt>{w.before}</dt>
            <dd>{units(line.before)}</dd>
          </div>
        )}
        <div>
          <dt>{w.received}</dt>
          <dd>{units(isOpen ? line.received : cameOf(line))}</dd>
        </div>
        <div>
          <dt>{w.damaged}</dt>
          <dd className={line.damaged > 0 ? 'has-damage' : ''}>{units(line.damaged)}</dd>
        </div>
      </dl>
      {isOpen && (
        <>
          <span className="reason-acts">
            <ActButton keyName="D" isRepeatable onClick={() => acts.damage(line, 1)}>
              {w.plusDamaged}
            </ActButton>
            {line.damaged > 0 && (
              <ActButton kind="quiet" isRepeatable onClick={() => acts.damage(line, -1)}>
                {w.minusDamaged}
              </ActButton>
            )}
          </span>
          {line.damaged > 0 && <p className="muted">{w.damagedSay}</p>}
          <label className="field">
            <span>{w.note}</span>
            <input
              className="text-input"
              value={note}
              maxLength={1000}
              placeholder={w.notePlaceholder}
              onChange={(event) => setNote(event.currentTarget.value)}
              onBlur={keep}
              onKeyDown={(event) => event.key === 'Enter' && keep()}
            />
          </label>
          <FailureOf acts={acts} where="note" />
        </>
      )}
      <ProductLabels key={line.productId} line={line} consignmentId={acts.consignmentId} />
    </section>
  )
}
