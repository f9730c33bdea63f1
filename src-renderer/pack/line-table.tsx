import { useMemo } from 'react'
import type { PackLine } from '../../src-shared/model/pack.ts'
import { orderLines } from '../part/order-lines.ts'
import { RowList } from '../part/row-list.tsx'
import { words } from '../words.ts'
import { leftToPack } from './left-to-pack.ts'
import { LineRow } from './line-row.tsx'

const rowPixels = 60

type LineTableProps = {
  readonly lines: readonly PackLine[]
  readonly chosenId: string | null
  readonly openOnly: boolean
  readonly isOpen: boolean
  readonly onChoose: (lineId: string) => void
  readonly onChange: (lineId: string, by: number) => void
}

export function LineTable(props: LineTableProps) {
  const { lines, chosenId, openOnly, isOpen, onChoose, onChange } = props
  const rows = useMemo(() => orderLines(lines, leftToPack, openOnly), [lines, openOnly])
  const w = words.pack
  return (
    <div className="lines">
      <div className="lines-head" aria-hidden="true">
        <span className="line-product">{w.columns.product}</span>
        <span className="line-count-head">{w.columns.count}</span>
        <span className="line-boxes">{w.columns.boxes}</span>
        <span className="line-stock">{w.columns.stock}</span>
      </div>
      {rows.length === 0 ? (
        <p className="lines-empty">{lines.length === 0 ? w.noLines : w.allDone}</p>
      ) : (
        <RowList
          rows={rows}
          keyOf={(line) => line.id}
          rowPixels={rowPixels}
          shownKey={chosenId}
          label={w.columns.product}
          draw={(line, at) => (
            <LineRow
              line={line}
              isLit={at === 0 && line.touchedAt !== null}
              isChosen={line.id === chosenId}
              isOpen={isOpen}
              onChoose={onChoose}
              onChange={onChange}
            />
          )}
        />
      )}
    </div>
  )
}
