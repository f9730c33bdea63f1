import type { ComponentProps } from 'react'
import type { Acts } from '../station.tsx'
import { LastScan } from './last-scan.tsx'
import { TakeBar } from './take-bar.tsx'
import type { ScannedDesk, Scanning } from './use-scanning.ts'

type TakeBarProps = ComponentProps<typeof TakeBar>
type Filter = 'openOnly' | 'onOpenOnly' | 'openOnlySay'

type ScanTopProps = Pick<TakeBarProps, 'bench' | 'noteOf' | 'outletId' | Filter> & {
  readonly desk: ScannedDesk
  readonly scanning: Scanning
  readonly isOpen: boolean
  /** Why nothing is counted here, and what to do; null when scanning goes on. */
  readonly stopped: string | null
  readonly acts: Acts & TakeBarProps['acts'] & { readonly undo: () => void }
}

/** The top of every bench: the answer to the last scan, and while it is open what can be taken. */
export function ScanTop({ desk, scanning, isOpen, stopped, bench, acts, ...take }: ScanTopProps) {
  const { questions, find, field } = scanning
  return (
    <>
      <LastScan
        scans={desk.lastScans}
        bench={bench}
        canUndo={desk.canUndo && isOpen}
        onUndo={acts.undo}
        acts={acts}
        questions={questions.open}
        stopped={stopped}
      />
      {isOpen && (
        <TakeBar
          {...take}
          bench={bench}
          questions={questions}
          find={find}
          fieldRef={field}
          nextTimes={desk.nextTimes}
          lastScan={desk.lastScans[0]}
          acts={acts}
        />
      )}
    </>
  )
}
