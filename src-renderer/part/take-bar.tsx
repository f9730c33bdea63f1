import type { RefObject } from 'react'
import type { Failure } from '../../src-shared/failure.ts'
import type { ProductHit } from '../../src-shared/model/product.ts'
import type { ScanRecord } from '../../src-shared/model/scan.ts'
import { words } from '../words.ts'
import { ActButton } from './act-button.tsx'
import { FindBar } from './find-bar.tsx'
import type { Bench } from './outcome.ts'
import { Questions } from './questions.tsx'
import { TimesField } from './times-field.tsx'
import type { useFindText } from './use-find-text.ts'
import type { useQuestions } from './use-questions.ts'

/** What both benches can do with a product that was found or chosen. */
type TakeActs = {
  readonly take: (productId: string, scanId: string | null, times: number) => void
  /** Why it was refused; null when it was added. */
  readonly addOne: (productId: string, times: number) => Promise<Failure | null>
  readonly scanCode: (text: string) => Promise<boolean>
  readonly times: (times: number) => void
}

type TakeBarProps = {
  readonly bench: Bench
  readonly questions: ReturnType<typeof useQuestions>
  readonly find: ReturnType<typeof useFindText>
  readonly fieldRef: RefObject<HTMLInputElement | null>
  readonly nextTimes: number
  readonly lastScan: ScanRecord | undefined
  /** The filter to what is still open; left out where there is none. */
  readonly openOnly?: boolean
  readonly onOpenOnly?: (openOnly: boolean) => void
  /** What the filter is called, where it is not the open lines of a plan. */
  readonly openOnlySay?: string
  /** The outlet whose stock stands beside what is found, where it is not this station's. */
  readonly outletId?: string
  /** How far a found product is on this consignment; null when it is not on it. */
  readonly noteOf: (product: ProductHit) => string | null
  readonly acts: TakeActs
}

/** Between the answer and the lines of a bench: the question that is open, the search, n times and the filter. */
export function TakeBar({
  questions,
  find,
  fieldRef,
  nextTimes,
  lastScan,
  acts,
  openOnly = false,
  onOpenOnly,
  ...more
}: TakeBarProps) {
  return (
    <>
      <Questions
        bench={more.bench}
        open={questions.open}
        onTake={(scan, productId) =>
          acts.take(productId, scan.id, 'times' in scan.outcome ? scan.outcome.times : 1)
        }
        onDismiss={questions.dismiss}
      />
      <FindBar
        text={find.text}
        onText={find.setText}
        fieldRef={fieldRef}
        label={words.pack.findLabel}
        hint={words.pack.findHint}
        onPick={(product) => {
          acts.take(product.id, find.scanId, nextTimes)
          find.setText('')
        }}
        onAddOne={(product) => acts.addOne(product.id, nextTimes)}
        times={nextTimes}
        lastScan={lastScan}
        onCode={(text) => {
          find.setText('')
          void acts.scanCode(text).then((isTaken) => isTaken || find.setText(text))
        }}
        noteOf={more.noteOf}
        {...(more.outletId !== undefined && { outletId: more.outletId })}
      >
        <TimesField times={nextTimes} onTimes={acts.times} />
        {onOpenOnly && (
          <ActButton isPressed={openOnly} onClick={() => onOpenOnly(!openOnly)}>
            {more.openOnlySay ?? words.pack.openOnly}
          </ActButton>
        )}
      </FindBar>
    </>
  )
}
