import { type RefObject, useRef } from 'react'
import type { ScanRecord } from '../../src-shared/model/scan.ts'
import type { Acts } from '../station.tsx'
import { useKeys } from './keys.ts'
import { useFindText } from './use-find-text.ts'
import { useFreshScan } from './use-fresh-scan.ts'
import { useQuestions } from './use-questions.ts'

/** What every bench knows of its scans; `lastScans` newest first. */
export type ScannedDesk = {
  readonly head: { readonly id: string }
  readonly lastScans: readonly ScanRecord[]
  readonly canUndo: boolean
  readonly nextTimes: number
}

export type Scanning = {
  readonly questions: ReturnType<typeof useQuestions>
  readonly find: ReturnType<typeof useFindText>
  readonly field: RefObject<HTMLInputElement | null>
}

type ScanningOptions = {
  readonly isOpen: boolean
  readonly acts: Pick<Acts, 'forget'> & { readonly undo: () => void }
  /** Closes what Escape closes first; null while nothing of it is open. */
  readonly onEscape?: (() => void) | null
}

/** Scans, their questions and the search of a bench, with the keys that belong to them: `/`, Escape and Z. */
export function useScanning(desk: ScannedDesk, { isOpen, acts, onEscape = null }: ScanningOptions): Scanning {
  const [last] = desk.lastScans
  const questions = useQuestions(desk.head.id, desk.lastScans)
  const find = useFindText(last)
  const field = useRef<HTMLInputElement>(null)
  useFreshScan(last, acts.forget)
  useKeys({
    '/': () => field.current?.select(),
    // An open question takes Escape for itself.
    Escape: () => {
      if (questions.open.length > 0) return
      if (onEscape === null) find.setText('')
      else onEscape()
    },
    // Also when nothing can be undone: the station says why.
    z: () => isOpen && acts.undo(),
  })
  return { questions, find, field }
}
