import type { ApprovalDesk, ApprovalView } from '../../src-shared/model/approval.ts'
import { mostUnits } from '../../src-shared/model/order.ts'
import { moneySay, units } from '../format.ts'
import { FailureOf } from '../part/failure-note.tsx'
import { useToldText } from '../part/use-told-text.ts'
import { readWhole, WholeWrong } from '../part/whole-number.tsx'
import { type Acts, useActs } from '../station.tsx'
import { words } from '../words.ts'

const range = { least: 0, most: mostUnits }

type LinesProps = {
  readonly view: ApprovalView
  readonly lines: ApprovalDesk['lines']
}

/** What a round is about. Whoever may approve it can change how many of each, which ends what was approved before. */
export function AdjustLines({ view, lines }: LinesProps) {
  const acts = useActs()
  const mayChange = view.may === 'yes' && !view.isRejected
  const w = words.approve
  return (
    <div className="approval-adjust">
      {mayChange && <p className="muted">{w.adjustSay}</p>}
      <table className="approval-lines">
        <tbody>
          {lines.map((line) => (
            <Row key={line.productId} view={view} line={line} acts={mayChange ? acts : null} />
          ))}
        </tbody>
      </table>
      <FailureOf acts={acts} where="adjust" />
    </div>
  )
}

type RowProps = {
  readonly view: ApprovalView
  readonly line: ApprovalDesk['lines'][number]
  readonly acts: Acts | null
}

function Row({ view: { consignmentId, roundId }, line, acts }: RowProps) {
  const { productId, name, sku, planned, costCents } = line
  const w = words.approve
  const field = useToldText(String(planned), (text) => {
    const wanted = readWhole(text, range)
    if (wanted === null || wanted === planned) return
    void acts?.act('adjust', 'approval:adjust', { consignmentId, roundId, productId, units: wanted })
  })
  return (
    <tr>
      <td>
        {name} <span className="muted">{sku}</span>
        <WholeWrong text={field.value} range={range} />
      </td>
      <td className="is-number">
        {acts === null ? (
          units(planned)
        ) : (
          <input
            className="text-input approval-units"
            inputMode="numeric"
            aria-label={w.unitsOf(name)}
            {...field}
          />
        )}{' '}
        × {costCents === null ? w.noCost : moneySay(costCents)}
      </td>
      <td className="is-number">{costCents === null ? '' : moneySay(planned * costCents)}</td>
    </tr>
  )
}
