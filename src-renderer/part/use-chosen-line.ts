import { useState } from 'react'
import { lastTouched, type Placed } from './order-lines.ts'

/** The line the keys work on: the one the person chose, until a scan touches another. */
export function useChosenLine(
  lines: readonly Placed[],
): [chosenId: string | null, choose: (lineId: string | null) => void] {
  const touched = lastTouched(lines)
  const [chosen, setChosen] = useState<string | null>(touched?.id ?? lines[0]?.id ?? null)
  const [seenAt, setSeenAt] = useState(touched?.touchedAt ?? null)
  if (touched && touched.touchedAt !== seenAt) {
    setSeenAt(touched.touchedAt)
    setChosen(touched.id)
  }
  return [chosen, setChosen]
}
