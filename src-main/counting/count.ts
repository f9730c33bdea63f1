import { StationError } from '../../src-shared/failure.ts'
import type { PackCount, ScanOutcome, ScanRecord } from '../../src-shared/model/scan.ts'
import type { Bench } from '../bench.ts'
import { byHand, countingLine, lineOrRefuse, packCount, type Reading } from '../consignment/line.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { LineWithCounts } from '../store/line-rows.ts'
import type { ProductFound } from '../store/product-rows.ts'
import { toScanRecord } from '../store/scan-rows.ts'
import type { Command, Store } from '../store/store.ts'
import { listProduct } from './list.ts'
import {
  changeCount,
  isOpenLine,
  type LineCount,
  levelAt,
  lineCount,
  lineCounts,
  mustBeCounting,
  putCount,
  sheetOf,
} from './sheet.ts'

/** One act of counting: units more or fewer, and the case they came in. */
type Counting = { by: number; isExtra?: boolean; pack?: PackCount | null }

/**
 * Adds to the count of a line and keeps the moment and the level of it, so that what was sold while people counted can
 * be read later. A skipped line is counted after all. Call inside a write.
 * @throws StationError `below-zero` or `not-in-round`
 */
export function countUnits(
  store: Store,
  consignment: ConsignmentRow,
  line: LineWithCounts,
  { by, isExtra = false, pack = null }: Counting,
  reading: Reading,
): ScanRecord {
  const before = lineCount(store, line)
  if (before.round < sheetOf(store, consignment.id).round) throw notInRound(line)
  const counted = (before.sum?.counted ?? 0) + by
  if (counted < 0) {
    throw new StationError(
      'below-zero',
      `There is nothing left of ${line.name} to take off.`,
      'Check the count.',
    )
  }
  putCount(store, before, { skippedBecause: null })
  store.lines.touch(line.id, store.now())
  if (consignment.nextTimes !== 1) store.consignments.setNextTimes(consignment.id, 1)
  const { id: lineId, productId, name } = line
  const outcome: ScanOutcome = {
    is: isExtra ? 'extra' : 'counted',
    lineId,
    productId,
    name,
    times: by,
    counted,
    // A blind count must not tell what should be there, not even in the record of a scan.
    planned: 0,
    boxNumber: null,
    pack,
  }
  const id = store.newId()
  const record = store.scans.add({
    ...scanFields(id, consignment.id, store.now(), reading),
    outcome,
    lineId,
    quantity: by,
  })
  store.counts.addFact({
    scanId: id,
    lineId,
    round: before.round,
    level: levelAt(store, consignment, productId),
    levelReadAt: store.feeds.get('inventory').pulledAt,
  })
  return record
}

function scanFields(id: string, consignmentId: string, at: string, reading: Reading) {
  return { id, act: id, consignmentId, at, ...reading, parcelId: null, receiptId: null, damaged: 0 }
}

function notInRound({ name }: LineWithCounts): StationError {
  return new StationError(
    'not-in-round',
    `${name} is not counted again in this round: its earlier count stands.`,
    'Put it aside. In the review you can choose it for the next round.',
  )
}

/** What a scan at the counting desk does. A product of an earlier round is refused, and that is kept. Inside a write. */
export function countScanned(
  store: Store,
  consignment: ConsignmentRow,
  line: LineWithCounts,
  times: number,
  reading: Reading,
  _command: Command,
  pack: PackCount | null,
): ScanRecord {
  if (consignment.state === 'scheduled') {
    return noteScan(store, consignment, reading, { is: 'listed', name: line.name, isNew: false })
  }
  if (lineCount(store, line).round >= sheetOf(store, consignment.id).round) {
    return countUnits(store, consignment, line, { by: times, pack }, reading)
  }
  const { message, next } = notInRound(line)
  return noteScan(store, consignment, reading, { is: 'not-now', why: `${message} ${next}` })
}

/** Keeps a scan that counts nothing. */
function noteScan(
  store: Store,
  consignment: ConsignmentRow,
  reading: Reading,
  outcome: ScanOutcome,
): ScanRecord {
  const fields = scanFields(store.newId(), consignment.id, store.now(), reading)
  return store.scans.add({ ...fields, outcome, lineId: null, quantity: 0 })
}

/** A scanned product that is not on the list: a list made here grows by it, any other asks the person. Inside a write. */
export function countUnlisted(
  store: Store,
  consignment: ConsignmentRow,
  product: ProductFound,
  times: number,
  reading: Reading,
): ScanRecord | null {
  if (consignment.state === 'scheduled') {
    listProduct(store, consignment, product, 'plan')
    return noteScan(store, consignment, reading, { is: 'listed', name: product.name, isNew: true })
  }
  if (consignment.origin !== 'here' || consignment.dueAt !== null) return null
  return countOnNewLine(store, consignment, product, times, reading)
}

