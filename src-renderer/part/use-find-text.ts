import { useState } from 'react'
import type { ScanRecord } from '../../src-shared/model/scan.ts'

/**
 * The text of the product search. An unknown code fills it in, so that the person only has to look; the focus stays
 * where it was, and the next scan goes on as before and clears a code the person did not touch.
 */
export function useFindText(lastScan: ScanRecord | undefined): {
  readonly text: string
  readonly scanId: string | null
  readonly setText: (text: string) => void
} {
  const [typed, setTyped] = useState<{ readonly text: string; readonly scanId: string | null }>({
    text: '',
    scanId: null,
  })
  const [seenId, setSeenId] = useState(lastScan?.id)
  if (lastScan && lastScan.id !== seenId) {
    setSeenId(lastScan.id)
    if (lastScan.outcome.is === 'unknown' && !lastScan.undone)
      setTyped({ text: lastScan.text, scanId: lastScan.id })
    else if (typed.scanId !== null) setTyped({ text: '', scanId: null })
  }
  return {
    text: typed.text,
    scanId: typed.scanId,
    setText: (text) => setTyped({ text, scanId: text === '' ? null : typed.scanId }),
  }
}
