import type { ReceiveDesk } from '../../src-shared/model/receive.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { words } from '../words.ts'
import { CloseSummary } from './close-summary.tsx'
import { canStop } from './receipt-lines.ts'
import type { ReceiveActs } from './use-receive-acts.ts'

type CloseBarProps = {
  readonly desk: ReceiveDesk
  readonly isOpen: boolean
  readonly isClosing: boolean
  readonly onClosing: (isClosing: boolean) => void
  readonly acts: ReceiveActs
}

/** What differs so far, and the ways to end: everything came, more is coming, or closed for good. */
export function CloseBar({ desk, isOpen, isClosing, onClosing, acts }: CloseBarProps) {
  const { totals, head } = desk
  const consignmentId = head.id
  const w = words.receive
  const counted = desk.lines.some((line) => line.received > 0) || desk.unlisted.length > 0
  const hasOpenReceipt = canStop(desk)
  const finish = (ask: 'receive:all' | 'receive:discard') => void acts.act('finish', ask, { consignmentId })
  return (
    <footer className="finish">
      <FailureOf acts={acts} where="finish" />
      {isClosing && isOpen ? (
        <CloseSummary desk={desk} acts={acts} onBack={() => onClosing(false)} />
      ) : (
        <div className="finish-row">
          <p className="totals">
            {w.totals(totals.short, totals.damaged, totals.over, totals.extra).map((part) => (
              <span key={part}>{part}</span>
            ))}
          </p>
          {!isOpen && <p className="finish-state">{w.isClosed}</p>}
          {isOpen && (
            <span className="finish-acts">
              {hasOpenReceipt && !counted && (
                <ActButton kind="quiet" onClick={() => finish('receive:discard')}>
                  {w.discard}
                </ActButton>
              )}
              {totals.short > 0 && (
                <ActButton kind="quiet" onClick={() => finish('receive:all')}>
                  {w.all}
                </ActButton>
              )}
              {hasOpenReceipt && (
                <ActButton keyName="F7" onClick={acts.stop}>
                  {w.stop}
                </ActButton>
              )}
              <ActButton kind="main" keyName="F8" onClick={() => onClosing(true)}>
                {w.close}
              </ActButton>
            </span>
          )}
        </div>
      )}
    </footer>
  )
}
