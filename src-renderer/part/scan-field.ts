import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { FieldWish, WaitingField } from '../../src-shared/model/scan.ts'
import { useBridge } from '../station.tsx'

/**
 * Some fields want the code itself, such as a courier's tracking number. The station is told which field waits, and
 * whatever reads a code (serial, USB or keyboard scanner) goes there, wherever the focus is.
 */
let shown: readonly WaitingField[] = []
const watchers = new Set<() => void>()

function showFields(fields: readonly WaitingField[]): void {
  shown = fields
  for (const watch of watchers) watch()
}

function watchFields(changed: () => void): () => void {
  watchers.add(changed)
  return () => watchers.delete(changed)
}

/** The field that waits for codes on this page, the one shown last; null when there is none. */
export function useWaitingField(): WaitingField | null {
  return useSyncExternalStore(watchFields, () => shown.at(-1) ?? null)
}

/** While `isWaiting`, scans come to `onCode`, in the order they were read. */
export function useScanField(what: FieldWish, isWaiting: boolean, onCode: (code: string) => void): void {
  const bridge = useBridge()
  const take = useRef(onCode)
  useEffect(() => {
    take.current = onCode
  })
  useEffect(() => {
    if (!isWaiting) return undefined
    const field = { id: crypto.randomUUID(), what }
    const stop = bridge.hear('field-scan', ({ fieldId, scan }) => {
      if (fieldId !== field.id) return
      take.current(scan.text)
      void bridge.ask('desk:took', { scanId: scan.id })
    })
    showFields([...shown, field])
    return () => {
      stop()
      showFields(shown.filter((other) => other.id !== field.id))
    }
  }, [bridge, what, isWaiting])
}
