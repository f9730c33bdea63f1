import { useState } from 'react'
import type { ReceiveDesk } from '../../src-shared/model/receive.ts'
import { units } from '../format.ts'
import { HeadLine } from '../part/head-line.tsx'
import { stepKeys, useKeys } from '../part/keys.ts'
import { nextOpenLine, unitsTowards } from '../part/order-lines.ts'
import { ScanTop } from '../part/scan-top.tsx'
import { useChosenLine } from '../part/use-chosen-line.ts'
import { useScanning } from '../part/use-scanning.ts'
import { words } from '../words.ts'
import { CloseBar } from './close-bar.tsx'
import { cameOf, canStop, leftToCome, scannedBox } from './receipt-lines.ts'
import { ReceiveTable } from './receive-table.tsx'
import { SidePanel } from './side-panel.tsx'
import type { ReceiveActs } from './use-receive-acts.ts'

/** The receiving bench as drawn: answer, search and lines to the left; line, boxes and receipts to the right. */
export function ReceiveView({ desk, acts }: { readonly desk: ReceiveDesk; readonly acts: ReceiveActs }) {
  const { head, lines, totals } = desk
  const isOpen = ['sent', 'receiving', 'partial'].includes(head.state) && head.readOnlyBecause === null
  const [chosenId, choose] = useChosenLine(lines)
  const [openOnly, setOpenOnly] = useState(false)
  const [isClosing, setClosing] = useState(false)
  const scanned = scannedBox(desk)
  const chosen = lines.find((line) => line.id === chosenId) ?? null

  const changeChosen = (by: number) => {
    if (chosenId && isOpen) acts.change(chosenId, by)
  }
  const scanning = useScanning(desk, {
    isOpen,
    acts,
    onEscape: isClosing ? () => setClosing(false) : null,
  })
  useKeys({
    ...stepKeys(changeChosen),
    Enter: () => choose(nextOpenLine(lines, leftToCome, chosenId)),
    d: () => chosen && isOpen && acts.damage(chosen, 1),
    F7: () => isOpen && canStop(desk) && acts.stop(),
    F8: () => isOpen && setClosing(true),
    F9: () => isOpen && scanned && acts.confirmBox(scanned.parcelId),
  })
  const here = lines.reduce((sum, line) => sum + cameOf(line), 0)
  const done = unitsTowards(lines, cameOf, (line) => line.expected)
  return (
    <div className="bench">
      <HeadLine
        head={head}
        done={done}
        all={totals.expected}
        progress={
          here === 0
            ? words.receive.nothingYet(units(totals.expected))
            : words.receive.progress(
                units(done),
                units(totals.expected),
                here > done ? units(here - done) : null,
              )
        }
      />
      <div className="bench-left">
        <ScanTop
          desk={desk}
          scanning={scanning}
          isOpen={isOpen}
          stopped={head.readOnlyBecause ?? (head.state === 'cancelled' ? words.receive.cancelled : null)}
          bench="receive"
          openOnly={openOnly}
          onOpenOnly={setOpenOnly}
          noteOf={(product) => {
            const line = lines.find((known) => known.productId === product.id)
            return line ? words.pack.onTransfer(units(cameOf(line)), units(line.expected)) : null
          }}
          acts={acts}
        />
        <ReceiveTable
          lines={lines}
          chosenId={chosenId}
          openOnly={openOnly}
          isOpen={isOpen}
          onChoose={choose}
          acts={acts}
        />
      </div>
      <SidePanel desk={desk} chosen={chosen} scanned={scanned} isOpen={isOpen} acts={acts} />
      <CloseBar desk={desk} isOpen={isOpen} isClosing={isClosing} onClosing={setClosing} acts={acts} />
    </div>
  )
}
