import { useRef, useState } from 'react'
import type { CountDesk, CountLine } from '../../src-shared/model/count.ts'
import { units } from '../format.ts'
import { HeadLine } from '../part/head-line.tsx'
import { stepKeys, useKeys } from '../part/keys.ts'
import { nextOpenLine } from '../part/order-lines.ts'
import { ScanTop } from '../part/scan-top.tsx'
import { useChosenLine } from '../part/use-chosen-line.ts'
import { useScanning } from '../part/use-scanning.ts'
import { words } from '../words.ts'
import { ChosenCount } from './chosen-count.tsx'
import { isOpen as isOpenLine, leftToCount, levelSay, noStock } from './count-lines.ts'
import { CountTable } from './count-table.tsx'
import { FinishCount } from './finish-count.tsx'
import type { CountActs } from './use-count-acts.ts'

/** The counting as drawn: answer, search and lines to the left; the line in hand with its number pad to the right. */
export function CountView({ desk, acts }: { readonly desk: CountDesk; readonly acts: CountActs }) {
  const { head, totals } = desk
  const lines = desk.lines.filter((line) => line.isInRound)
  const isOpen = head.readOnlyBecause === null
  const [chosenId, choose] = useChosenLine(lines)
  const [openOnly, setOpenOnly] = useState(false)
  const [isFinishing, setFinishing] = useState(false)
  const [isSkipping, setSkipping] = useState(false)
  const typed = useRef<HTMLInputElement>(null)
  const chosen = lines.find((line) => line.id === chosenId) ?? null
  const w = words.count
  // Typed line by line: the next one comes up once the station has this one.
  const [typedOn, setTypedOn] = useState<Pick<CountLine, 'id' | 'touchedAt'> | null>(null)
  if (typedOn !== null && chosen?.id === typedOn.id && chosen.touchedAt !== typedOn.touchedAt) {
    setTypedOn(null)
    choose(nextOpenLine(lines, leftToCount, typedOn.id))
  }

  const change = (by: number) => chosen && isOpen && acts.change(chosen.id, by)
  const finish = () => {
    if (!isOpen) return
    if (lines.some(isOpenLine)) setFinishing(true)
    else acts.finish()
  }
  const scanning = useScanning(desk, {
    isOpen,
    acts,
    onEscape: isFinishing ? () => setFinishing(false) : null,
  })
  useKeys({
    ...stepKeys(change),
    Enter: () => choose(nextOpenLine(lines, leftToCount, chosenId)),
    t: () => typed.current?.focus(),
    s: () => chosen && isOpenLine(chosen) && setSkipping(true),
    F8: finish,
  })
  const done = totals.lines - totals.open
  const progress = w.progress(units(done), units(totals.lines), units(totals.units))
  return (
    <div className="bench">
      <HeadLine
        head={head}
        done={done}
        all={totals.lines}
        progress={desk.round > 1 ? `${progress} · ${w.round(desk.round)}` : progress}
      />
      <div className="bench-left">
        <ScanTop
          desk={desk}
          scanning={scanning}
          isOpen={isOpen}
          stopped={head.readOnlyBecause}
          bench="count"
          openOnly={openOnly}
          openOnlySay={w.openOnly}
          onOpenOnly={setOpenOnly}
          {...(desk.isBlind && { outletId: noStock })}
          noteOf={(product) => {
            const line = desk.lines.find((known) => known.productId === product.id)
            if (!line) return null
            return line.counted === null ? w.notYet : `${w.counted} ${levelSay(line.counted)}`
          }}
          acts={acts}
        />
        <CountTable
          lines={lines}
          isBlind={desk.isBlind}
          chosenId={chosenId}
          openOnly={openOnly}
          isOpen={isOpen}
          onChoose={choose}
          acts={acts}
        />
      </div>
      <aside className="bench-right">
        <ChosenCount
          key={chosen?.id ?? ''}
          line={chosen}
          isBlind={desk.isBlind}
          isOpen={isOpen}
          isSkipping={isSkipping}
          onSkipping={setSkipping}
          onTyped={setTypedOn}
          onNext={() => choose(nextOpenLine(lines, leftToCount, chosenId))}
          typedRef={typed}
          acts={acts}
        />
      </aside>
      <FinishCount
        desk={desk}
        open={lines.filter(isOpenLine)}
        isFinishing={isFinishing && lines.some(isOpenLine)}
        onFinishing={setFinishing}
        onFinish={finish}
        acts={acts}
      />
    </div>
  )
}
