import type { ReceiveBox, ReceiveDesk, ReceiveLine } from '../../src-shared/model/receive.ts'
import { visible } from '../../src-shared/rule/visible-text.ts'
import { timeSay, units } from '../format.ts'
import { Icon } from '../part/icon.tsx'
import { useNow } from '../part/use-now.ts'
import { words } from '../words.ts'
import { ArrivedBoxes } from './arrived-boxes.tsx'
import { ChosenLine } from './chosen-line.tsx'
import { UnlistedForm } from './unlisted-form.tsx'
import type { ReceiveActs } from './use-receive-acts.ts'
import { useUnlisted } from './use-unlisted.ts'

type SidePanelProps = {
  readonly desk: ReceiveDesk
  readonly chosen: ReceiveLine | null
  readonly scanned: ReceiveBox | null
  readonly isOpen: boolean
  readonly acts: ReceiveActs
}

export function SidePanel({ desk, chosen, scanned, isOpen, acts }: SidePanelProps) {
  const last = desk.lastScans[0]
  const unknownCode = last?.outcome.is === 'unknown' ? last.text : ''
  const { draft, change, noted } = useUnlisted(unknownCode)
  const unlisted = (isOpen || desk.unlisted.length > 0) && (
    <section className="card side-card" key="unlisted">
      <h2>{words.receive.unlisted}</h2>
      {desk.unlisted.map((item) => (
        <p key={item.id}>
          {words.receive.effect(units(item.quantity), item.name)}{' '}
          <span className="code">{visible(item.text)}</span>
        </p>
      ))}
      {isOpen && <UnlistedForm draft={draft} onChange={change} onNoted={noted} acts={acts} />}
    </section>
  )
  // A code nothing has was scanned: the form for it stands first, in sight, until it is done with.
  const isFirst = isOpen && draft.isOpen && draft.scanned !== ''
  const line = <ChosenLine key={`line ${chosen?.id ?? ''}`} line={chosen} isOpen={isOpen} acts={acts} />
  const boxes = <ArrivedBoxes key="boxes" desk={desk} scanned={scanned} isOpen={isOpen} acts={acts} />
  return (
    // Drawn anew for another code, so that it begins at its top. What is written in the form outlives that.
    <aside className="bench-right" key={isFirst ? draft.scanned : ''}>
      {isFirst ? [unlisted, line, boxes] : [line, boxes, unlisted]}
      <Receipts desk={desk} />
      {desk.forTheOffice.length > 0 && (
        <section className="card side-card">
          <h2>{words.receive.office}</h2>
          {desk.forTheOffice.map((say) => (
            <p key={say}>{say}</p>
          ))}
        </section>
      )}
    </aside>
  )
}

function Receipts({ desk }: { readonly desk: ReceiveDesk }) {
  const now = useNow(60_000)
  const w = words.receive
  if (desk.receipts.length === 0) return null
  return (
    <section className="card side-card">
      <h2>{w.receipts}</h2>
      {desk.receipts.map((receipt) => (
        <div key={receipt.id}>
          <p>
            <strong>{w.receipt(receipt.number)}</strong> ·{' '}
            {receipt.closing ? w.closing[receipt.closing] : w.receiptState[receipt.state]} ·{' '}
            {timeSay(receipt.closedAt ?? receipt.openedAt, now)}
          </p>
          <p className="muted">{w.receiptUnits(units(receipt.received), units(receipt.damaged))}</p>
          {receipt.reason && <p className="muted">{receipt.reason}</p>}
          <ul className="effects">
            {desk.effects
              .filter((effect) => effect.receiptNumber === receipt.number)
              .map((effect) => (
                <li key={effect.lineId}>
                  <Icon name={effect.isAcknowledged ? 'check' : 'clock'} size={16} />
                  {w.effect(`+${units(effect.units)}`, effect.name)}
                  <span className="muted">{effect.isAcknowledged ? w.acknowledged : w.notAcknowledged}</span>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
