import { useMemo } from 'react'
import type { CountLine } from '../../src-shared/model/count.ts'
import { orderLines } from '../part/order-lines.ts'
import { RowList } from '../part/row-list.tsx'
import { words } from '../words.ts'
import { leftToCount } from './count-lines.ts'
import { CountRow } from './count-row.tsx'
import type { CountActs } from './use-count-acts.ts'

const rowPixels = 60

type CountTableProps = {
  readonly lines: readonly CountLine[]
  readonly isBlind: boolean
  readonly chosenId: string | null
  readonly openOnly: boolean
  readonly isOpen: boolean
  readonly onChoose: (lineId: string) => void
  readonly acts: CountActs
}

/** The lines of the round in work: the one touched last first, then those nobody has counted yet. */
export function CountTable({ lines, isBlind, chosenId, openOnly, isOpen, onChoose, acts }: CountTableProps) {
  const rows = useMemo(() => orderLines(lines, leftToCount, openOnly), [lines, openOnly])
  const w = words.count.columns
  return (
    <div className="lines">
      <div className="lines-head" aria-hidden="true">
        <span className="line-product">{w.product}</span>
        {!isBlind && <span className="line-before">{w.expected}</span>}
        <span className="line-count-head">{w.counted}</span>
      </div>
      {rows.length === 0 ? (
        <p className="lines-empty">{lines.length === 0 ? words.count.scanOne : words.count.left(0)}</p>
      ) : (
        <RowList
          rows={rows}
          keyOf={(line) => line.id}
          rowPixels={rowPixels}
          shownKey={chosenId}
          label={w.product}
          draw={(line, at) => (
            <CountRow
              line={line}
              isBlind={isBlind}
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
