import { useState } from 'react'
import type { PackDesk } from '../../src-shared/model/pack.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { ReasonForm } from '../part/reason-form.tsx'
import { useNow } from '../part/use-now.ts'
import { goTo } from '../route.ts'
import { words } from '../words.ts'
import { mayCallBack, wayToCancel } from './call-back.ts'
import { handoverSay } from './handover.ts'
import { HandoverForm } from './handover-form.tsx'
import type { PackActs } from './use-pack-acts.ts'

type FinishBarProps = {
  readonly desk: PackDesk
  readonly acts: PackActs
  readonly isOpen: boolean
  readonly isSending: boolean
  readonly onSending: (isSending: boolean) => void
}

/** What is short, over and extra, and the two ways to finish. */
export function FinishBar({ desk, acts, isOpen, isSending, onSending }: FinishBarProps) {
  const { head, totals } = desk
  const now = useNow(60_000)
  const w = words.pack
  const way = wayToCancel(head)
  const isPacked = head.state === 'packed'
  const canReopen = isPacked && head.readOnlyBecause === null
  const [slipSay, setSlipSay] = useState<string | null>(null)
  const openPaper = async (ask: 'pack:slip' | 'pack:sheet') => {
    const made = await acts.act('finish', ask, { consignmentId: head.id })
    setSlipSay(made?.say ?? null)
    if (made) window.open(`./file/${encodeURIComponent(made.file)}`, '_blank', 'noopener')
  }
  const putBack = async () => {
    if (await acts.act('finish', 'pack:put-back', { consignmentId: head.id })) goTo('work')
  }
  return (
    <footer className="finish">
      <FailureOf acts={acts} where="finish" />
      {slipSay && <p role="status">{slipSay}</p>}
      {isSending && <HandoverForm desk={desk} acts={acts} onClose={() => onSending(false)} />}
      {!isSending && (
        <div className="finish-row">
          <p className="totals">
            {w.totals(totals.shortLines, totals.overLines, totals.extraLines).map((part) => (
              <span key={part}>{part}</span>
            ))}
          </p>
          {!isOpen && <p className="finish-state">{finishState(desk, now)}</p>}
          <span className="finish-acts">
            {head.kind === 'RETURN' && (
              <ActButton kind="quiet" icon="camera" onClick={() => goTo('return', head.id)}>
                {words.return.lookAt}
              </ActButton>
            )}
            {isOpen && (
              <ActButton kind="quiet" icon="printer" onClick={() => void openPaper('pack:sheet')}>
                {w.sheet}
              </ActButton>
            )}
            {head.state !== 'approved' && (
              <ActButton kind="quiet" icon="printer" onClick={() => void openPaper('pack:slip')}>
                {w.slip}
              </ActButton>
            )}
            {mayCallBack(head) && (
              <ReasonForm
                open={w.recall}
                ask={w.recallReason}
                go={w.recall}
                onReason={(reason) => acts.act('finish', 'pack:recall', { consignmentId: head.id, reason })}
              />
            )}
            {way !== null && (
              <ReasonForm
                open={w.cancel[way].open}
                ask={w.cancel[way].ask}
                go={w.cancel[way].go}
                onReason={(reason) =>
                  acts.act('finish', 'consignment:cancel', { consignmentId: head.id, reason })
                }
              />
            )}
            {canReopen && (
              <ActButton onClick={() => void acts.act('finish', 'pack:reopen', { consignmentId: head.id })}>
                {w.reopen}
              </ActButton>
            )}
            {head.state === 'packing' && isOpen && (
              <ActButton kind="quiet" onClick={() => void putBack()}>
                {w.putBack}
              </ActButton>
            )}
            {isOpen && (
              <ActButton keyName="F7" isBusy={acts.busy.has('finish')} onClick={acts.packed}>
                {w.packed}
              </ActButton>
            )}
            {(isOpen || canReopen) && (
              <ActButton kind="main" keyName="F8" onClick={() => onSending(true)}>
                {isPacked ? w.send : w.packedSent}
              </ActButton>
            )}
          </span>
        </div>
      )}
    </footer>
  )
}

function finishState({ head: { state, readOnlyBecause }, handover }: PackDesk, now: number): string {
  if (state === 'cancelled') return words.pack.isCancelled
  const how = handover === null ? null : handoverSay(handover, now)
  if (state === 'packed' && readOnlyBecause === null) {
    return `${words.pack.isPacked}. ${how ?? words.pack.packedSay}`
  }
  if (state !== 'sent') return words.pack.readOnly
  return how === null ? words.pack.isSent : `${words.pack.isSent}. ${how}`
}
