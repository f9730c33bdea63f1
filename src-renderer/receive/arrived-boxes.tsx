import type { ReceiveBox, ReceiveDesk } from '../../src-shared/model/receive.ts'
import { gramsDifference, gramsSay, units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import type { ReceiveActs } from './use-receive-acts.ts'

type ArrivedBoxesProps = {
  readonly desk: ReceiveDesk
  readonly scanned: ReceiveBox | null
  readonly isOpen: boolean
  readonly acts: ReceiveActs
}

/** The sender's boxes: a sealed one is confirmed whole, with one touch or by scanning its label. */
export function ArrivedBoxes({ desk, scanned, isOpen, acts }: ArrivedBoxesProps) {
  const w = words.receive
  return (
    <section className="card side-card">
      <h2>{w.boxes}</h2>
      {desk.boxes.length === 0 && <p className="muted">{w.noBoxes}</p>}
      <ul>
        {desk.boxes.map((box) => (
          <li
            key={box.parcelId}
            className={box === scanned ? 'arrived-box is-scanned' : 'arrived-box'}
            data-box={box.number}
          >
            <span className="box-number">{box.number}</span>
            <span className="box-text">
              <span>{w.boxUnits(units(box.units), box.grams === null ? null : gramsSay(box.grams))}</span>
              <span className={box.isConfirmed ? 'box-label label-printed' : 'box-label'}>
                <BoxStand box={box} isOpen={isOpen} />
              </span>
            </span>
            {box === scanned && <OnScale box={box} />}
            {isOpen && !box.isConfirmed && !box.isOpened && (
              <ActButton
                kind={box === scanned ? 'main' : 'plain'}
                keyName={box === scanned ? 'F9' : undefined}
                onClick={() => acts.confirmBox(box.parcelId)}
              >
                {w.boxHere}
              </ActButton>
            )}
          </li>
        ))}
      </ul>
      <FailureOf acts={acts} where="boxes" />
    </section>
  )
}

/** Once the delivery is closed nothing is expected any more: a box nobody confirmed was counted by product, if at all. */
function BoxStand({ box, isOpen }: { readonly box: ReceiveBox; readonly isOpen: boolean }) {
  const w = words.receive
  const [icon, say] = box.isConfirmed
    ? (['check', w.boxConfirmed] as const)
    : box.isOpened
      ? (['box', w.boxOpened] as const)
      : isOpen
        ? (['clock', w.boxExpected] as const)
        : (['minus', w.boxNotConfirmed] as const)
  return (
    <>
      <Icon name={icon} size={16} />
      {say}
    </>
  )
}

/** What the box weighs here, beside what it weighed when it was sealed. */
function OnScale({ box }: { readonly box: ReceiveBox }) {
  const { data } = useAsk('scale:read', {})
  const reading = data?.reading ?? null
  if (reading?.is !== 'steady' || reading.grams <= 0 || box.grams === null) return null
  return (
    <span className="muted">
      {words.receive.onScale(gramsSay(reading.grams), gramsDifference(reading.grams - box.grams))}
    </span>
  )
}
