import { useState } from 'react'
import type { ReturnDesk, ReturnLine } from '../../src-shared/model/return.ts'
import { units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { HeadLine } from '../part/head-line.tsx'
import { ReasonForm } from '../part/reason-form.tsx'
import { ScanTop } from '../part/scan-top.tsx'
import { useScanning } from '../part/use-scanning.ts'
import { goTo, isPacked } from '../route.ts'
import { words } from '../words.ts'
import { ReturnRow } from './return-row.tsx'
import { ReturnSide } from './return-side.tsx'
import type { ReturnActs } from './use-return-acts.ts'

/** A supplier return as drawn: answer, search and list to the left; what it is worth and what comes next to the right. */
export function ReturnView({ desk, acts }: { readonly desk: ReturnDesk; readonly acts: ReturnActs }) {
  const { head, totals } = desk
  const isOpen = (head.state === 'draft' || head.state === 'rejected') && head.readOnlyBecause === null
  const w = words.return
  const scanning = useScanning(desk, { isOpen, acts })
  return (
    <div className="bench return">
      <HeadLine head={head} done={0} all={0} progress={w.units(units(totals.units))} />
      <div className="bench-left">
        {isOpen && (
          <ScanTop
            desk={desk}
            scanning={scanning}
            isOpen={isOpen}
            stopped={head.readOnlyBecause}
            bench="return"
            noteOf={(product) => {
              const line = desk.lines.find((known) => known.productId === product.id)
              return line ? w.listedCount(units(line.planned)) : null
            }}
            acts={acts}
          />
        )}
        <ReturnList desk={desk} isOpen={isOpen} acts={acts} />
      </div>
      <ReturnSide desk={desk} acts={acts} />
      <ReturnFinish desk={desk} isOpen={isOpen} acts={acts} />
    </div>
  )
}

type PartProps = { readonly desk: ReturnDesk; readonly isOpen: boolean; readonly acts: ReturnActs }

/** The products that go back; one that was just taken off can be put back as it was. */
function ReturnList({ desk, isOpen, acts }: PartProps) {
  const [takenOff, setTakenOff] = useState<ReturnLine | null>(null)
  const { head, lines, lastScans } = desk
  const [last] = lastScans
  const newest = isOpen && last && 'productId' in last.outcome && !last.undone ? last.outcome.productId : null
  const w = words.return
  const plan = async (line: ReturnLine, planned: number) => {
    if ((await acts.plan(line.productId, planned)) && planned === 0) setTakenOff(line)
  }
  const putBack = async (line: ReturnLine) => {
    if (await acts.plan(line.productId, line.planned)) setTakenOff(null)
  }
  return (
    <>
      {isOpen && takenOff && !lines.some(({ productId }) => productId === takenOff.productId) && (
        <p className="return-off" role="status">
          {w.tookOff(takenOff.name)}
          <ActButton kind="quiet" icon="undo" onClick={() => void putBack(takenOff)}>
            {w.putBack(takenOff.name)}
          </ActButton>
        </p>
      )}
      {lines.length === 0 ? (
        <p className="lines-empty">
          <strong>{w.emptyList}</strong> {isOpen && w.emptyNext}
        </p>
      ) : (
        <ul className="return-lines">
          {lines.map((line) => (
            <ReturnRow
              key={line.id}
              line={line}
              isNew={line.productId === newest}
              isOpen={isOpen}
              isDone={['packed', 'sent', 'completed'].includes(head.state)}
              canAddPhotos={isOpen || (isPacked(head) && head.readOnlyBecause === null)}
              onPlan={(planned) => void plan(line, planned)}
              acts={acts}
            />
          ))}
        </ul>
      )}
    </>
  )
}

function ReturnFinish({ desk: { head }, isOpen, acts }: PartProps) {
  const w = words.return
  const canCancel = isOpen || (isPacked(head) && head.readOnlyBecause === null)
  return (
    <footer className="finish">
      <FailureOf acts={acts} where="finish" />
      <div className="finish-row">
        <p className="muted">{isOpen ? w.keepsItself : stepSay(head.state)}</p>
        <span className="finish-acts">
          {canCancel && (
            <ReasonForm
              open={w.cancel}
              ask={w.cancelReason}
              go={w.cancel}
              onReason={async (reason) => {
                if (!(await acts.cancel(reason))) return null
                goTo('work')
                return true
              }}
            />
          )}
        </span>
      </div>
    </footer>
  )
}

function stepSay(state: ReturnDesk['head']['state']): string {
  const w = words.return.steps
  switch (state) {
    case 'approved':
      return w.pack
    case 'packing':
      return w.packing
    case 'packed':
      return w.packed
    case 'pending_approval':
      return w.pending
    case 'cancelled':
      return w.cancelled
    default:
      return ''
  }
}
