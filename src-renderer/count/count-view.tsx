import { useRef, useState } from 'react'
import type { CountDesk, CountLine } from '../../src-shared/model/count.ts'
import { units } from '../format.ts'
import { HeadLine } from '../part/head-line.tsx'
import { useKeys } from '../part/keys.ts'
import { LastScan } from '../part/last-scan.tsx'
import { nextOpenLine } from '../part/order-lines.ts'
import { TakeBar } from '../part/take-bar.tsx'
import { useChosenLine } from '../part/use-chosen-line.ts'
import { useFindText } from '../part/use-find-text.ts'
import { useFreshScan } from '../part/use-fresh-scan.ts'
import { useQuestions } from '../part/use-questions.ts'
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
  const questions = useQuestions(head.id, desk.lastScans)
  const [chosenId, choose] = useChosenLine(lines)
  const find = useFindText(desk.lastScans[0])
  const [openOnly, setOpenOnly] = useState(false)
  const [isFinishing, setFinishing] = useState(false)
  const [isSkipping, setSkipping] = useState(false)
  const typed = useRef<HTMLInputElement>(null)
  const field = useRef<HTMLInputElement>(null)
  useFreshScan(desk.lastScans[0], acts.forget)
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
  useKeys({
    '/': () => field.current?.select(),
    Escape: () => questions.open.length === 0 && (isFinishing ? setFinishing(false) : find.setText('')),
    ArrowUp: () => change(1),
    ArrowDown: () => change(-1),
    'Shift+ArrowUp': () => change(10),
    'Shift+ArrowDown': () => change(-10),
    Enter: () => choose(nextOpenLine(lines, leftToCount, chosenId)),
    t: () => typed.current?.focus(),
    s: () => chosen && isOpenLine(chosen) && setSkipping(true),
    F8: finish,
    z: () => isOpen && acts.undo(),
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
        <LastScan
          scans={desk.lastScans}
          bench="count"
          canUndo={desk.canUndo && isOpen}
          onUndo={acts.undo}
          acts={acts}
          questions={questions.open}
          stopped={head.readOnlyBecause}
        />
        {isOpen && (
          <TakeBar
            bench="count"
            questions={questions}
            find={find}
            fieldRef={field}
            nextTimes={desk.nextTimes}
            lastScan={desk.lastScans[0]}
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
        )}
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
