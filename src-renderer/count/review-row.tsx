import { memo } from 'react'
import type { CountLine } from '../../src-shared/model/count.ts'
import { timeSay, units } from '../format.ts'
import { Icon } from '../part/icon.tsx'
import { Picture } from '../part/picture.tsx'
import { words } from '../words.ts'
import { levelSay, levelWords, signed, signedMoney } from './count-lines.ts'

type ReviewRowProps = {
  readonly line: CountLine
  readonly isTicked: boolean
  readonly now: number
  /** What moved since the count is kept: stock levels are set one by one. */
  readonly keepsSales: boolean
  /** Null once nothing can be counted again. */
  readonly onTick: ((lineId: string) => void) | null
}

/** One line of the review, with what may explain it: earlier rounds, and what moved while people counted. */
export const ReviewRow = memo(function ReviewRow({
  line,
  isTicked,
  now,
  keepsSales,
  onTick,
}: ReviewRowProps) {
  const { variance, skippedBecause } = line
  const w = words.count
  const told = levelWords(line)
  const isTrouble = line.level?.state === 'refused' || line.level?.state === 'asked'
  const since = keepsSales && !line.isLevelOld ? w.review.keptSince : w.review.since
  const differs = variance !== null && variance.units !== 0
  const notes = [
    ...(skippedBecause === null ? [] : [w.skipped(skippedBecause)]),
    ...line.earlier.map(({ round, counted }) => w.review.earlier(round, units(counted))),
    ...(line.movedDuring === 0 ? [] : [w.review.during(signed(line.movedDuring))]),
    ...(line.movedSince === 0 ? [] : [since(signed(line.movedSince))]),
    ...(keepsSales && line.isLevelOld ? [w.review.levelOld] : []),
    ...(told !== null && isTrouble ? [told] : []),
  ]
  return (
    <div className={`line review-line stand-${differs ? 'over' : 'complete'}`} data-line={line.id}>
      {onTick && (
        <label className="found-tick review-tick">
          <input
            type="checkbox"
            aria-label={w.review.choose(line.name)}
            checked={isTicked}
            onChange={() => onTick(line.id)}
          />
          <span className="found-tick-box" aria-hidden="true">
            {isTicked && <Icon name="check" size={20} />}
          </span>
        </label>
      )}
      <Picture productId={line.productId} name={line.name} hasPicture={line.hasPicture} />
      <span className="line-product">
        <span className="line-name" title={line.name}>
          {line.name}
        </span>
        <span className="muted line-under">
          {words.pack.sku(line.sku)}
          {line.countedAt !== null && ` · ${w.review.at(timeSay(line.countedAt, now))}`}
          {told !== null && !isTrouble && ` · ${told}`}
          {line.isAdded && <span className="tag-small">{w.isAdded}</span>}
        </span>
        {notes.length > 0 && (
          <span className="line-under review-notes" title={notes.join(' · ')}>
            {notes.join(' · ')}
          </span>
        )}
      </span>
      <span className="line-mark">
        <Icon name={skippedBecause !== null ? 'minus' : differs ? 'triangle' : 'check'} size={20} />
      </span>
      <span className="review-figure">{line.expected === null ? '–' : levelSay(line.expected)}</span>
      <span className="review-figure">
        <strong>{line.counted === null || skippedBecause !== null ? '–' : units(line.counted)}</strong>
      </span>
      <span className="review-figure">
        {variance === null ? '–' : differs ? signed(variance.units) : w.review.same}
      </span>
      <span className="review-money">
        {variance === null || !differs
          ? '–'
          : variance.cents === null
            ? w.review.noCost
            : signedMoney(variance.cents)}
      </span>
    </div>
  )
})
