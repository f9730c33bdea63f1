import { useState } from 'react'
import type { PackDesk } from '../../src-shared/model/pack.ts'
import type { ScaleReading } from '../../src-shared/model/weight.ts'
import { units } from '../format.ts'
import { stepKeys, useKeys } from '../part/keys.ts'
import { nextOpenLine } from '../part/order-lines.ts'
import { ScanTop } from '../part/scan-top.tsx'
import { useChosenLine } from '../part/use-chosen-line.ts'
import { useScanning } from '../part/use-scanning.ts'
import { words } from '../words.ts'
import { BoxList } from './box-list.tsx'
import { FinishBar } from './finish-bar.tsx'
import { leftToPack } from './left-to-pack.ts'
import { LineTable } from './line-table.tsx'
import { PackHead } from './pack-head.tsx'
import { PlanChanged } from './plan-changed.tsx'
import type { PackActs } from './use-pack-acts.ts'
import { useSteadySeal } from './use-steady-seal.ts'
import { WeightCard } from './weight-card.tsx'

type PackViewProps = {
  readonly desk: PackDesk
  readonly acts: PackActs
  readonly reading: ScaleReading | null
}

/** The packing bench as drawn: answer, search and lines to the left; weight and boxes to the right. */
export function PackView({ desk, acts, reading }: PackViewProps) {
  const { head, lines, parcels } = desk
  const isOpen = (head.state === 'approved' || head.state === 'packing') && head.readOnlyBecause === null
  const canSend = isOpen || (head.state === 'packed' && head.readOnlyBecause === null)
  const [chosenId, choose] = useChosenLine(lines)
  const [openOnly, setOpenOnly] = useState(false)
  const [isSending, setSending] = useState(false)
  const current = parcels.find((parcel) => parcel.isCurrent && parcel.state === 'open') ?? null

  const changeChosen = (by: number) => {
    if (chosenId && isOpen) acts.change(chosenId, by)
  }
  const steady = useSteadySeal(current, reading, acts)
  const scanning = useScanning(desk, {
    isOpen,
    acts,
    onEscape: isSending ? () => setSending(false) : null,
  })
  useKeys({
    ...stepKeys(changeChosen),
    Enter: () => choose(nextOpenLine(lines, leftToPack, chosenId)),
    F2: () => isOpen && acts.newBox(),
    F7: () => isOpen && acts.packed(),
    F8: () => canSend && setSending(true),
    F9: () => isOpen && steady.press(),
  })
  const lineOf = (productId: string) => lines.find((line) => line.productId === productId)
  return (
    <div className="bench">
      <PackHead desk={desk} />
      <div className="bench-left">
        {isOpen && <PlanChanged changes={desk.planChanges} onSeen={acts.planSeen} />}
        <ScanTop
          desk={desk}
          scanning={scanning}
          isOpen={isOpen}
          stopped={head.readOnlyBecause ?? (head.state === 'cancelled' ? words.pack.cancelled : null)}
          bench="pack"
          openOnly={openOnly}
          onOpenOnly={setOpenOnly}
          noteOf={(product) => {
            const line = lineOf(product.id)
            return line ? words.pack.onTransfer(units(line.packed), units(line.planned)) : null
          }}
          acts={acts}
        />
        <LineTable
          lines={lines}
          chosenId={chosenId}
          openOnly={openOnly}
          isOpen={isOpen}
          onChoose={choose}
          onChange={acts.change}
        />
      </div>
      <aside className="bench-right">
        <WeightCard
          parcel={current}
          lines={lines}
          reading={reading}
          isOpen={isOpen}
          acts={acts}
          steady={steady}
        />
        <BoxList desk={desk} isOpen={isOpen} acts={acts} />
      </aside>
      <FinishBar desk={desk} acts={acts} isOpen={isOpen} isSending={isSending} onSending={setSending} />
    </div>
  )
}
