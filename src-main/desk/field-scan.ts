import type { ScanBy, ScanRecord, WaitingField } from '../../src-shared/model/scan.ts'
import type { Bench } from '../bench.ts'
import { resolveRead } from '../catalogue/resolve.ts'
import type { Command } from '../store/store.ts'
import { noteScan, readingOf, readRaw } from './desk-scan.ts'

/** How long a screen may take to say that it has the code; a page that is gone never says so. */
const takenWithinMs = 2_000

export type FieldScans = {
  /** The field the screen shows now; null: none waits. A code that nobody confirmed goes to the desk at once. */
  show(field: WaitingField | null): void
  /** Offers a code to the waiting field; null when none wants it, so that it is the desk's. */
  offer(raw: string, by: ScanBy): ScanRecord | null
  /** The screen has written the code down. */
  took(scanId: string): void
  close(): void
}

type Needs = {
  bench: Bench
  tell(fieldId: string, scan: ScanRecord): void
  /** Where a code goes that no screen took in time. */
  toDesk(raw: string, by: ScanBy): void
}

type Offered = { raw: string; by: ScanBy; cancel: () => void }

/**
 * Scans for a field on the screen, such as a courier's tracking number. That a field waits is known only while its
 * screen shows it and is never kept; every code handed out has to be confirmed. So a page that was closed, reloaded or
 * broke can swallow nothing: what it did not confirm is taken as an ordinary scan. Each one is a journal row.
 */
export function openFieldScans(needs: Needs): FieldScans {
  const { bench } = needs
  const { store, clock } = bench
  const offered = new Map<string, Offered>()
  let field: WaitingField | null = null

  function giveUp(): void {
    const left = [...offered.values()]
    offered.clear()
    for (const { cancel, raw, by } of left) {
      cancel()
      needs.toDesk(raw, by)
    }
  }

  /** A product's own code is no tracking number: whoever scans one while the form is open goes on packing. */
  function isWanted(raw: string, by: ScanBy): boolean {
    if (field === null || by === 'typed' || by === 'hand') return false
    return field.what !== 'tracking' || resolveRead(store, readRaw(raw, by), null).is === 'none'
  }

  return {
    show(next) {
      if (next?.id === field?.id) return
      giveUp()
      field = next
    },
    offer(raw, by) {
      if (field === null || !isWanted(raw, by)) return null
      const { id: fieldId, what } = field
      const read = readRaw(raw, by)
      const command: Command = {
        kind: 'desk:field-scan',
        actor: bench.actor(),
        subject: null,
        given: { text: read.text, aim: read.aim, symbology: read.symbology, by, what },
        traceId: bench.newTraceId(),
        standsIn: bench.outletId(),
      }
      const outcome = { is: 'for-field', what } as const
      const record = store.write(command, () => noteScan(store, null, readingOf(read, by), outcome))
      offered.set(record.id, { raw, by, cancel: clock.after(takenWithinMs, giveUp) })
      needs.tell(fieldId, record)
      return record
    },
    took(scanId) {
      offered.get(scanId)?.cancel()
      offered.delete(scanId)
    },
    close() {
      for (const { cancel } of offered.values()) cancel()
      offered.clear()
    },
  }
}
