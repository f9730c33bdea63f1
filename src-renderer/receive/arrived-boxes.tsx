import type { ReceiveBox, ReceiveDesk } from '../../src-shared/model/receive.ts'
import { gramsSay, units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { words } from '../words.ts'
import type { ReceiveActs } from './use-receive-desk.ts'

type ArrivedBoxesProps = { readonly desk: ReceiveDesk; readonly isOpen: boolean; readonly acts: ReceiveActs }

/** The sender's boxes: a sealed one is confirmed whole, with one touch or by scanning its label. */
export function ArrivedBoxes({ desk, isOpen, acts }: ArrivedBoxesProps) {
  const w = words.receive
  const confirm = (box: ReceiveBox) =>
    void acts.act('boxes', 'receive:box', { consignmentId: desk.head.id, parcelId: box.parcelId })
  return (
    <section className="card side-card">
      <h2>{w.boxes}</h2>
      {desk.boxes.length === 0 && <p className="muted">{w.noBoxes}</p>}
      <ul>
        {desk.boxes.map((box) => (
          <li key={box.parcelId} className="arrived-box" data-box={box.number}>
            <span className="box-number">{box.number}</span>
            <span className="box-text">
              <span>{w.boxUnits(units(box.units), box.grams === null ? null : gramsSay(box.grams))}</span>
              <span className={box.isConfirmed ? 'box-label label-printed' : 'box-label'}>
                <Icon name={box.isConfirmed ? 'check' : box.isOpened ? 'box' : 'clock'} size={16} />
                {box.isConfirmed ? w.boxConfirmed : box.isOpened ? w.boxOpened : w.boxExpected}
              </span>
            </span>
            {isOpen && !box.isConfirmed && !box.isOpened && (
              <ActButton onClick={() => confirm(box)}>{w.boxHere}</ActButton>
            )}
          </li>
        ))}
      </ul>
      <FailureOf acts={acts} where="boxes" />
    </section>
  )
}
