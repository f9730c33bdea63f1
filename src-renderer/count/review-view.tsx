import { useMemo, useState } from 'react'
import type { CountDesk } from '../../src-shared/model/count.ts'
import { moneySay, units } from '../format.ts'
import { HeadLine } from '../part/head-line.tsx'
import { useKeys } from '../part/keys.ts'
import { RowList } from '../part/row-list.tsx'
import { useNow } from '../part/use-now.ts'
import { words } from '../words.ts'
import { ApproveBar } from './approve-bar.tsx'
import { levelSay, levelsDone, orderReview, signed, signedMoney } from './count-lines.ts'
import { ReviewRow } from './review-row.tsx'
import { ScanSaid } from './scan-said.tsx'
import type { CountActs } from './use-count-acts.ts'

const rowPixels = 76

/** What was found against what should have been there, the greatest value first; what is odd is counted again. */
export function ReviewView({ desk, acts }: { readonly desk: CountDesk; readonly acts: CountActs }) {
  const { head, lines, sums } = desk
  const isOpen = head.state === 'review' && head.readOnlyBecause === null
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const now = useNow(60_000)
  const [isApproving, setApproving] = useState(false)
  const rows = useMemo(() => orderReview(lines), [lines])
  const chosen = lines.filter((line) => ticked.has(line.id)).map((line) => line.id)
  const w = words.count
  const again = () => {
    if (isOpen && chosen.length > 0) {
      void acts.act('finish', 'count:again', { consignmentId: head.id, lineIds: chosen })
    }
  }
  useKeys({
    F7: again,
    F8: () => isOpen && setApproving(true),
    Escape: () => setApproving(false),
  })
  const tick = (lineId: string) =>
    setTicked((before) => {
      const next = new Set(before)
      if (!next.delete(lineId)) next.add(lineId)
      return next
    })
  const levels = levelsDone(lines)
  const counted = lines.filter((line) => line.counted !== null && line.skippedBecause === null)
  return (
    <div className="review">
      <HeadLine
        head={head}
        done={0}
        all={0}
        progress={w.progress(
          units(counted.length),
          units(lines.length),
          units(counted.reduce((sum, line) => sum + (line.counted ?? 0), 0)),
        )}
      />
      <ScanSaid scan={desk.lastScans[0]} />
      {sums && (
        <section className="review-sums card" aria-label={w.review.title}>
          {sums.units === 0 ? (
            <p className="review-sum">{w.review.none}</p>
          ) : (
            <>
              <p className="review-sum">{w.review.sums(levelSay(sums.units), moneySay(sums.cents))}</p>
              <p className="muted">
                {w.review.net(signed(sums.netUnits), signedMoney(sums.netCents))}
                {sums.unpriced > 0 && ` · ${w.review.unpriced(sums.unpriced)}`}
              </p>
            </>
          )}
          {levels !== null && <p>{w.level.progress(units(levels.done), units(levels.all))}</p>}
          {head.state === 'review' && <p>{desk.mayStationApprove ? w.review.small : w.review.large}</p>}
        </section>
      )}
      <div className="lines">
        <div className="lines-head" aria-hidden="true">
          {isOpen && <span className="review-tick">{w.columns.again}</span>}
          <span className="line-product">{w.columns.product}</span>
          <span className="review-figure">{w.columns.expected}</span>
          <span className="review-figure">{w.columns.counted}</span>
          <span className="review-figure">{w.columns.units}</span>
          <span className="review-money">{w.columns.value}</span>
        </div>
        <RowList
          rows={rows}
          keyOf={(line) => line.id}
          rowPixels={rowPixels}
          shownKey={null}
          label={w.columns.product}
          draw={(line) => (
            <ReviewRow
              line={line}
              isTicked={ticked.has(line.id)}
              now={now}
              keepsSales={desk.setsLevels}
              onTick={isOpen ? tick : null}
            />
          )}
        />
      </div>
      <ApproveBar
        desk={desk}
        chosen={chosen.length}
        counted={counted.length}
        isOpen={isOpen}
        isApproving={isApproving && isOpen}
        onApproving={setApproving}
        onAgain={again}
        acts={acts}
      />
    </div>
  )
}
