import { useMemo } from 'react'
import type { ReceiveLine } from '../../src-shared/model/receive.ts'
import { orderLines } from '../part/order-lines.ts'
import { RowList } from '../part/row-list.tsx'
import { words } from '../words.ts'
import { leftToCome } from './receipt-lines.ts'
import { ReceiveRow } from './receive-row.tsx'
import type { ReceiveActs } from './use-receive-acts.ts'

const rowPixels = 60

type ReceiveTableProps = {
  readonly lines: readonly ReceiveLine[]
  readonly chosenId: string | null
  readonly openOnly: boolean
  readonly isOpen: boolean
  readonly onChoose: (lineId: string) => void
  readonly acts: ReceiveActs
}

export function ReceiveTable({ lines, chosenId, openOnly, isOpen, onChoose, acts }: ReceiveTableProps) {
  const rows = useMemo(() => orderLines(lines, leftToCome, openOnly), [lines, openOnly])
  const w = words.receive.columns
  return (
    <div className="lines">
      <div className="lines-head" aria-hidden="true">
        <span className="line-product">{w.product}</span>
        {isOpen && <span className="line-before">{w.before}</span>}
        <span className="line-count-head">{w.received}</span>
        <span className="line-damage">{w.damaged}</span>
      </div>
      {rows.length === 0 ? (
        <p className="lines-empty">{lines.length === 0 ? words.pack.noLines : words.pack.allDone}</p>
      ) : (
        <RowList
          rows={rows}
          keyOf={(line) => line.id}
          rowPixels={rowPixels}
          shownKey={chosenId}
          label={w.product}
          draw={(line, at) => (
            <ReceiveRow
              line={line}
              isLit={at === 0 && line.touchedAt !== null}
              isChosen={line.id === chosenId}
              isOpen={isOpen}
              onChoose={onChoose}
              acts={acts}
            />
          )}
        />
      )}
    </div>
  )
}
