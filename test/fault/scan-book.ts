import type { AnyNews } from '../../src-shared/contract/news.ts'
import type { ScanRecord } from '../../src-shared/model/scan.ts'

/**
 * What the person at the bench knows: every count they made, and which of them the station confirmed. The station's
 * store must hold every confirmed one, and of the others each at most once.
 */
export type ScanBook = {
  /** A count is on its way to the station; `key` is how it travels and what was read. */
  sent(key: string): void
  /** The station's answer or news: `record` is on disk now. */
  confirm(record: ScanRecord): void
  hear(news: AnyNews): void
  /** Confirmed counts with this key so far. */
  confirmedOf(key: string): number
  confirmed: ReadonlyMap<string, ScanRecord>
  /** How many were sent, by key. */
  sentOf: ReadonlyMap<string, number>
  /** Undo is on its way. */
  askedUndo(): void
  confirmUndo(record: ScanRecord): void
  undone: ReadonlySet<string>
  undoesAsked(): number
  /** Confirmations of counts nobody made. */
  inventions: string[]
}

export const serialKey = (text: string) => `serial ${text}`
export const typedKey = (text: string) => `keyboard ${text}`
export const handKey = 'hand '

/** The key of a stored or told count. */
export function keyOf(record: { by: string; text: string }): string {
  return record.by === 'hand' ? handKey : `${record.by} ${record.text}`
}

export function scanBook(): ScanBook {
  const confirmed = new Map<string, ScanRecord>()
  const sentOf = new Map<string, number>()
  const confirmedOf = new Map<string, number>()
  const undone = new Set<string>()
  const inventions: string[] = []
  let undoesAsked = 0

  function confirm(record: ScanRecord): void {
    if (confirmed.has(record.id)) return
    confirmed.set(record.id, record)
    const key = keyOf(record)
    const count = (confirmedOf.get(key) ?? 0) + 1
    confirmedOf.set(key, count)
    if (count > (sentOf.get(key) ?? 0)) inventions.push(`${key} was confirmed ${count} times (${record.id})`)
  }

  return {
    sent: (key) => void sentOf.set(key, (sentOf.get(key) ?? 0) + 1),
    confirm,
    hear(news) {
      if (news.topic === 'scan') confirm(news.body)
      if ((news.topic === 'pack' || news.topic === 'receive') && news.body.scan !== null) {
        if (news.body.scan.undone) undone.add(news.body.scan.id)
        else confirm(news.body.scan)
      }
    },
    confirmedOf: (key) => confirmedOf.get(key) ?? 0,
    confirmed,
    sentOf,
    askedUndo() {
      undoesAsked += 1
    },
    confirmUndo: (record) => void undone.add(record.id),
    undone,
    undoesAsked: () => undoesAsked,
    inventions,
  }
}