function countOnNewLine(
  store: Store,
  consignment: ConsignmentRow,
  product: ProductFound,
  times: number,
  reading: Reading,
): ScanRecord {
  listProduct(store, consignment, product, 'receipt')
  const line = store.lines.ofProduct(consignment.id, product.id)
  if (line === null) throw new Error('the line just added is not there')
  return countUnits(store, consignment, line, { by: times, isExtra: true }, reading)
}

/** `count:take`: counts the product the person chose; one that is not on the list is put there. */
export function takeCounted(
  bench: Bench,
  taken: { consignmentId: string; productId: string; times: number; scanId: string | null },
): ScanRecord {
  const { store } = bench
  return changeCount(bench, 'count:take', taken, (consignment, command) => {
    mustBeCounting(consignment, command)
    const product = store.products.get(taken.productId)
    if (product === null) {
      throw new StationError(
        'no-such-product',
        'That product is not in the catalogue.',
        'Search for it again.',
      )
    }
    const on = countingLine(store, consignment.id, product)
    if (on === null) return countOnNewLine(store, consignment, product, taken.times, byHand)
    const counting = { by: taken.times * on.size, pack: packCount(on, taken.times) }
    return countUnits(store, consignment, on.line, counting, byHand)
  })
}

/** `count:change` */
export function changeCounted(
  bench: Bench,
  taken: { consignmentId: string; lineId: string; by: number },
): ScanRecord {
  return changeCount(bench, 'count:change', taken, (consignment, command) => {
    mustBeCounting(consignment, command)
    const line = lineOrRefuse(bench.store, consignment.id, taken.lineId)
    return countUnits(bench.store, consignment, line, { by: taken.by }, byHand)
  })
}

/** `count:set`: the whole count of a line, typed; a zero says that there is none. */
export function setCounted(
  bench: Bench,
  taken: { consignmentId: string; lineId: string; counted: number },
): ScanRecord {
  const { store } = bench
  return changeCount(bench, 'count:set', taken, (consignment, command) => {
    mustBeCounting(consignment, command)
    const line = lineOrRefuse(store, consignment.id, taken.lineId)
    const before = lineCount(store, line).sum?.counted ?? 0
    return countUnits(store, consignment, line, { by: taken.counted - before }, byHand)
  })
}

/** `count:undo`: takes back the last count of this round that still stands; a line it had added goes with it. */
export function undoCounted(bench: Bench, taken: { consignmentId: string }): ScanRecord {
  const { store } = bench
  return changeCount(bench, 'count:undo', taken, (consignment, command) => {
    mustBeCounting(consignment, command)
    const scanId = store.counts.newestFact(consignment.id, sheetOf(store, consignment.id).round)
    const scan = scanId === null ? null : store.scans.get(scanId)
    if (scan?.lineId == null) {
      throw new StationError('nothing-to-undo', 'There is nothing to take back in this count.', 'Count on.')
    }
    const line = lineOrRefuse(store, consignment.id, scan.lineId)
    store.scans.undo(scan.id, store.now())
    const left = lineCount(store, line)
    if ((left.sum?.counted ?? 0) < 0) {
      throw new StationError('changed-since', 'This line was changed since.', 'Change the count by hand.')
    }
    if (line.origin === 'receipt' && left.sum === null && left.earlier.length === 0) {
      store.counts.dropLine(line.id)
      store.lines.remove(line.id)
    } else store.lines.touch(line.id, store.now())
    return { ...toScanRecord(scan), undone: true }
  })
}

/** Whether a count of this round can be taken back. */
export function canUndoCounted(store: Store, consignment: ConsignmentRow): boolean {
  if (consignment.state !== 'counting') return false
  return store.counts.newestFact(consignment.id, sheetOf(store, consignment.id).round) !== null
}

/** `count:skip`: lines nobody can count are left out, with a reason; what they hold in stock stays as it is. */
export function skipLines(
  bench: Bench,
  taken: { consignmentId: string; lineIds: readonly string[]; reason: string },
): Record<string, never> {
  const { store } = bench
  return changeCount(bench, 'count:skip', taken, (consignment, command) => {
    mustBeCounting(consignment, command)
    for (const lineId of taken.lineIds) {
      const count = lineCount(store, lineOrRefuse(store, consignment.id, lineId))
      if (count.sum !== null) {
        throw new StationError(
          'counted-already',
          `${count.line.name} is counted already.`,
          'Take the count back first.',
        )
      }
      putCount(store, count, { skippedBecause: taken.reason })
      store.lines.touch(lineId, store.now())
    }
    return {}
  })
}

/** `count:unskip` */
export function unskipLine(
  bench: Bench,
  taken: { consignmentId: string; lineId: string },
): Record<string, never> {
  const { store } = bench
  return changeCount(bench, 'count:unskip', taken, (consignment, command) => {
    mustBeCounting(consignment, command)
    const line = lineOrRefuse(store, consignment.id, taken.lineId)
    putCount(store, lineCount(store, line), { skippedBecause: null })
    store.lines.touch(line.id, store.now())
    return {}
  })
}

/** The lines that are neither counted nor skipped. */
export function openLines(store: Store, consignmentId: string): LineCount[] {
  return lineCounts(store, consignmentId).filter(isOpenLine)
}
