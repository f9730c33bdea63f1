import type { PackDesk } from '../../src-shared/model/pack.ts'
import type { ReceiveLine } from '../../src-shared/model/receive.ts'
import type { WeighedLine } from '../../src-shared/rule/weight.ts'
import { type LineCount, lineCount, lineCounts } from '../counting/sheet.ts'
import { weighedContents } from '../packing/pack-desk.ts'
import { packedSums } from '../packing/packed-sums.ts'
import { receiveLines } from '../receiving/receive-desk.ts'
import type { LineWithCounts } from '../store/line-rows.ts'
import type { Store, Written } from '../store/store.ts'

/**
 * What the news of the open desk is summed from, kept from one command to the next: a scan on a thousand lines reads
 * again only the line it changed. It must hear of every command.
 */
export type DeskMemory = {
  hear(written: Written): void
  /** A line of this consignment as it stands now; null when it has none of that id. */
  line(consignmentId: string, lineId: string): LineWithCounts | null
  packTotals(consignmentId: string): PackDesk['totals']
  /** What a box of this consignment holds, weighed. */
  contentsOf(consignmentId: string, parcelId: string): WeighedLine[]
  /** Every line as the receiver sees it, by its id. */
  received(consignmentId: string): ReadonlyMap<string, ReceiveLine>
  /** Where every line of a stocktake stands, by its id. */
  counted(consignmentId: string): ReadonlyMap<string, LineCount>
}

export function openDeskMemory(store: Store): DeskMemory {
  const ofConsignment = (consignmentId: string, lineId: string) => {
    const line = store.lines.get(lineId)
    return line?.consignmentId === consignmentId ? line : null
  }
  const lines = partsOf<LineWithCounts>(
    (consignmentId) => store.lines.of(consignmentId).map((line) => [line.id, line]),
    ofConsignment,
  )
  const received = partsOf<ReceiveLine>(
    (consignmentId) =>
      receiveLines(store, consignmentId, store.lines.of(consignmentId)).map((line) => [line.id, line]),
    (consignmentId, lineId) => {
      const line = ofConsignment(consignmentId, lineId)
      return line === null ? null : (receiveLines(store, consignmentId, [line])[0] ?? null)
    },
  )
  const counted = partsOf<LineCount>(
    (consignmentId) => lineCounts(store, consignmentId).map((count) => [count.line.id, count]),
    (consignmentId, lineId) => {
      const line = ofConsignment(consignmentId, lineId)
      return line === null ? null : lineCount(store, line)
    },
  )
  const boxes = new Map<string, Parts<WeighedLine>>()
  let boxesOf: string | null = null

  function box(parcelId: string): Parts<WeighedLine> {
    const known = boxes.get(parcelId)
    if (known !== undefined) return known
    const made = partsOf<WeighedLine>(
      (id) => weighedContents(store, store.parcels.weighedContentsOf(id)),
      (id, lineId) => weighedContents(store, store.parcels.weighedContentsOf(id, lineId))[0]?.[1] ?? null,
    )
    boxes.set(parcelId, made)
    return made
  }

  return {
    hear({ kind, changes }) {
      // The catalogue is not in the changes: weights and pictures may be others now.
      if (kind === 'feed:page') {
        boxes.clear()
        received.forget()
      }
      for (const { table, key, after } of changes) {
        // What a closed receipt counted, and whether boxes are known here, is part of every line.
        if (table === 'receipt' || table === 'parcel') received.forget()
        // A line without a place of its own is counted in the round in work.
        if (table === 'count_sheet') counted.forget()
        const lineId = table === 'line' ? key.id : 'line_id' in key ? key.line_id : undefined
        if (lineId === undefined) continue
        lines.change(String(lineId))
        received.change(String(lineId))
        counted.change(String(lineId))
        if (table === 'parcel_line') {
          const held = boxes.get(String(key.parcel_id))
          const units = after?.quantity
          // What a unit weighs stays as it is: only how many there are is another.
          if (typeof units === 'number')
            held?.change(String(lineId), (part) => ({ ...part, quantity: units }))
          else held?.change(String(lineId))
        }
      }
    },
    line: (consignmentId, lineId) => lines.now(consignmentId).get(lineId) ?? null,
    packTotals: (consignmentId) => packedSums(lines.now(consignmentId).values()),
    contentsOf(consignmentId, parcelId) {
      if (boxesOf !== consignmentId) boxes.clear()
      boxesOf = consignmentId
      return [...box(parcelId).now(parcelId).values()]
    },
    received: (consignmentId) => received.now(consignmentId),
    counted: (consignmentId) => counted.now(consignmentId),
  }
}

/** Past this many changed parts the whole is read again: that is cheaper, and the feed may change thousands. */
const mostChanged = 200

type Parts<T> = {
  /** The parts of this whole by their ids, those that changed read again. */
  now(whole: string): ReadonlyMap<string, T>
  /** Reads this part again when it is asked for; `next` gives it from what it was, where that is known. */
  change(partId: string, next?: (part: T) => T): void
  forget(): void
}

/** The parts of the whole asked for last. */
function partsOf<T>(
  readAll: (whole: string) => [string, T][],
  readOne: (whole: string, partId: string) => T | null,
): Parts<T> {
  let kept: { whole: string; parts: Map<string, T> } | null = null
  const changed = new Set<string>()
  return {
    now(whole) {
      if (kept?.whole !== whole) kept = { whole, parts: new Map(readAll(whole)) }
      else {
        for (const id of changed) {
          const part = readOne(whole, id)
          if (part === null) kept.parts.delete(id)
          else kept.parts.set(id, part)
        }
      }
      changed.clear()
      return kept.parts
    },
    change(partId, next) {
      if (kept === null) return
      const known = kept.parts.get(partId)
      if (next !== undefined && known !== undefined && !changed.has(partId)) {
        kept.parts.set(partId, next(known))
        return
      }
      changed.add(partId)
      if (changed.size > mostChanged) kept = null
    },
    forget() {
      kept = null
    },
  }
}
